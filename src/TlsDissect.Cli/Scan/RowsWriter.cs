using System.Buffers.Binary;
using TlsDissect.Cli.Files;
using ZstdSharp;

namespace TlsDissect.Cli.Scan;

/// <summary>
/// A capture's file of rows, compressed with zstd. It has its name once it is whole. JSON has the rows of the scan itself among the others;
/// other formats have them in skippable frames (RFC 8878 §3.1.2), which decompression leaves out.
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
    private readonly bool _isJson;
    private readonly CompressionStream _rows;
    private bool _isWhole;

    public RowsWriter(string path, OutputRule rule, bool isJson, ReadOnlySpan<byte> firstRow)
    {
        (_file, _isJson) = (new PendingFile(path, rule), isJson);
        if (!isJson) WriteFrame(firstRow);
        _rows = new CompressionStream(_file, Level, leaveOpen: true);
        if (isJson) _rows.Write(firstRow);
    }

    /// <summary>Receives the rows.</summary>
    public Stream Rows => _rows;

    /// <summary>The rows are complete: the file gets its name.</summary>
    /// <param name="lastRows">Rows of the scan itself that the others do not have yet.</param>
    public void Commit(ReadOnlySpan<byte> lastRows)
    {
        if (_isJson) _rows.Write(lastRows);
        _rows.Dispose();
        if (!_isJson && !lastRows.IsEmpty) WriteFrame(lastRows);
        _file.Commit();
        _isWhole = true;
    }

    /// <summary>Removes the file if it is not whole.</summary>
    public void Dispose()
    {
        if (!_isWhole) _file.Discard();
        _file.Dispose();
    }

    private void WriteFrame(ReadOnlySpan<byte> content)
    {
        Span<byte> header = stackalloc byte[SkippableHeader];
        BinaryPrimitives.WriteUInt32LittleEndian(header, SkippableFrame);
        BinaryPrimitives.WriteInt32LittleEndian(header[sizeof(uint)..], content.Length);
        _file.Write(header);
        _file.Write(content);
    }
}
