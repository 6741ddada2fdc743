namespace TlsDissect.Records;

/// <summary>
/// The last few bytes before a place in the stream. They are kept from a loss, or from the start of the direction, to the next record.
/// </summary>
internal sealed class PrecedingBytes(int length)
{
    private readonly byte[] _bytes = new byte[length];
    private int _count;

    /// <summary>Bytes of memory used.</summary>
    public int Held => 72 + _bytes.Length;

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, _count);

    /// <summary>Adds the next bytes.</summary>
    public void Push(ReadOnlySpan<byte> data)
    {
        if (data.Length >= _bytes.Length)
        {
            data[^_bytes.Length..].CopyTo(_bytes);
            _count = _bytes.Length;
            return;
        }

        int kept = Math.Min(_count, _bytes.Length - data.Length);
        _bytes.AsSpan(_count - kept, kept).CopyTo(_bytes);
        data.CopyTo(_bytes.AsSpan(kept));
        _count = kept + data.Length;
    }

    /// <summary>Drops all bytes, because a gap comes next.</summary>
    public void Clear() => _count = 0;
}
