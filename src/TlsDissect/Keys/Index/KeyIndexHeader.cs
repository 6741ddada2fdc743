using System.Buffers.Binary;
using System.Security.Cryptography;

namespace TlsDissect.Keys.Index;

/// <summary>The start of a key index.</summary>
/// <remarks>
/// <code>
/// magic 8 | entries 8 | labels 4 | key logs 4 | place of long secrets 8 | place of the table of key logs 8 | length of the file 8
/// | SHA-256 of the entries 32 | 0 48
/// </code>
/// Numbers are little-endian. After it come the entries in order (<see cref="KeyIndexEntry"/>), the long secrets, and the key logs.
/// </remarks>
internal readonly record struct KeyIndexHeader
{
    /// <summary>Bytes of the header.</summary>
    public const int Size = 128;

    private const int DigestAt = 48;

    /// <summary>The first bytes of the file. The last of them changes with the format.</summary>
    public static ReadOnlySpan<byte> Magic => "TLSDKIX\x01"u8;

    /// <summary>Number of entries.</summary>
    public long Entries { get; init; }

    /// <summary>The labels of all entries, one bit each.</summary>
    public uint Labels { get; init; }

    /// <summary>Number of key logs.</summary>
    public uint Sources { get; init; }

    /// <summary>Where the long secrets begin, in bytes from the start of the file.</summary>
    public long LongSecrets { get; init; }

    /// <summary>Where the table of key logs begins.</summary>
    public long SourceTable { get; init; }

    /// <summary>Bytes of the file.</summary>
    public long Length { get; init; }

    /// <summary>SHA-256 of the entries.</summary>
    public required byte[] Digest { get; init; }

    /// <summary>Where the entries end.</summary>
    public long EntriesEnd => Size + Entries * KeyIndexEntry.Size;

    /// <summary>Writes the header.</summary>
    public void Write(Span<byte> header)
    {
        header[..Size].Clear();
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt64LittleEndian(header[8..], Entries);
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], Labels);
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], Sources);
        BinaryPrimitives.WriteInt64LittleEndian(header[24..], LongSecrets);
        BinaryPrimitives.WriteInt64LittleEndian(header[32..], SourceTable);
        BinaryPrimitives.WriteInt64LittleEndian(header[40..], Length);
        Digest.CopyTo(header[DigestAt..]);
    }

    /// <summary>Reads a header; <c>null</c> if it is not one, or its numbers do not fit the file.</summary>
    /// <param name="header">The first bytes of the file.</param>
    /// <param name="length">Bytes of the file.</param>
    public static KeyIndexHeader? Read(ReadOnlySpan<byte> header, long length)
    {
        if (header.Length < Size || !header.StartsWith(Magic)) return null;
        KeyIndexHeader read = new()
        {
            Entries = BinaryPrimitives.ReadInt64LittleEndian(header[8..]),
            Labels = BinaryPrimitives.ReadUInt32LittleEndian(header[16..]),
            Sources = BinaryPrimitives.ReadUInt32LittleEndian(header[20..]),
            LongSecrets = BinaryPrimitives.ReadInt64LittleEndian(header[24..]),
            SourceTable = BinaryPrimitives.ReadInt64LittleEndian(header[32..]),
            Length = BinaryPrimitives.ReadInt64LittleEndian(header[40..]),
            Digest = header.Slice(DigestAt, SHA256.HashSizeInBytes).ToArray(),
        };
        bool fits = read.Length == length && read.Entries >= 0 && read.Entries <= length / KeyIndexEntry.Size &&
            read.LongSecrets == read.EntriesEnd && read.SourceTable >= read.LongSecrets && read.SourceTable <= length &&
            read.Sources * (long)KeyIndexSources.PlaceSize <= length - read.SourceTable;
        return fits ? read : null;
    }
}
