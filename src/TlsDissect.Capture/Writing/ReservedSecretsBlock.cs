using System.Text;
using Microsoft.Win32.SafeHandles;
using TlsDissect.Capture.Sources;

namespace TlsDissect.Capture.Writing;

/// <summary>
/// Room for secrets that are found after the packets behind it were written: a Decryption Secrets Block of empty lines, which key log lines are written over.
/// The file is a whole pcapng file at every moment.
/// </summary>
internal sealed class ReservedSecretsBlock
{
    /// <summary>From the block's start to its secrets: its header, their type and length.</summary>
    private const int DataOffset = PcapNgBlock.HeaderSize + 8;

    private readonly SafeFileHandle _file;
    private readonly int _size;
    private long _next;

    /// <summary>Writes the block.</summary>
    /// <param name="writer">Of the file; what it has written is flushed.</param>
    /// <param name="file">What the writer writes to, from its first byte.</param>
    /// <param name="size">Bytes of key log lines that it can take.</param>
    public ReservedSecretsBlock(PcapNgWriter writer, FileStream file, int size)
    {
        _size = Left = size;
        _next = writer.Length + DataOffset;
        byte[] empty = new byte[size];
        empty.AsSpan().Fill((byte)'\n');
        writer.WriteSecrets(CapturedItem.TlsKeyLog, empty);
        // What is still in a buffer would go over what is written around it.
        file.Flush();
        _file = file.SafeFileHandle;
    }

    /// <summary>Bytes that it still takes.</summary>
    public int Left { get; private set; }

    /// <summary>Whether less than half of it is left.</summary>
    public bool IsScarce => Left < _size / 2;

    /// <summary>Writes a line; <c>false</c> where there is no room for it.</summary>
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
