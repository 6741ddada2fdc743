using TlsDissect.Decryption.Quic;
using TlsDissect.Keys;
using TlsDissect.Protocol;
using TlsDissect.Tests.Decryption.Quic;
using TlsDissect.Tests.Vectors;

namespace TlsDissect.Tests.Connections.Quic;

/// <summary>An Initial packet, and what differs in it by version. Its hellos are those of RFC 9001, appendix A.</summary>
internal sealed record SealedInitial(QuicVersion Version)
{
    public static readonly byte[] ClientId = [1, 2, 3, 4];
    public static readonly byte[] ServerId = [11, 12, 13, 14, 15];
    public static readonly byte[] OriginalId = [21, 22, 23, 24, 25, 26, 27, 28];

    /// <summary>The version in the header.</summary>
    public uint Number { get; init; } = Version.Number;

    /// <summary>The destination connection ID that the keys follow from.</summary>
    public byte[] KeyId { get; init; } = OriginalId;

    public byte[] Token { get; init; } = [];

    /// <summary>The client's hello.</summary>
    public byte[] Client => Hello(Hex.Of(QuicVectors.ClientFrame));

    /// <summary>The server's hello, after an acknowledgment.</summary>
    public byte[] Server => Hello(Hex.Of(QuicVectors.ServerFrames)[5..]);

    /// <summary>A packet of the client.</summary>
    public byte[] FromClient(byte[] frames, byte number = 0) =>
        Seal(Sender.Client, number, [.. Connected(KeyId), .. Connected(ClientId), (byte)Token.Length, .. Token], frames);

    /// <summary>A packet of the server.</summary>
    public byte[] FromServer(byte[] frames) => Seal(Sender.Server, 0, [.. Connected(ClientId), .. Connected(ServerId), 0], frames);

    /// <summary>A Retry of the server, with what proves that it answers a packet to a connection ID.</summary>
    public byte[] Retry(byte[] answered)
    {
        byte[] start = [Form(QuicPacketType.Retry), .. NumberBytes, .. Connected(ClientId), .. Connected(ServerId)];
        if (!Version.HasRetryTag) return [.. start, .. Connected(answered), .. "token"u8];
        start = [.. start, .. "token"u8];
        byte[] covered = [.. Connected(answered), .. start];
        return [.. start, .. Decryption.SealedAead.Seal(QuicKeySchedule.InitialSuite, Version.RetryKey, Version.RetryNonce, covered, [])];
    }

    private byte[] NumberBytes => [(byte)(Number >> 24), (byte)(Number >> 16), (byte)(Number >> 8), (byte)Number];

    private static byte[] Connected(byte[] id) => [(byte)id.Length, .. id];

    /// <summary>Google's CRYPTO frames have another type.</summary>
    private byte[] Hello(byte[] crypto) => Version.HasGoogleFrames ? [0x07, 0x08, .. crypto[1..]] : [0x01, .. crypto];

    private byte Form(QuicPacketType type) => (byte)(0xC3 | Version.Types.IndexOf(type) << 4);

    private byte[] Seal(Sender from, byte number, byte[] rest, byte[] frames)
    {
        const int Length = 1200;
        byte[] payload = [.. frames, .. new byte[Math.Max(0, Length - frames.Length)]];
        int length = 4 + payload.Length + 16;
        byte[] header = [Form(QuicPacketType.Initial), .. NumberBytes, .. rest, (byte)(0x40 | length >> 8), (byte)length, 0, 0, 0, number];
        QuicKeys keys = QuicKeySchedule.InitialKeys(Version, KeyId, from);
        return QuicSealer.Seal(QuicKeySchedule.InitialSuite, keys, header, new SealedNumber(number, 4), payload);
    }
}
