
namespace TlsDissect.Capture;

/// <summary>
/// Type of a packet's first header: a number of the tcpdump group's LINKTYPE registry. Any number is possible; the named ones are decoded.
/// </summary>
public enum LinkType
{
    /// <summary>BSD loopback: the address family in the byte order of the machine that captured.</summary>
    Null = 0,

    /// <summary>Ethernet, from the destination address on.</summary>
    Ethernet = 1,

    /// <summary>PPP.</summary>
    Ppp = 9,

    /// <summary>Raw IP, under the number of some BSD systems.</summary>
    RawBsd = 12,

    /// <summary>Raw IP, under the number of OpenBSD.</summary>
    RawOpenBsd = 14,

    /// <summary>PPP in HDLC-like framing (RFC 1662).</summary>
    PppHdlc = 50,

    /// <summary>PPPoE session packets (RFC 2516).</summary>
    PppEther = 51,

    /// <summary>Raw IP of either version.</summary>
    Raw = 101,

    /// <summary>Cisco's HDLC.</summary>
    CiscoHdlc = 104,

    /// <summary>802.11 frames.</summary>
    Wireless = 105,

    /// <summary>Frame Relay (RFC 2427).</summary>
    FrameRelay = 107,

    /// <summary>OpenBSD loopback: the address family in network byte order.</summary>
    Loop = 108,

    /// <summary>OpenBSD and FreeBSD IPsec (enc interface).</summary>
    Enc = 109,

    /// <summary>Linux cooked capture.</summary>
    LinuxSll = 113,

    /// <summary>The log of BSD's packet filter (pflog interface).</summary>
    Pflog = 117,

    /// <summary>802.11 frames with a Prism header, or an AVS header.</summary>
    WirelessPrism = 119,

    /// <summary>802.11 frames with a radiotap header.</summary>
    WirelessRadiotap = 127,

    /// <summary>A number for private use. Apple's tcpdump writes PKTAP headers under it: see <see cref="Pktap"/>.</summary>
    PktapOfApple = 149,

    /// <summary>802.11 frames with an AVS header.</summary>
    WirelessAvs = 163,

    /// <summary>PPP as recorded by pppd on Linux: the direction replaces the address.</summary>
    PppOfDaemon = 166,

    /// <summary>Per-Packet Information, mostly of 802.11 frames. It contains the link type of the next header.</summary>
    Ppi = 192,

    /// <summary>PPP after one byte for the direction.</summary>
    PppWithDirection = 204,

    /// <summary>The ipnet header of Solaris.</summary>
    Ipnet = 226,

    /// <summary>Raw IPv4.</summary>
    Ipv4 = 228,

    /// <summary>Raw IPv6.</summary>
    Ipv6 = 229,

    /// <summary>The log of netfilter on Linux.</summary>
    Nflog = 239,

    /// <summary>IP over InfiniBand (RFC 4391).</summary>
    Infiniband = 242,

    /// <summary>Apple's header with the process that sent or received the packet. It contains the link type of the next header.</summary>
    Pktap = 258,

    /// <summary>Linux cooked capture, version 2.</summary>
    LinuxSll2 = 276,
}
