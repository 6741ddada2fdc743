namespace TlsDissect.Capture.Network.Census;

/// <summary>Names of IP protocols that occur and are not dissected (IANA's registry).</summary>
internal static class IpProtocolNames
{
    private static readonly Dictionary<int, ProtocolName> Names = new()
    {
        [1] = new("ICMP"),
        [2] = new("IGMP"),
        [8] = new("EGP"),
        [9] = new("IGRP"),
        [27] = new("RDP"),
        [33] = new("DCCP", MayHoldTls: true),
        [46] = new("RSVP"),
        [47] = new("GRE with routing", MayHoldTls: true),
        [50] = new("IPsec ESP", MayHoldTls: true),
        [55] = new("minimal IP encapsulation", MayHoldTls: true),
        [58] = new("ICMPv6"),
        [59] = new("IPv6 without payload"),
        [73] = new("CPHB"),
        [88] = new("EIGRP"),
        [89] = new("OSPF"),
        [94] = new("IP within IP", MayHoldTls: true),
        [98] = new("private encryption", MayHoldTls: true),
        [103] = new("PIM"),
        [108] = new("IPComp", MayHoldTls: true),
        [112] = new("VRRP or CARP"),
        [113] = new("PGM"),
        [115] = new("L2TPv3", MayHoldTls: true),
        [124] = new("IS-IS over IPv4"),
        [132] = new("SCTP", MayHoldTls: true),
        [136] = new("UDP-Lite", MayHoldTls: true),
        [138] = new("MANET"),
        [240] = new("pfsync"),
    };

    /// <summary>The name of a protocol; <c>null</c> if it has none.</summary>
    public static ProtocolName? Of(int protocol) => Names.GetValueOrDefault(protocol);
}
