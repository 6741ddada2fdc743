namespace TlsDissect.Capture.Network;

/// <summary>The tunnels that use UDP.</summary>
internal enum UdpTunnelKind : byte
{
    /// <summary>Not a tunnel.</summary>
    None,

    /// <summary>RFC 7348.</summary>
    Vxlan,

    /// <summary>VXLAN-GPE (draft-ietf-nvo3-vxlan-gpe).</summary>
    VxlanExtended,

    /// <summary>RFC 8926.</summary>
    Geneve,

    /// <summary>The user plane of GTP, version 1 (3GPP TS 29.281).</summary>
    GtpUser,

    /// <summary>TaZmen Sniffer Protocol: the mirror of access points and of RouterOS.</summary>
    Tzsp,

    /// <summary>MPLS (RFC 7510).</summary>
    Mpls,

    /// <summary>GRE (RFC 8086).</summary>
    Gre,

    /// <summary>LISP's data (RFC 9300).</summary>
    Locator,

    /// <summary>CAPWAP's data (RFC 5415).</summary>
    Capwap,

    /// <summary>L2TP, version 2 (RFC 2661).</summary>
    Layer2,

    /// <summary>RFC 4380.</summary>
    Teredo,
}
