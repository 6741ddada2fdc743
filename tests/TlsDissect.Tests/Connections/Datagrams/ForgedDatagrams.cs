using System.Buffers.Binary;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Connections.Datagrams;

/// <summary>Records of DTLS that an attacker without keys can send, with the addresses of either side.</summary>
internal static class ForgedDatagrams
{
    private const int Unified = 0b0010_1100;

    /// <summary>A record with a header of DTLS 1.2 (RFC 6347 §4.1).</summary>
    public static byte[] Record(ContentType type, int epoch, ulong number, params byte[] fragment)
    {
        byte[] record = [(byte)type, 0xfe, 0xfd, 0, 0, 0, 0, 0, 0, 0, 0, (byte)(fragment.Length >> 8), (byte)fragment.Length, .. fragment];
        BinaryPrimitives.WriteUInt64BigEndian(record.AsSpan(3), (ulong)epoch << 48 | number);
        return record;
    }

    /// <summary>A record with a header of DTLS 1.3 (RFC 9147 §4): number of 2 bytes, and a length.</summary>
    public static byte[] UnifiedRecord(int epochBits, ushort number, params byte[] fragment) =>
        [(byte)(Unified | epochBits), (byte)(number >> 8), (byte)number, (byte)(fragment.Length >> 8), (byte)fragment.Length, .. fragment];

    /// <summary>A fragment of a handshake message (RFC 6347 §4.2.2).</summary>
    public static byte[] Fragment(HandshakeType type, int length, int sequence, int offset, params byte[] body) =>
    [
        (byte)type, 0, (byte)(length >> 8), (byte)length, (byte)(sequence >> 8), (byte)sequence,
        0, (byte)(offset >> 8), (byte)offset, 0, (byte)(body.Length >> 8), (byte)body.Length, .. body,
    ];

    /// <summary>A whole ClientHello with a random of its own, in epoch 0.</summary>
    public static byte[] ClientHello(byte random, ulong number)
    {
        byte[] body = [0xfe, 0xfd, .. Garbage(32, random), 0, 0, 0, 2, 0xc0, 0x2b, 1, 0];
        return Record(ContentType.Handshake, 0, number, Fragment(HandshakeType.ClientHello, body.Length, 0, 0, body));
    }

    /// <summary>Bytes that mean nothing.</summary>
    public static byte[] Garbage(int length, byte value = 0x5a) => [.. Enumerable.Repeat(value, length)];
}
