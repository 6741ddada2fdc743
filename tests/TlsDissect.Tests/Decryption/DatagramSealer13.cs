using System.Buffers.Binary;
using TlsDissect.Decryption;
using TlsDissect.Keys;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Decryption;

/// <summary>The writing side of one epoch of DTLS 1.3, from RFC 9147 §4.</summary>
internal sealed class DatagramSealer13 : IDisposable
{
    private readonly CipherSuite _suite;
    private readonly NumberMask _mask;

    public DatagramSealer13(CipherSuite suite, byte[] trafficSecret)
    {
        _suite = suite;
        Keys = Tls13KeySchedule.TryDeriveKeys(ProtocolVersion.Dtls13, suite, trafficSecret)!;
        _mask = NumberMask.Create(suite, Keys.NumberKey);
    }

    public DirectionKeys Keys { get; }

    public byte[] ConnectionId { get; init; } = [];

    public bool HasLongNumber { get; init; } = true;

    public bool HasLength { get; init; } = true;

    public int Epoch { get; init; } = 3;

    /// <summary>Seals one record, which ends with <paramref name="padding"/> zeros.</summary>
    public SealedRecord Seal(ulong number, ContentType type, byte[] content, int padding = 0)
    {
        byte[] inner = [.. content, (byte)type, .. new byte[padding]];
        int length = inner.Length + _suite.TagLength();
        byte[] last = [(byte)(number >> 8), (byte)number];
        if (!HasLongNumber) last = last[1..];
        byte first = (byte)(0x20 | (ConnectionId.Length > 0 ? 0x10 : 0) | (HasLongNumber ? 8 : 0) | (HasLength ? 4 : 0) | (Epoch & 3));
        byte[] header = [first, .. ConnectionId, .. last, .. HasLength ? new byte[] { (byte)(length >> 8), (byte)length } : []];
        byte[] nonce = [.. Keys.Iv];
        BinaryPrimitives.WriteUInt64BigEndian(nonce.AsSpan(4), BinaryPrimitives.ReadUInt64BigEndian(nonce.AsSpan(4)) ^ number);
        byte[] fragment = SealedAead.Seal(_suite, Keys.Key, nonce, header, inner);
        byte[] mask = new byte[last.Length];
        if (fragment.Length >= NumberMask.SampleLength) _mask.Fill(fragment.AsSpan(0, NumberMask.SampleLength), mask);
        for (int i = 0; i < mask.Length; i++) header[1 + ConnectionId.Length + i] ^= mask[i];
        return new SealedRecord(new RecordHeader(ContentType.ApplicationData, ProtocolVersion.Dtls12, fragment.Length), fragment)
        {
            SentHeader = header,
            ConnectionId = ConnectionId,
        };
    }

    public void Dispose() => _mask.Dispose();
}
