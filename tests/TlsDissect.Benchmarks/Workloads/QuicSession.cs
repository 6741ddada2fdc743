using System.Buffers.Binary;
using System.Security.Cryptography;
using TlsDissect.Keys;
using TlsDissect.Protocol;

namespace TlsDissect.Benchmarks.Workloads;

/// <summary>
/// One QUIC connection of version 1 with its traffic secrets in a key log: a handshake, then a mebibyte of response on each stream. The
/// client acknowledges every tenth packet.
/// </summary>
internal sealed class QuicSession(CaptureWriter capture, Endpoints client, ServerIdentity server, TextWriter keyLog, Random random)
    : IDisposable
{
    private const int IdLength = 8;
    private const int SmallestFirst = 1200;
    private const int MaxResponse = 1 << 20;
    private const byte CryptoFrame = 0x06;
    private const byte StreamWithOffset = 0x0C;
    private const byte Fin = 0x01;
    private const ushort SuiteId = 0x1301;

    private readonly CipherSuite _suite = CipherSuite.Find((CipherSuiteId)SuiteId)!;
    private readonly byte[] _clientRandom = Bytes(random, 32);
    private readonly byte[] _firstId = Bytes(random, IdLength);
    private readonly byte[] _data = Bytes(random, MaxResponse);
    private readonly byte[] _payload = new byte[2048];
    private readonly List<byte> _transcript = [];
    private readonly byte[][] _ids = [Bytes(random, IdLength), Bytes(random, IdLength)];
    private readonly QuicPacketSealer?[] _sealers = new QuicPacketSealer?[2];

    /// <summary>Writes the whole connection.</summary>
    public void Write(long responseBytes)
    {
        Handshake();
        long left = responseBytes;
        for (ulong stream = 0; left > 0; stream += 4)
        {
            int length = (int)Math.Min(MaxResponse, left);
            SendStream(Side.Client, stream, "GET /"u8, 0, isLast: true);
            int room = capture.SegmentSize - 1 - IdLength - QuicPacketSealer.NumberLength - QuicPacketSealer.Tag - 17;
            for (int at = 0, number = 1; at < length; at += room, number++)
            {
                int taken = Math.Min(room, length - at);
                SendStream(Side.Server, stream, _data.AsSpan(at, taken), (ulong)at, isLast: at + taken == length);
                if (number % 10 == 0) SendShort(Side.Client, [0x02, 0, 0, 0, 0, 0, 0]);
            }

            left -= length;
        }

        SendShort(Side.Client, [0x1D, 0, 0, 0, 0, 0, 0]);
    }

    public void Dispose()
    {
        foreach (QuicPacketSealer? sealer in _sealers) sealer?.Dispose();
    }

    private void Handshake()
    {
        foreach (Side side in (Side[])[Side.Client, Side.Server])
            Protect(side, QuicKeySchedule.InitialKeys(QuicVersion.V1, _firstId, (Sender)side));
        byte[] hello = Said(Hellos.OpenSsl(server.Name, _clientRandom, [], SuiteId, tls13: true, Bytes(random, 32)));
        SendLong(Side.Client, 0xC3, _firstId, hello, 0);
        SendLong(Side.Server, 0xC3, _ids[0],
            Said(Hellos.Server(Bytes(random, 32), [], SuiteId, extendedMasterSecret: false, Bytes(random, 32))), 0);

        byte[] serverSecret = Protect(Side.Server, "SERVER_HANDSHAKE_TRAFFIC_SECRET");
        byte[] clientSecret = Protect(Side.Client, "CLIENT_HANDSHAKE_TRAFFIC_SECRET");
        byte[] flight =
        [
            .. Said(MessageWriter.Message(HandshakeType.EncryptedExtensions, message => message.Vector(2, default(ReadOnlySpan<byte>)))),
            .. Said(Hellos.Certificate(server.Chain, tls13: true)),
            .. Said(MessageWriter.Message(HandshakeType.CertificateVerify,
                message => message.UInt16(0x0804).Vector(2, Bytes(random, 256)))),
        ];
        flight = [.. flight, .. Finished(serverSecret)];
        for (int at = 0; at < flight.Length; at += 1000)
            SendLong(Side.Server, 0xE3, _ids[0], flight.AsSpan(at, Math.Min(1000, flight.Length - at)), at);
        SendLong(Side.Client, 0xE3, _ids[1], Finished(clientSecret), 0);
        Protect(Side.Server, "SERVER_TRAFFIC_SECRET_0");
        Protect(Side.Client, "CLIENT_TRAFFIC_SECRET_0");
    }

    private byte[] Finished(byte[] secret)
    {
        byte[] hash = Tls13KeySchedule.Hash(_suite, _transcript.ToArray());
        byte[] verifyData = Tls13KeySchedule.TryFinishedVerifyData(ProtocolVersion.Tls13, _suite.Hash, secret, hash)!;
        return Said(MessageWriter.Message(HandshakeType.Finished, message => message.Bytes(verifyData)));
    }

    private byte[] Protect(Side side, string label)
    {
        byte[] secret = Bytes(random, SHA256.HashSizeInBytes);
        keyLog.WriteLine($"{label} {Convert.ToHexStringLower(_clientRandom)} {Convert.ToHexStringLower(secret)}");
        Protect(side, QuicKeySchedule.TryDeriveKeys(QuicVersion.V1, _suite, secret)!);
        return secret;
    }

    private void Protect(Side side, Decryption.Quic.QuicKeys keys)
    {
        _sealers[(int)side]?.Dispose();
        _sealers[(int)side] = new QuicPacketSealer(keys);
    }

    /// <summary>A packet of the handshake in a datagram of its own, padded to the size of a first one.</summary>
    private void SendLong(Side side, byte first, byte[] destination, ReadOnlySpan<byte> crypto, int offset)
    {
        byte[] frames =
        [
            CryptoFrame, (byte)(0x40 | offset >> 8), (byte)offset, (byte)(0x40 | crypto.Length >> 8), (byte)crypto.Length, .. crypto,
        ];
        byte[] payload = new byte[Math.Max(frames.Length, first == 0xC3 ? SmallestFirst - 60 : 0)];
        frames.CopyTo(payload, 0);
        int length = QuicPacketSealer.NumberLength + payload.Length + QuicPacketSealer.Tag;
        byte[] source = _ids[(int)side];
        byte[] header =
        [
            first, 0, 0, 0, 1, IdLength, .. destination, IdLength, .. source, .. first == 0xC3 ? [(byte)0] : Array.Empty<byte>(),
            (byte)(0x40 | length >> 8), (byte)length,
        ];
        Send(side, _sealers[(int)side]!.Seal(header, payload));
    }

    private void SendStream(Side side, ulong stream, ReadOnlySpan<byte> data, ulong offset, bool isLast)
    {
        Span<byte> payload = _payload.AsSpan(0, 17 + data.Length);
        payload[0] = (byte)(StreamWithOffset | (isLast ? Fin : 0));
        BinaryPrimitives.WriteUInt64BigEndian(payload[1..], stream | 3UL << 62);
        BinaryPrimitives.WriteUInt64BigEndian(payload[9..], offset | 3UL << 62);
        data.CopyTo(payload[17..]);
        SendShort(side, payload);
    }

    private void SendShort(Side side, ReadOnlySpan<byte> payload)
    {
        Span<byte> header = stackalloc byte[1 + IdLength];
        header[0] = 0x43;
        _ids[1 - (int)side].CopyTo(header[1..]);
        Send(side, _sealers[(int)side]!.Seal(header, payload));
    }

    private void Send(Side side, ReadOnlySpan<byte> datagram) =>
        capture.WriteDatagram(side == Side.Client ? client : client.Reversed, datagram);

    private byte[] Said(byte[] message)
    {
        _transcript.AddRange(message);
        return message;
    }

    private static byte[] Bytes(Random random, int count)
    {
        byte[] bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
