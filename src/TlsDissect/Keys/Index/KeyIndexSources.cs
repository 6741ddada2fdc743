using System.Buffers.Binary;
using System.Text;

namespace TlsDissect.Keys.Index;

/// <summary>A key log that an index has the secrets of.</summary>
/// <param name="Path">Its whole path.</param>
/// <param name="Size">Its size in bytes when it was read.</param>
/// <param name="Modified">When it was written last, in ticks.</param>
internal readonly record struct KeyIndexSource(string Path, long Size, long Modified);

/// <summary>The table of key logs at the end of an index: the place of each, then the rows: size 8, time 8, length 2, path.</summary>
internal static class KeyIndexSources
{
    /// <summary>Bytes of a place, counted from the end of the places.</summary>
    public const int PlaceSize = sizeof(long);

    private const int RowSize = 8 + 8 + sizeof(ushort);

    /// <summary>Makes the table.</summary>
    public static byte[] Write(IReadOnlyList<KeyIndexSource> sources)
    {
        byte[][] paths = [.. sources.Select(source => Cut(Encoding.UTF8.GetBytes(source.Path)))];
        byte[] table = new byte[sources.Count * PlaceSize + paths.Sum(path => RowSize + path.Length)];
        Span<byte> rows = table.AsSpan(sources.Count * PlaceSize);
        int at = 0;
        for (int i = 0; i < sources.Count; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(table.AsSpan(i * PlaceSize), at);
            BinaryPrimitives.WriteInt64LittleEndian(rows[at..], sources[i].Size);
            BinaryPrimitives.WriteInt64LittleEndian(rows[(at + 8)..], sources[i].Modified);
            BinaryPrimitives.WriteUInt16LittleEndian(rows[(at + 16)..], (ushort)paths[i].Length);
            paths[i].CopyTo(rows[(at + RowSize)..]);
            at += RowSize + paths[i].Length;
        }

        return table;
    }

    /// <summary>Reads a row; a source without a name if the table is damaged.</summary>
    /// <param name="table">The bytes of the table.</param>
    /// <param name="count">Number of key logs.</param>
    /// <param name="index">Which of them.</param>
    public static KeyIndexSource Read(MappedBytes table, int count, int index)
    {
        Span<byte> number = stackalloc byte[PlaceSize];
        Span<byte> row = stackalloc byte[RowSize];
        if ((uint)index >= (uint)count || !table.TryRead((long)index * PlaceSize, number)) return default;
        long at = (long)count * PlaceSize + BinaryPrimitives.ReadInt64LittleEndian(number);
        if (!table.TryRead(at, row)) return default;
        byte[] path = new byte[BinaryPrimitives.ReadUInt16LittleEndian(row[16..])];
        return table.TryRead(at + RowSize, path)
            ? new KeyIndexSource(Encoding.UTF8.GetString(path), BinaryPrimitives.ReadInt64LittleEndian(row),
                BinaryPrimitives.ReadInt64LittleEndian(row[8..]))
            : default;
    }

    private static byte[] Cut(byte[] path) => path.Length <= ushort.MaxValue ? path : path[^ushort.MaxValue..];
}
