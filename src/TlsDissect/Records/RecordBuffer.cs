using System.Buffers;

namespace TlsDissect.Records;

/// <summary>The received part of a record, in a buffer that is rented only while there is one.</summary>
internal struct RecordBuffer
{
    private byte[] _buffer = [];

    public RecordBuffer() { }

    /// <summary>Bytes held.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes of memory used.</summary>
    public readonly int Held => _buffer.Length;

    public readonly ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, Count);

    /// <summary>Adds bytes.</summary>
    /// <param name="data">The bytes. If empty, the call only makes room.</param>
    /// <param name="capacity">The final length, if it is known; otherwise 0.</param>
    public void Append(ReadOnlySpan<byte> data, int capacity)
    {
        int needed = Math.Max(capacity, Count + data.Length);
        if (_buffer.Length < needed)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(needed);
            Bytes.CopyTo(larger);
            if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        data.CopyTo(_buffer.AsSpan(Count));
        Count += data.Length;
    }

    /// <summary>Hands over the buffer, leaving this one empty. The receiver releases it.</summary>
    public RecordBuffer Take()
    {
        RecordBuffer taken = this;
        this = new RecordBuffer();
        return taken;
    }

    public void Release()
    {
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        this = new RecordBuffer();
    }
}
