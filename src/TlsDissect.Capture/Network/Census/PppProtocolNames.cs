namespace TlsDissect.Capture.Network.Census;

/// <summary>Names of PPP protocols that occur and are not dissected (IANA's registry).</summary>
internal static class PppProtocolNames
{
    private static readonly Dictionary<int, ProtocolName> Names = new()
    {
        [0x002d] = new("PPP with Van Jacobson compression", MayHoldTls: true),
        [0x002f] = new("PPP with Van Jacobson compression, uncompressed packets", MayHoldTls: true),
        [0x003d] = new("PPP multilink", MayHoldTls: true),
        [0x00fb] = new("PPP compressed or encrypted (single link)", MayHoldTls: true),
        [0x00fd] = new("PPP compressed or encrypted", MayHoldTls: true),
        [0x8021] = new("PPP IPCP"),
        [0x8057] = new("PPP IPv6CP"),
        [0x80fd] = new("PPP CCP"),
        [0x8281] = new("PPP MPLSCP"),
        [0xc021] = new("PPP LCP"),
        [0xc023] = new("PPP PAP"),
        [0xc025] = new("PPP LQR"),
        [0xc223] = new("PPP CHAP"),
        [0xc227] = new("PPP EAP", MayHoldTls: true),
    };

    /// <summary>The name of a protocol; <c>null</c> if it has none.</summary>
    public static ProtocolName? Of(int protocol) => Names.GetValueOrDefault(protocol);
}
