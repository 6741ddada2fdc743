using System.Text;
using Microsoft.Win32.SafeHandles;
using TlsDissect.Capture.Sources;

namespace TlsDissect.Capture.Writing;

/// <summary>
/// Reserves space for secrets that are found after later packets were written: a Decryption Secrets Block of empty lines, which key log
/// lines overwrite. The file is a valid pcapng file at every moment.
/// </summary>
internal sealed class ReservedSecretsBlock
{
    /// <summary>Offset of the secrets in the block, after its header, their type and length.</summary>
    private const int DataOffset = PcapNgBlock.HeaderSize + 8;

    private readonly SafeFileHandle _file;
    private readonly int _size;
    private long _next;

    /// <summary>Writes the block.</summary>
    /// <param name="writer">Writer of the file; flushed.</param>
    /// <param name="file">The stream that the writer writes to, from its first byte.</param>
    /// <param name="size">Size in bytes of the space for key log lines.</param>
    public ReservedSecretsBlock(PcapNgWriter writer, FileStream file, int size)
    {
        _size = Left = size;
        _next = writer.Length + DataOffset;
        byte[] empty = new byte[size];
        empty.AsSpan().Fill((byte)'\n');
        writer.WriteSecrets(CapturedItem.TlsKeyLog, empty);
        // Buffered bytes would otherwise overwrite what is written directly.
        file.Flush();
        _file = file.SafeFileHandle;
    }

    /// <summary>Number of bytes left.</summary>
    public int Left { get; private set; }

    /// <summary>Whether less than half of it is left.</summary>
    public bool IsScarce => Left < _size / 2;

    /// <summary>Writes a line. Returns <c>false</c> if there is no room for it.</summary>
    /// <param name="line">With its end.</param>
    public bool TryWrite(string line)
    {
        if (line.Length > Left) return false;
        RandomAccess.Write(_file, Encoding.ASCII.GetBytes(line), _next);
        _next += line.Length;
        Left -= line.Length;
        return true;
    }
}
