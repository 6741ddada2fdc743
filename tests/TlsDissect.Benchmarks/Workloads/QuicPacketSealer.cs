using System.Buffers.Binary;
using System.Security.Cryptography;
using TlsDissect.Decryption.Quic;

namespace TlsDissect.Benchmarks.Workloads;

/// <summary>Protects the packets of one direction of QUIC with AES-128-GCM (RFC 9001 §5.3 and §5.4).</summary>
internal sealed class QuicPacketSealer : IDisposable
{
    /// <summary>Bytes that a packet number takes in all packets.</summary>
    public const int NumberLength = 4;

    /// <summary>Bytes of the tag.</summary>
    public const int Tag = 16;

    private readonly AesGcm _gcm;
    private readonly Aes _header;
    private readonly byte[] _iv;
    private readonly byte[] _packet = new byte[2048];
    private uint _number;

    public QuicPacketSealer(QuicKeys keys)
    {
        _gcm = new AesGcm(keys.Packet.Key, Tag);
        _iv = keys.Packet.Iv;
        _header = Aes.Create();
        _header.Key = keys.HeaderKey;
    }

    /// <summary>The protected packet, valid until the next call.</summary>
    /// <param name="header">From its first byte up to the packet number.</param>
    /// <param name="payload">The frames.</param>
    public ReadOnlySpan<byte> Seal(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload)
    {
        Span<byte> nonce = stackalloc byte[12];
        _iv.CopyTo(nonce);
        BinaryPrimitives.WriteUInt32BigEndian(nonce[8..], BinaryPrimitives.ReadUInt32BigEndian(nonce[8..]) ^ _number);

        Span<byte> packet = _packet.AsSpan(0, header.Length + NumberLength + payload.Length + Tag);
        header.CopyTo(packet);
        BinaryPrimitives.WriteUInt32BigEndian(packet[header.Length..], _number++);
        Span<byte> body = packet[(header.Length + NumberLength)..];
        _gcm.Encrypt(nonce, payload, body[..payload.Length], body[payload.Length..], packet[..(header.Length + NumberLength)]);

        Span<byte> mask = stackalloc byte[16];
        _header.EncryptEcb(packet.Slice(header.Length + 4, 16), mask, PaddingMode.None);
        packet[0] ^= (byte)(mask[0] & ((packet[0] & 0x80) != 0 ? 0x0F : 0x1F));
        for (int i = 0; i < NumberLength; i++) packet[header.Length + i] ^= mask[1 + i];
        return packet;
    }

    public void Dispose()
    {
        _gcm.Dispose();
        _header.Dispose();
    }
}
