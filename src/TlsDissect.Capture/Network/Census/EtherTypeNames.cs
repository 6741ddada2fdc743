namespace TlsDissect.Capture.Network.Census;

/// <summary>Names of EtherTypes and LLC service access points that occur and are not dissected (registries of IEEE and IANA).</summary>
internal static class EtherTypeNames
{
    private static readonly Dictionary<int, ProtocolName> Names = new()
    {
        [0x0806] = new("ARP"),
        [0x0842] = new("Wake-on-LAN"),
        [0x0bad] = new("Banyan VINES"),
        [0x2000] = new("CDP"),
        [0x2004] = new("DTP"),
        [0x22ea] = new("SRP"),
        [0x22f0] = new("AVTP"),
        [0x6002] = new("DEC MOP"),
        [0x6003] = new("DECnet"),
        [0x6004] = new("DEC LAT"),
        [0x8035] = new("RARP"),
        [0x809b] = new("AppleTalk"),
        [0x80f3] = new("AARP"),
        [0x8137] = new("IPX"),
        [0x8204] = new("QNX"),
        [0x8808] = new("Ethernet flow control"),
        [0x8809] = new("LACP and other slow protocols"),
        [0x8819] = new("CobraNet"),
        [0x8863] = new("PPPoE discovery"),
        [0x886d] = new("Intel ANS probes"),
        [0x887b] = new("HomePlug"),
        [0x888e] = new("802.1X without TLS"),
        [0x8892] = new("PROFINET"),
        [0x8899] = new("Realtek remote control"),
        [0x889a] = new("HyperSCSI"),
        [0x88a2] = new("ATA over Ethernet"),
        [0x88a4] = new("EtherCAT"),
        [0x88ab] = new("Powerlink"),
        [0x88b8] = new("GOOSE"),
        [0x88b9] = new("GSE"),
        [0x88ba] = new("IEC 61850 sampled values"),
        [0x88c7] = new("802.11 pre-authentication"),
        [0x88cc] = new("LLDP"),
        [0x88cd] = new("SERCOS III"),
        [0x88e1] = new("HomePlug AV"),
        [0x88e3] = new("MRP"),
        [0x88e5] = new("MACsec", MayHoldTls: true),
        [0x88f5] = new("MVRP"),
        [0x88f6] = new("MMRP"),
        [0x88f7] = new("PTP"),
        [0x88fb] = new("PRP supervision"),
        [0x8902] = new("connectivity fault management"),
        [0x8906] = new("FCoE"),
        [0x8914] = new("FIP"),
        [0x8915] = new("RoCE"),
        [0x891d] = new("TTEthernet"),
        [0x893a] = new("IEEE 1905"),
        [0x894f] = new("network service header", MayHoldTls: true),
        [0x9000] = new("Ethernet loopback test"),
    };

    /// <summary>The name of an EtherType; <c>null</c> if it has none.</summary>
    public static ProtocolName? Of(int etherType) => Names.GetValueOrDefault(etherType);

    /// <summary>The name of a pair of service access points, destination first; <c>null</c> if it has none.</summary>
    public static string? OfLinkControl(int accessPoints) => accessPoints switch
    {
        0x4242 => "spanning tree",
        0xaaaa => "SNAP of another organization, as CDP",
        0xe0e0 or 0xffff => "IPX",
        0xf0f0 or 0xf0f1 => "NetBIOS",
        0xfefe => "IS-IS and other OSI",
        0x0000 or 0x0001 => "LLC null",
        _ => null,
    };
}
