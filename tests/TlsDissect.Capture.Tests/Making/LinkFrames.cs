
namespace TlsDissect.Capture.Tests.Making;

/// <summary>A packet of each of the rarer link types.</summary>
internal static class LinkFrames
{
    private static readonly byte[] V4 = Frames.Ipv4(Frames.Segment(Frames.Payload));
    private static readonly byte[] V6 = Frames.Ipv6(Frames.Segment(Frames.Payload));

    public static TheoryData<string, LinkType, byte[]> Wrappings => new()
    {
        { "NFLOG", LinkType.Nflog, Nflog(2, V4) },
        { "NFLOG, IPv6, big-endian", LinkType.Nflog,
            [10, 0, 0, 30, 0, 8, 0, 1, 8, 0, 3, 0, 0, 7, 0, 10, (byte)'p', (byte)'f', 0, 0, 0, (byte)(4 + V6.Length), 0, 9, .. V6] },
        { "PKTAP", LinkType.Pktap, Pktap(LinkType.Ethernet, Frames.Ethernet(V4)) },
        { "PKTAP of Apple's tcpdump, raw IP", LinkType.PktapOfApple, Pktap(LinkType.RawBsd, V6) },
        { "PFLOG", LinkType.Pflog, [61, 2, .. new byte[62], .. V4] },
        { "PFLOG, IPv6 on FreeBSD", LinkType.Pflog, [64, 28, .. new byte[62], .. V6] },
        { "ENC", LinkType.Enc, [2, 0, 0, 0, .. new byte[8], .. V4] },
        { "ENC, big-endian, IPv6", LinkType.Enc, [0, 0, 0, 24, .. new byte[8], .. V6] },
        { "IP over InfiniBand", LinkType.Infiniband, [8, 0, 0, 0, .. V4] },
        { "IP over InfiniBand with a global route header", LinkType.Infiniband, [0x60, .. new byte[39], 0x86, 0xDD, 0, 0, .. V6] },
        { "Cisco HDLC", LinkType.CiscoHdlc, [0x0F, 0, 8, 0, .. V4] },
        { "Frame Relay", LinkType.FrameRelay, [0x18, 0x41, 3, 0xCC, .. V4] },
        { "Frame Relay, padded, SNAP", LinkType.FrameRelay, [0x18, 0x41, 3, 0, 0x80, 0, 0, 0, 8, 0, .. V4] },
        { "Frame Relay, four bytes of address, IPv6", LinkType.FrameRelay, [0x18, 0x40, 0x02, 0x01, 3, 0x8E, .. V6] },
        { "Frame Relay of Cisco", LinkType.FrameRelay, [0x18, 0x41, 8, 0, .. V4] },
        { "PPP with direction", LinkType.PppWithDirection, [1, 0xFF, 3, 0, 0x21, .. V4] },
        { "PPP of pppd", LinkType.PppOfDaemon, [0, 3, 0, 0x57, .. V6] },
        { "ipnet", LinkType.Ipnet, [1, 2, .. new byte[22], .. V4] },
    };

    /// <summary>Little-endian attributes: an interface, a prefix, then the packet.</summary>
    public static byte[] Nflog(byte family, byte[] packet) =>
        [family, 0, 0, 30, 8, 0, 5, 0, 0, 0, 0, 1, 7, 0, 10, 0, (byte)'p', (byte)'f', 0, 0, (byte)(4 + packet.Length),
            (byte)((4 + packet.Length) >> 8), 9, 0, .. packet];

    public static byte[] Pktap(LinkType inner, byte[] frame, byte size = 108) =>
        [size, 0, 0, 0, 1, 0, 0, 0, (byte)inner, 0, 0, 0, .. new byte[size - 12], .. frame];
}
