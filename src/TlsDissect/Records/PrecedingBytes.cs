namespace TlsDissect.Records;

/// <summary>The last few bytes before a place in the stream, kept from a loss, or the start of the direction, to the next record.</summary>
internal sealed class PrecedingBytes(int length)
{
    private readonly byte[] _bytes = new byte[length];
    private int _count;

    /// <summary>Bytes of memory taken.</summary>
    public int Held => 72 + _bytes.Length;

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, _count);

    /// <summary>These bytes come next.</summary>
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

    /// <summary>A gap comes next.</summary>
    public void Clear() => _count = 0;
}
