using System.Buffers.Binary;
using TlsDissect.Cli.Files;
using ZstdSharp;

namespace TlsDissect.Cli.Scan;

/// <summary>
/// A capture's file of rows, compressed with zstd. It has its name once it is whole. Behind the rows is what a later run wants to know of
/// them, in a skippable frame (RFC 8878 §3.1.2), which decompression leaves out.
/// </summary>
internal sealed class RowsWriter : IDisposable
{
    /// <summary>The magic number of the first kind of skippable frame.</summary>
    public const uint SkippableFrame = 0x184D2A50;

    /// <summary>Bytes of a skippable frame before its content.</summary>
    public const int SkippableHeader = 8;

    /// <summary>Rows repeat their names, so that the fastest level makes them a tenth as large.</summary>
    private const int Level = 1;

    private readonly PendingFile _file;
    private readonly CompressionStream _rows;
    private bool _isWhole;

    public RowsWriter(string path, OutputRule rule)
    {
        _file = new PendingFile(path, rule);
        _rows = new CompressionStream(_file, Level, leaveOpen: true);
    }

    /// <summary>Receives the rows.</summary>
    public Stream Rows => _rows;

    /// <summary>The rows are complete: the file gets its name.</summary>
    /// <param name="behind">Lines behind the rows.</param>
    public void Commit(ReadOnlySpan<byte> behind)
    {
        _rows.Dispose();
        Span<byte> header = stackalloc byte[SkippableHeader];
        BinaryPrimitives.WriteUInt32LittleEndian(header, SkippableFrame);
        BinaryPrimitives.WriteInt32LittleEndian(header[sizeof(uint)..], behind.Length);
        _file.Write(header);
        _file.Write(behind);
        _file.Commit();
        _isWhole = true;
    }

    /// <summary>Removes the file if it is not whole.</summary>
    public void Dispose()
    {
        if (!_isWhole) _file.Discard();
        _file.Dispose();
    }
}
