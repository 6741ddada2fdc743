using System.Buffers.Binary;

namespace TlsDissect.Capture.Tests.Making;

/// <summary>Appends numbers in one byte order.</summary>
internal sealed class ByteWriter(bool littleEndian)
{
    private readonly List<byte> _bytes = [];

    public byte[] ToArray() => [.. _bytes];

    public ByteWriter UInt16(int value)
    {
        Span<byte> bytes = stackalloc byte[2];
        if (littleEndian) BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)value);
        else BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)value);
        return Raw(bytes);
    }

    public ByteWriter UInt32(long value)
    {
        Span<byte> bytes = stackalloc byte[4];
        if (littleEndian) BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)value);
        else BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)value);
        return Raw(bytes);
    }

    public ByteWriter Int64(long value)
    {
        Span<byte> bytes = stackalloc byte[8];
        if (littleEndian) BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        else BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return Raw(bytes);
    }

    public ByteWriter Raw(ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public ByteWriter Padded(ReadOnlySpan<byte> bytes)
    {
        Raw(bytes);
        return Raw(new byte[(4 - bytes.Length % 4) % 4]);
    }
}
