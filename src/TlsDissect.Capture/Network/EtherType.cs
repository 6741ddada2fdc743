namespace TlsDissect.Capture.Network;

/// <summary>The IEEE 802 numbers of the header after a link or tunnel header.</summary>
internal static class EtherType
{
    public const ushort Ipv4 = 0x0800;
    public const ushort Trill = 0x22F3;
    public const ushort TransparentEthernet = 0x6558;
    public const ushort VlanTag = 0x8100;
    public const ushort Ipv6 = 0x86DD;
    public const ushort Ppp = 0x880B;
    public const ushort MplsUnicast = 0x8847;
    public const ushort MplsMulticast = 0x8848;
    public const ushort PppoeSession = 0x8864;
    public const ushort Eapol = 0x888E;
    public const ushort ServiceVlanTag = 0x88A8;
    public const ushort ErspanTypeTwo = 0x88BE;
    public const ushort ErspanTypeThree = 0x22EB;
    public const ushort MacSecurity = 0x88E5;
    public const ushort BackboneServiceTag = 0x88E7;
    public const ushort FabricPath = 0x8903;
    public const ushort CiscoMetadata = 0x8909;
    public const ushort VnTag = 0x8926;
    public const ushort SeamlessRedundancy = 0x892F;
    public const ushort PortExtenderTag = 0x893F;
    public const ushort ServiceHeader = 0x894F;
    public const ushort OldServiceVlanTag = 0x9100;

    /// <summary>The smallest type. Values below it are lengths (IEEE 802.3 framing).</summary>
    public const ushort Smallest = 0x0600;
}
