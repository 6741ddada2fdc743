namespace TlsDissect.Capture.Network;

/// <summary>Maps UDP ports to tunnels. A table, because every datagram is looked up twice.</summary>
internal sealed class UdpTunnelPorts
{
    /// <summary>Port of an access controller for CAPWAP data (RFC 5415 §14.5).</summary>
    public const int CapwapData = 5247;

    private static readonly UdpTunnelKind[] Usual = MakeUsual();

    private readonly UdpTunnelKind[] _kinds;

    /// <summary>Creates a map with the usual ports and additional ones.</summary>
    public UdpTunnelPorts(TunnelPorts others)
    {
        _kinds = ReferenceEquals(others, TunnelPorts.None) ? Usual : [.. Usual];
        foreach (int port in others.Vxlan) _kinds[port] = UdpTunnelKind.Vxlan;
        foreach (int port in others.Geneve) _kinds[port] = UdpTunnelKind.Geneve;
        foreach (int port in others.GtpUser) _kinds[port] = UdpTunnelKind.GtpUser;
    }

    /// <summary>
    /// Returns the tunnel that a datagram may belong to. Nearly all are sent to the tunnel's port; for some tunnels, answers come from it.
    /// </summary>
    public UdpTunnelKind KindOf(ushort source, ushort destination)
    {
        UdpTunnelKind kind = _kinds[destination];
        if (kind != UdpTunnelKind.None) return kind;
        UdpTunnelKind answered = _kinds[source];
        return answered is UdpTunnelKind.Capwap or UdpTunnelKind.Layer2 or UdpTunnelKind.Teredo ? answered : UdpTunnelKind.None;
    }

    private static UdpTunnelKind[] MakeUsual()
    {
        UdpTunnelKind[] kinds = new UdpTunnelKind[ushort.MaxValue + 1];
        kinds[4789] = UdpTunnelKind.Vxlan;
        kinds[8472] = UdpTunnelKind.Vxlan; // Used by Linux before a port was assigned.
        kinds[4790] = UdpTunnelKind.VxlanExtended;
        kinds[6081] = UdpTunnelKind.Geneve;
        kinds[2152] = UdpTunnelKind.GtpUser;
        kinds[37008] = UdpTunnelKind.Tzsp;
        kinds[6635] = UdpTunnelKind.Mpls;
        kinds[4754] = UdpTunnelKind.Gre;
        kinds[4341] = UdpTunnelKind.Locator;
        kinds[CapwapData] = UdpTunnelKind.Capwap;
        kinds[1701] = UdpTunnelKind.Layer2;
        kinds[3544] = UdpTunnelKind.Teredo;
        return kinds;
    }
}
