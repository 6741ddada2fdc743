using System.Globalization;

namespace TlsDissect.Capture.Network.Census;

/// <summary>Names of the kinds of packets that were not dissected.</summary>
internal static class UndissectedNames
{
    /// <summary>The name, with the registered number if that says more.</summary>
    public static string Of(Undissected what) => what switch
    {
        { Number: CensusEntry.OtherNumbers } => OtherNumbers(what.Kind),
        { Kind: UndissectedKind.LinkType } =>
            LinkTypeNames.Of(what.Number) is string link
                ? $"link type {Decimal(what.Number)} ({link})"
                : $"link type {Decimal(what.Number)}",
        { Kind: UndissectedKind.EtherType } => EtherTypeNames.Of(what.Number)?.Name ?? $"EtherType {Hex(what.Number)}",
        { Kind: UndissectedKind.LinkControl } => EtherTypeNames.OfLinkControl(what.Number) ?? $"LLC {Hex(what.Number)}",
        { Kind: UndissectedKind.AddressFamily } => $"address family {Decimal(what.Number)}",
        { Kind: UndissectedKind.PppProtocol } => PppProtocolNames.Of(what.Number)?.Name ?? $"PPP protocol {Hex(what.Number)}",
        { Kind: UndissectedKind.IpProtocol } => IpProtocolNames.Of(what.Number)?.Name ?? $"IP protocol {Decimal(what.Number)}",
        { Kind: UndissectedKind.EapOverLan } => $"{EapMethod.NameOf(what.Number)} (802.1X)",
        { Kind: UndissectedKind.EapInRadius } => $"{EapMethod.NameOf(what.Number)} (RADIUS)",
        _ => Of(what.Kind),
    };

    /// <summary>
    /// Whether such packets may contain TLS, because they are known to or their content is unknown. Not if they are known to contain
    /// something else.
    /// </summary>
    public static bool MayHoldTls(Undissected what) => what.Kind switch
    {
        UndissectedKind.Udp or UndissectedKind.LinkControl or UndissectedKind.AddressFamily or UndissectedKind.Overrun
            or UndissectedKind.WirelessManagement or UndissectedKind.WirelessControl or UndissectedKind.WirelessNull => false,
        UndissectedKind.EtherType => EtherTypeNames.Of(what.Number)?.MayHoldTls ?? true,
        UndissectedKind.PppProtocol => PppProtocolNames.Of(what.Number)?.MayHoldTls ?? true,
        UndissectedKind.IpProtocol => IpProtocolNames.Of(what.Number)?.MayHoldTls ?? true,
        _ => true,
    };

    /// <summary>Whether a kind's flows are counted: those over UDP whose flow is one conversation.</summary>
    public static bool HasFlows(UndissectedKind kind) => kind
        is UndissectedKind.Udp or UndissectedKind.Quic or UndissectedKind.OtherQuic or UndissectedKind.Dtls or UndissectedKind.OpenVpn or
            UndissectedKind.WireGuard or UndissectedKind.IpsecInUdp or UndissectedKind.UdpOn443;

    private static string Of(UndissectedKind kind) => kind switch
    {
        UndissectedKind.Udp => "other UDP",
        UndissectedKind.WirelessManagement => "Wi-Fi management frames",
        UndissectedKind.WirelessControl => "Wi-Fi control frames",
        UndissectedKind.WirelessNull => "Wi-Fi frames without data",
        UndissectedKind.WirelessEncrypted => "encrypted Wi-Fi",
        UndissectedKind.FrameFragment => "fragments of Wi-Fi frames or CAPWAP",
        UndissectedKind.EncryptedTunnel => "CAPWAP in DTLS",
        UndissectedKind.Fragment => "IP fragments of incomplete datagrams",
        UndissectedKind.Truncated => "headers truncated by the snap length",
        UndissectedKind.Overrun => "lengths beyond the packet",
        UndissectedKind.Malformed => "malformed headers",
        UndissectedKind.NestedTooDeep => "tunnels nested too deep",
        UndissectedKind.Failed => "internal errors",
        UndissectedKind.Quic => "QUIC",
        UndissectedKind.OtherQuic => "QUIC of other versions",
        UndissectedKind.UdpOn443 => "UDP on port 443",
        UndissectedKind.Dtls => "DTLS",
        UndissectedKind.OpenVpn => "OpenVPN over UDP",
        UndissectedKind.WireGuard => "WireGuard",
        UndissectedKind.IpsecInUdp => "IPsec over UDP",
        _ => kind.ToString(),
    };

    private static string OtherNumbers(UndissectedKind kind) => kind switch
    {
        UndissectedKind.LinkType => "other link types",
        UndissectedKind.EtherType => "other EtherTypes",
        UndissectedKind.LinkControl => "other LLC",
        UndissectedKind.AddressFamily => "other address families",
        UndissectedKind.PppProtocol => "other PPP protocols",
        UndissectedKind.IpProtocol => "other IP protocols",
        _ => $"other {kind}",
    };

    private static string Decimal(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Hex(int number) => $"0x{number.ToString("x4", CultureInfo.InvariantCulture)}";
}
