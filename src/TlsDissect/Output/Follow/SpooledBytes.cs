namespace TlsDissect.Output.Follow;

/// <summary>A growing sequence of bytes: the last block in memory, the earlier ones in the spool.</summary>
internal sealed class SpooledBytes(SpoolFile file) : IDisposable
{
    private const int SmallestTail = 1 << 10;

    private readonly List<int> _blocks = [];
    private byte[] _tail = [];
    private int _tailLength;

    public long Length => (long)_blocks.Count * SpoolFile.BlockSize + _tailLength;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_tailLength == _tail.Length && _tail.Length < SpoolFile.BlockSize) Grow();
            int taken = Math.Min(bytes.Length, _tail.Length - _tailLength);
            bytes[..taken].CopyTo(_tail.AsSpan(_tailLength));
            _tailLength += taken;
            bytes = bytes[taken..];
            if (_tailLength < SpoolFile.BlockSize) continue;
            _blocks.Add(file.Write(_tail));
            _tailLength = 0;
        }
    }

    /// <summary>Reads bytes, which must exist.</summary>
    public void Read(long at, Span<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            (long block, long offset) = Math.DivRem(at, SpoolFile.BlockSize);
            int length = (int)Math.Min(bytes.Length, SpoolFile.BlockSize - offset);
            if (block == _blocks.Count) _tail.AsSpan((int)offset, length).CopyTo(bytes);
            else file.Read(_blocks[(int)block], (int)offset, bytes[..length]);
            bytes = bytes[length..];
            at += length;
        }
    }

    private void Grow()
    {
        int length = Math.Max(SmallestTail, _tail.Length * 2);
        file.Memory?.Add(length - _tail.Length);
        Array.Resize(ref _tail, length);
    }

    public void Dispose()
    {
        file.Memory?.Add(-_tail.Length);
        foreach (int block in _blocks) file.Free(block);
        _blocks.Clear();
        _tail = [];
        _tailLength = 0;
    }
}
