using TlsDissect.Protocol;

namespace TlsDissect.Capture.Network;

/// <content>Reads the headers in front of a segment or datagram.</content>
internal sealed partial class PacketDecoder
{
    /// <summary>Leaves <paramref name="data"/> at the TCP header, or at a whole UDP header.</summary>
    private DecodedKind Find(scoped in CapturedItem packet, scoped ref PacketCursor data, scoped ref IpPacket ip)
    {
        (_end, _packets, _following, _isFollowing) = (int.MaxValue, 1, 0, false);
        DecodedKind kind = LinkHeader.TryStrip(packet.LinkType, ref data, out ushort etherType)
            ? Find(packet, etherType, ref data, ref ip)
            : DecodedKind.None;
        _following = data.FollowingFrame;
        return kind;
    }

    /// <summary>Like <see cref="Find(in CapturedItem, ref PacketCursor, ref IpPacket)"/>, for the next of the packet's aggregated frames.
    /// <paramref name="data"/> is the whole packet.</summary>
    private DecodedKind FindFollowing(scoped in CapturedItem packet, scoped ref PacketCursor data, scoped ref IpPacket ip)
    {
        data.Skip(_following);
        (_following, _isFollowing) = (0, true);
        DecodedKind kind = WirelessFrame.TrySubframe(ref data, out ushort etherType)
            ? Find(packet, etherType, ref data, ref ip)
            : DecodedKind.None;
        _following = data.FollowingFrame;
        return kind;
    }

    private DecodedKind Find(scoped in CapturedItem packet, ushort etherType, scoped ref PacketCursor data, scoped ref IpPacket ip)
    {
        for (int depth = 0; depth < MaxDepth; depth++)
        {
            if (!Encapsulation.TryUnwrap(ref data, ref etherType)) return DecodedKind.None;
            if (!IpPacket.TryRead(etherType, ref data, out ip)) return DecodedKind.None;
            if (depth == 0) _end = data.End;

            byte protocol = ip.Protocol;
            if (ip.IsFragment && !TryReassemble(ref ip, packet.Time, ref data, out protocol)) return DecodedKind.None;
            if (protocol == IpProtocol.Tcp) return DecodedKind.TcpSegment;
            if (protocol == IpProtocol.Udp && !UdpHeader.TryLimit(ref data)) return DecodedKind.None;
            if (Tunnel.TryUnwrap(protocol, _tunnels, ref data, out etherType)) continue;
            if (protocol != IpProtocol.Udp || data.IsRefused) return DecodedKind.None;
            data.Refuse(UndissectedKind.Udp);
            return DecodedKind.Datagram;
        }

        data.Refuse(UndissectedKind.NestedTooDeep);
        return DecodedKind.None;
    }

    // Extension headers of the fragmentable part become visible only now. A fragment header among them is refused like every other non-TCP
    // header.
    private bool TryReassemble(scoped ref IpPacket fragment, CaptureTime time, scoped ref PacketCursor data, out byte protocol)
    {
        bool haveOtherAddresses = fragment.HasOtherAddresses;
        // The kind of an aggregate depends on its other frames too, so the packet is not taken back with one of them.
        int following = data.FollowingFrame;
        int packets = _isFollowing || following != 0 ? 0 : _packets;
        if (!_fragments.TryComplete(fragment, time, packets, ref data, out protocol)) return data.Refuse(UndissectedKind.Fragment);
        data.FollowingFrame = following;
        int joined = _fragments.Packets - packets;
        UndissectedSink?.OnJoined(joined);
        _packets += joined;
        if (!IpPacket.TrySkipExtensions(ref protocol, ref data, ref haveOtherAddresses)) return false;
        fragment = fragment with { HasOtherAddresses = haveOtherAddresses };
        return true;
    }
}
