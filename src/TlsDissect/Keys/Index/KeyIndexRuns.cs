using System.Buffers;

namespace TlsDissect.Keys.Index;

/// <summary>
/// Sorts entries that do not fit into memory: a buffer of them at a time, each as a run in a temporary file, and all runs together at the
/// end.
/// </summary>
/// <param name="file">The temporary file. Owned.</param>
/// <param name="capacity">Number of entries in memory.</param>
internal sealed class KeyIndexRuns(FileStream file, int capacity) : IDisposable
{
    /// <summary>Bytes that are read of a run at a time.</summary>
    private const int ReadSize = KeyIndexEntry.Size * 680;

    private readonly List<(long Start, long Entries)> _runs = [];
    private byte[] _buffer = new byte[KeyIndexEntry.Size * Math.Min(capacity, 1024)];
    private int _count;

    /// <summary>Adds an entry.</summary>
    public void Add(ReadOnlySpan<byte> entry)
    {
        if (_count == capacity) WriteRun();
        if (_buffer.Length == _count * KeyIndexEntry.Size) Array.Resize(ref _buffer, Math.Min(2 * _count, capacity) * KeyIndexEntry.Size);
        entry[..KeyIndexEntry.Size].CopyTo(_buffer.AsSpan(_count++ * KeyIndexEntry.Size));
    }

    /// <summary>All entries in order. Each is valid until the next is asked for.</summary>
    /// <param name="others">Entries that are in order already.</param>
    public IEnumerable<ReadOnlyMemory<byte>> Sorted(IEnumerable<ReadOnlyMemory<byte>> others)
    {
        WriteRun();
        _buffer = [];
        PriorityQueue<IEnumerator<ReadOnlyMemory<byte>>, ReadOnlyMemory<byte>> next =
            new(Comparer<ReadOnlyMemory<byte>>.Create((one, other) => KeyIndexEntry.Compare(one.Span, other.Span)));
        foreach (IEnumerable<ReadOnlyMemory<byte>> run in _runs.Select(Read).Append(others))
        {
            IEnumerator<ReadOnlyMemory<byte>> entries = run.GetEnumerator();
            if (entries.MoveNext()) next.Enqueue(entries, entries.Current);
        }

        while (next.TryDequeue(out IEnumerator<ReadOnlyMemory<byte>>? entries, out ReadOnlyMemory<byte> entry))
        {
            yield return entry;
            if (entries.MoveNext()) next.Enqueue(entries, entries.Current);
            else entries.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private void WriteRun()
    {
        if (_count == 0) return;
        int[] order = [.. Enumerable.Range(0, _count)];
        byte[] entries = _buffer;
        Array.Sort(order, (one, other) => KeyIndexEntry.Compare(At(one), At(other)));
        _runs.Add((file.Position, _count));
        foreach (int one in order) file.Write(At(one));
        _count = 0;

        ReadOnlySpan<byte> At(int index) => entries.AsSpan(index * KeyIndexEntry.Size, KeyIndexEntry.Size);
    }

    private IEnumerable<ReadOnlyMemory<byte>> Read((long Start, long Entries) run)
    {
        file.Flush();
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ReadSize);
        try
        {
            long left = run.Entries * KeyIndexEntry.Size;
            for (long at = run.Start; left > 0;)
            {
                int length = (int)Math.Min(left, ReadSize);
                for (int read = 0; read < length;)
                {
                    int got = RandomAccess.Read(file.SafeFileHandle, buffer.AsSpan(read, length - read), at + read);
                    if (got == 0) throw new EndOfStreamException("the temporary file was cut short");
                    read += got;
                }

                for (int entry = 0; entry < length; entry += KeyIndexEntry.Size) yield return buffer.AsMemory(entry, KeyIndexEntry.Size);
                (at, left) = (at + length, left - length);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }
}
