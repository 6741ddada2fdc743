namespace TlsDissect.Capture.Network;

/// <summary>
/// Why a packet has no TCP segment that could be dissected. Several kinds have a registered number: see <see cref="Undissected.Number"/>.
/// </summary>
internal enum UndissectedKind
{
    /// <summary>The packet holds a TCP segment.</summary>
    None,

    /// <summary>A link type that is not decoded. The number is the link type's.</summary>
    LinkType,

    /// <summary>An EtherType that is not decoded. The number is the EtherType.</summary>
    EtherType,

    /// <summary>Logical Link Control (IEEE 802.2) without IP. The number is the destination and the source service access point.</summary>
    LinkControl,

    /// <summary>
    /// A packet of an address family other than IP, according to its link header (BSD loopback, NFLOG, PFLOG, ENC). The number is the
    /// family's.
    /// </summary>
    AddressFamily,

    /// <summary>A PPP protocol that is not decoded. The number is the protocol's.</summary>
    PppProtocol,

    /// <summary>An IP protocol that is not decoded. The number is the protocol's.</summary>
    IpProtocol,

    /// <summary>A UDP datagram that is not a tunnel.</summary>
    Udp,

    /// <summary>An 802.11 management frame.</summary>
    WirelessManagement,

    /// <summary>An 802.11 control frame, or an extension frame.</summary>
    WirelessControl,

    /// <summary>An 802.11 data frame without data.</summary>
    WirelessNull,

    /// <summary>An 802.11 data frame encrypted by WEP, TKIP, CCMP or GCMP.</summary>
    WirelessEncrypted,

    /// <summary>A fragment of an 802.11 frame or of a CAPWAP packet. These are not reassembled.</summary>
    FrameFragment,

    /// <summary>A tunnel packet protected by DTLS. The number is the tunnel's UDP port.</summary>
    EncryptedTunnel,

    /// <summary>A fragment of an IP datagram that is incomplete, or that fits no datagram.</summary>
    Fragment,

    /// <summary>A header was truncated by the snap length.</summary>
    Truncated,

    /// <summary>A header claims more bytes than were on the wire, so receivers drop the packet.</summary>
    Overrun,

    /// <summary>A header is invalid, or ends with the packet.</summary>
    Malformed,

    /// <summary>Tunnels are nested deeper than they are unwrapped.</summary>
    NestedTooDeep,

    /// <summary>Skipped because of a fault in this library.</summary>
    Failed,

    /// <summary>An EAP message over a LAN (802.1X) of a method with TLS inside. The number is the method's.</summary>
    EapOverLan,

    /// <summary>An EAP message in RADIUS of a method with TLS inside. The number is the method's.</summary>
    EapInRadius,

    /// <summary>QUIC of a version that is dissected.</summary>
    Quic,

    /// <summary>DTLS.</summary>
    Dtls,

    /// <summary>OpenVPN over UDP, whose control channel is TLS.</summary>
    OpenVpn,

    /// <summary>A WireGuard tunnel.</summary>
    WireGuard,

    /// <summary>An IPsec tunnel: IKE or ESP in UDP.</summary>
    IpsecInUdp,

    /// <summary>QUIC of a version that is not dissected, or only its Version Negotiation.</summary>
    OtherQuic,

    /// <summary>
    /// UDP on port 443 that may be QUIC whose start was not captured: the packets after the handshake have nothing else to recognize.
    /// </summary>
    UdpOn443,
}
