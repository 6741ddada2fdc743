using System.Buffers.Binary;
using TlsDissect.Protocol;

namespace TlsDissect.Benchmarks.Workloads;

/// <summary>Writes handshake messages: numbers in network order, vectors with their lengths in front.</summary>
internal sealed class MessageWriter
{
    private readonly List<byte> _bytes = [];

    /// <summary>A handshake message: type, length, body.</summary>
    public static byte[] Message(HandshakeType type, Action<MessageWriter> body)
    {
        MessageWriter writer = new();
        writer.UInt8((byte)type).Vector(3, body);
        return writer._bytes.ToArray();
    }

    public MessageWriter UInt8(int value) => Number(1, value);

    public MessageWriter UInt16(int value) => Number(2, value);

    public MessageWriter Bytes(ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    /// <summary>A vector whose length takes <paramref name="lengthSize"/> bytes.</summary>
    public MessageWriter Vector(int lengthSize, Action<MessageWriter> content)
    {
        MessageWriter inner = new();
        content(inner);
        return Vector(lengthSize, inner._bytes.ToArray());
    }

    public MessageWriter Vector(int lengthSize, ReadOnlySpan<byte> content)
    {
        Number(lengthSize, content.Length);
        return Bytes(content);
    }

    public MessageWriter Extension(ExtensionType type, Action<MessageWriter>? content = null) =>
        UInt16((ushort)type).Vector(2, content ?? (_ => { }));

    public MessageWriter Extension(ExtensionType type, ReadOnlySpan<byte> content) => UInt16((ushort)type).Vector(2, content);

    /// <summary>A vector of two-byte values.</summary>
    public MessageWriter UInt16List(int lengthSize, params ReadOnlySpan<ushort> values)
    {
        Number(lengthSize, 2 * values.Length);
        foreach (ushort value in values) UInt16(value);
        return this;
    }

    private MessageWriter Number(int size, int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return Bytes(bytes[(4 - size)..]);
    }
}
