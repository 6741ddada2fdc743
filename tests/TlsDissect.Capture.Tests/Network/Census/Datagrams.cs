using System.Buffers.Binary;
using TlsDissect.Capture.Network;
using TlsDissect.Capture.Network.Census;
using TlsDissect.Capture.Tests.Making;

namespace TlsDissect.Capture.Tests.Network.Census;

/// <summary>Makes payloads of UDP as they are on the wire, and counts what a census says of packets.</summary>
internal static class Datagrams
{
    public const uint QuicVersion1 = 1;
    public const uint QuicVersion2 = 0x6b3343cf;

    /// <summary>A long header (RFC 9000 §17.2) with connection IDs of 8 and 5 bytes, and what follows.</summary>
    public static byte[] QuicLong(uint version, byte first = 0xC3, int destination = 8, int source = 5) =>
        [first, .. Number(version), (byte)destination, .. new byte[destination], (byte)source, .. new byte[source], 0, 0x41, 0x00,
            .. new byte[256]];

    /// <summary>A short header with a connection ID.</summary>
    public static byte[] QuicShort() => [0x5A, .. Enumerable.Range(1, 40).Select(i => (byte)(i * 37))];

    public static byte[] VersionNegotiation(params uint[] versions) =>
        [0x8F, 0, 0, 0, 0, 4, 1, 2, 3, 4, 8, 1, 2, 3, 4, 5, 6, 7, 8, .. versions.SelectMany(Number)];

    /// <summary>A DTLS record (RFC 6347 §4.1).</summary>
    public static byte[] Dtls(byte type, ushort version, int length = 30, int epoch = 0, byte message = 1) =>
        [type, (byte)(version >> 8), (byte)version, (byte)(epoch >> 8), (byte)epoch, 0, 0, 0, 0, 0, 0, (byte)(length >> 8), (byte)length,
            message, .. new byte[Math.Max(0, length - 1)]];

    /// <summary>
    /// A RADIUS packet (RFC 2865 §3) with a user name, an EAP message in attributes of at most 253 bytes, and an authenticator.
    /// </summary>
    public static byte[] Radius(byte code, byte[] eap)
    {
        byte[] attributes = [1, 6, .. "user"u8, .. eap.Chunk(253).SelectMany(part => (byte[])[79, (byte)(part.Length + 2), .. part]), 80,
            18, .. new byte[16]];
        int length = 20 + attributes.Length;
        return [code, 1, (byte)(length >> 8), (byte)length, .. new byte[16], .. attributes];
    }

    /// <summary>An EAP request of a method (RFC 3748 §4.1).</summary>
    public static byte[] Eap(byte method, int bytes = 20) =>
        [1, 7, (byte)((bytes + 5) >> 8), (byte)(bytes + 5), method, .. new byte[bytes]];

    /// <summary>A frame of 802.1X with an EAP message.</summary>
    public static byte[] Eapol(byte[] eap) => Frames.Ethernet([2, 0, (byte)(eap.Length >> 8), (byte)eap.Length, .. eap], 0x888E);

    /// <summary>The header of an IKEv2 message (RFC 7296 §3.1) with its length.</summary>
    public static byte[] Ike(int length) =>
        [.. Enumerable.Repeat((byte)9, 8), .. new byte[8], 33, 0x20, 34, 8, 0, 0, 0, 0, .. Number((uint)length), .. new byte[length - 28]];

    /// <summary>An Ethernet frame with a UDP datagram in IPv4.</summary>
    public static byte[] Frame(byte[] payload, int port = 4433, int sourcePort = 54321)
    {
        byte[] udp = Frames.Udp(payload, port);
        BinaryPrimitives.WriteUInt16BigEndian(udp, (ushort)sourcePort);
        return Frames.Ethernet(Frames.Ipv4(udp, IpProtocol.Udp));
    }

    /// <summary>The census of frames of a link type, by name.</summary>
    public static IReadOnlyList<CensusEntry> Count(LinkType linkType, params byte[][] frames)
    {
        using PacketCensus census = new();
        using PacketDecoder decoder = new() { UndissectedSink = census };
        long number = 0;
        foreach (byte[] frame in frames)
            decoder.TryDecode(CapturedItem.Packet("made", ++number, default, linkType, frame, frame.Length), out _);
        return census.Entries();
    }

    /// <summary>The same of Ethernet as text: <c>3 QUIC (1 flows)</c>.</summary>
    public static string Names(params byte[][] frames) =>
        string.Join(", ",
            Count(LinkType.Ethernet, frames)
                .Select(entry => $"{entry.Packets} {entry.Name}{(entry.Flows is long flows ? $" ({flows} flows)" : "")}"));

    private static byte[] Number(uint number)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return bytes;
    }
}
