namespace TlsDissect.Capture.Network;

/// <summary>Unwraps tunnels that carry Ethernet or IP inside IP.</summary>
internal static class Tunnel
{
    private const int EtherIpSize = 2;

    /// <summary>
    /// Unwraps the payload if it is a tunnel. Returns whether it is: then the payload is the tunnel's content, and its type is known.
    /// </summary>
    /// <param name="protocol">The protocol of the payload.</param>
    /// <param name="ports">Ports of tunnels on UDP.</param>
    /// <param name="data">The payload; UDP as <see cref="UdpHeader.TryLimit"/> left it. Unchanged if it is not a tunnel and nothing is
    /// refused.</param>
    /// <param name="etherType">The type of the content.</param>
    public static bool TryUnwrap(byte protocol, UdpTunnelPorts ports, ref PacketCursor data, out ushort etherType)
    {
        switch (protocol)
        {
            case IpProtocol.Ipv4:
                etherType = EtherType.Ipv4;
                return true;
            case IpProtocol.Ipv6:
                etherType = EtherType.Ipv6;
                return true;
            case IpProtocol.Mpls:
                etherType = EtherType.MplsUnicast;
                return true;
            case IpProtocol.EtherIp: // RFC 3378 §3: a version and reserved bits
                return FrameTag.TryEthernetBehind(ref data, EtherIpSize, out etherType);
            case IpProtocol.Gre:
                return GreTunnel.TryUnwrap(ref data, out etherType);
            case IpProtocol.Udp:
                return UdpTunnel.TryUnwrap(ports, ref data, out etherType);
            default:
                etherType = 0;
                return data.Refuse(UndissectedKind.IpProtocol, protocol);
        }
    }
}
