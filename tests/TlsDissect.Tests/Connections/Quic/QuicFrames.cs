using System.Buffers.Binary;

namespace TlsDissect.Tests.Connections.Quic;

/// <summary>Frames of QUIC as bytes (RFC 9000 §19).</summary>
internal static class QuicFrames
{
    public static byte[] Ping => [0x01];

    /// <summary>A STREAM frame with offset and length.</summary>
    public static byte[] Stream(ulong id, ulong offset, byte[] data, bool fin = false) =>
        [(byte)(fin ? 0x0F : 0x0E), .. Varint(id), .. Varint(offset), .. Varint((ulong)data.Length), .. data];

    public static byte[] Reset(ulong id, ulong error, ulong size) => [0x04, .. Varint(id), .. Varint(error), .. Varint(size)];

    /// <summary>An ACK frame of one packet.</summary>
    public static byte[] Ack(ulong number) => [0x02, .. Varint(number), 0, 0, 0];

    public static byte[] Datagram(byte[] data) => [0x31, .. Varint((ulong)data.Length), .. data];

    public static byte[] NewConnectionId(ulong sequence, byte[] id, byte[] token) =>
        [0x18, .. Varint(sequence), 0, (byte)id.Length, .. id, .. token];

    public static byte[] Close(ulong error, string reason) =>
        [0x1C, .. Varint(error), 0, .. Varint((ulong)reason.Length), .. System.Text.Encoding.ASCII.GetBytes(reason)];

    public static byte[] ApplicationClose(ulong error) => [0x1D, .. Varint(error), 0];

    private static byte[] Varint(ulong value)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        if (value < 1ul << 6) return bytes[7..];
        if (value < 1ul << 14) return [(byte)(bytes[6] | 0x40), bytes[7]];
        if (value < 1ul << 30) return [(byte)(bytes[4] | 0x80), .. bytes[5..]];
        bytes[0] |= 0xC0;
        return bytes;
    }
}
