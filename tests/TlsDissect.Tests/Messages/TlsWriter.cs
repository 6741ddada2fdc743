namespace TlsDissect.Tests.Messages;

/// <summary>Builds TLS structures for tests, the way RFC 8446 §3 writes them.</summary>
internal sealed class TlsWriter
{
    private readonly List<byte> _bytes = [];

    public byte[] ToArray() => [.. _bytes];

    public TlsWriter UInt8(int value) => Number(value, 1);

    public TlsWriter UInt16(int value) => Number(value, 2);

    public TlsWriter UInt24(int value) => Number(value, 3);

    public TlsWriter UInt32(long value) => Number(value, 4);

    public TlsWriter Opaque(params ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public TlsWriter Fill(int count, byte value = 0x5A) => Opaque([.. Enumerable.Repeat(value, count)]);

    public TlsWriter Vector8(Action<TlsWriter> content) => Vector(content, 1);

    public TlsWriter Vector16(Action<TlsWriter> content) => Vector(content, 2);

    public TlsWriter Vector24(Action<TlsWriter> content) => Vector(content, 3);

    public TlsWriter UInt16s(params ReadOnlySpan<int> values)
    {
        foreach (int value in values) UInt16(value);
        return this;
    }

    public TlsWriter Extension(int type, Action<TlsWriter>? data = null) => UInt16(type).Vector16(data ?? (_ => { }));

    private TlsWriter Vector(Action<TlsWriter> content, int lengthBytes)
    {
        TlsWriter inner = new();
        content(inner);
        return Number(inner._bytes.Count, lengthBytes).Opaque(inner.ToArray());
    }

    private TlsWriter Number(long value, int bytes)
    {
        for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) _bytes.Add((byte)(value >> shift));
        return this;
    }
}
