using System.Runtime.CompilerServices;
using TlsDissect.Protocol;
using TlsDissect.Transport;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Capture.Network;

/// <summary>
/// From a captured packet to its TCP segment or UDP datagram: link layer, tags and tunnels off, IP fragments put together. Allocates nothing on the way of an unfragmented packet.
/// Not thread-safe: it remembers fragments.
/// </summary>
internal sealed class PacketDecoder : IDisposable
{
    /// <summary>IP inside IP is followed this deep.</summary>
    private const int MaxDepth = 8;

    private readonly FragmentReassembler _fragments;
    private readonly UdpTunnelPorts _tunnels;

    /// <summary>Where the last packet's outermost IP packet ended.</summary>
    private int _end;

    /// <summary>Packets that the last one's innermost datagram came in: more than one if it was in fragments.</summary>
    private int _packets;

    /// <summary>Where in the last packet its next aggregated frame starts; 0 where it has no more.</summary>
    private int _following;

    /// <summary>Whether the frame at hand is one of an aggregate, but not its first.</summary>
    private bool _isFollowing;

    /// <summary>With the given bounds, or the default ones.</summary>
    /// <param name="limits">The bounds of reassembly.</param>
    /// <param name="memory">Counts the memory of unfinished datagrams; <c>null</c> where nothing counts it.</param>
    /// <param name="tunnels">Ports of tunnels beside the usual ones.</param>
    public PacketDecoder(FragmentLimits? limits = null, MemoryBudget? memory = null, TunnelPorts? tunnels = null)
    {
        _fragments = new FragmentReassembler(limits ?? new FragmentLimits(), memory?.Open());
        _tunnels = new UdpTunnelPorts(tunnels ?? TunnelPorts.None);
    }

    /// <summary>IP fragments met.</summary>
    public long Fragments => _fragments.Fragments;

    /// <summary>Datagrams put together from fragments.</summary>
    public long DatagramsReassembled => _fragments.Reassembled;

    /// <summary>Datagrams given up unfinished because a bound of <see cref="FragmentLimits"/> was reached.</summary>
    public long DatagramsDropped => _fragments.Dropped;

    /// <summary>Those of them that made room for newer ones; the others were too old.</summary>
    public long DatagramsDroppedForRoom => _fragments.DroppedForRoom;

    /// <summary>Told of every packet that brings the caller nothing; <c>null</c> if they are not counted.</summary>
    public IUndissectedSink? UndissectedSink { get; init; }

    /// <summary>Packets that were not decoded because a header in them claims more bytes than were on the wire: their receivers dropped them.</summary>
    public long PacketsOverrun { get; private set; }

    /// <summary>What to say of the first of them, behind its number.</summary>
    public const string OverrunWarning = "claims more bytes than were on the wire; packets like this are skipped, because receivers drop them";

    /// <summary>Packets that were skipped because of a fault in this library.</summary>
    public long PacketsFailed { get; private set; }

    /// <summary>After a packet without a TCP segment: why it was not dissected. Of the innermost header that was reached, where tunnels were unwrapped.</summary>
    public Undissected Undissected { get; private set; }

    /// <summary>The exception of the first packet in <see cref="PacketsFailed"/>, or <c>null</c>.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Decodes an item of kind <see cref="CapturedItemKind.Packet"/>. Never throws on what a packet holds.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="decoded">What it holds. Borrowed: valid as long as the packet, and until the next call.</param>
    public DecodedKind Decode(in CapturedItem packet, out DecodedPacket decoded)
    {
        try
        {
            return Read(packet, out decoded);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            OnFault(e);
            decoded = default;
            return DecodedKind.None;
        }
    }

    /// <summary>
    /// Decodes TCP alone: faster than <see cref="Decode"/>, because UDP datagrams are not read. An aggregate of 802.11 frames (A-MSDU) may hold several segments: this is the first,
    /// and <see cref="TryDecodeNext"/> gives the others.
    /// </summary>
    /// <param name="packet">The packet.</param>
    /// <param name="segment">Its segment. Borrowed: valid as long as the packet, and until the next call.</param>
    /// <returns><c>false</c> where there is no TCP in it, no whole header, or only a fragment.</returns>
    public bool TryDecode(in CapturedItem packet, out TcpSegment segment)
    {
        try
        {
            return TryRead(packet, out segment);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            OnFault(e);
            segment = default;
            return false;
        }
    }

    /// <summary>Decodes the next segment of the packet that was given to <see cref="TryDecode"/> last.</summary>
    /// <param name="packet">The same packet.</param>
    /// <param name="segment">As there.</param>
    /// <returns><c>false</c> where there are no more: so it is for nearly all packets.</returns>
    public bool TryDecodeNext(in CapturedItem packet, out TcpSegment segment)
    {
        segment = default;
        if (_following == 0) return false;
        try
        {
            return TryReadFollowing(packet, out segment);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Note(e);
            return false;
        }
    }

    /// <summary>What was captured behind the outermost IP packet of the packet that was decoded last: padding, or what a device appended. Empty if there is no IP.</summary>
    /// <param name="packet">That packet.</param>
    public ReadOnlySpan<byte> TrailerOf(in CapturedItem packet) => packet.Data[Math.Min(_end, packet.Data.Length)..];

    /// <summary>The packets that follow are of another input: no fragment belongs to one before.</summary>
    public void ForgetFragments() => _fragments.Clear();

    /// <inheritdoc/>
    public void Dispose() => _fragments.Dispose();

    private DecodedKind Read(in CapturedItem packet, out DecodedPacket decoded)
    {
        decoded = default;
        PacketCursor data = CursorOf(packet);
        IpPacket ip = default;
        DecodedKind kind = Find(packet, ref data, ref ip);
        while (true)
        {
            if (kind == DecodedKind.TcpSegment && TcpHeader.TryRead(packet, ip, ref data, out decoded.FoundSegment)) return kind;
            if (kind == DecodedKind.Datagram)
            {
                decoded.FoundDatagram = UdpHeader.Read(packet, ip, ref data);
                return kind;
            }

            Note(data);
            if (_following == 0)
            {
                UndissectedSink?.OnPacket(Undissected, _packets);
                return DecodedKind.None;
            }

            data = CursorOf(packet);
            kind = FindFollowing(packet, ref data, ref ip);
        }
    }

    private bool TryRead(in CapturedItem packet, out TcpSegment segment)
    {
        PacketCursor data = CursorOf(packet);
        IpPacket ip = default;
        DecodedKind kind = Find(packet, ref data, ref ip);
        if (kind == DecodedKind.TcpSegment && TcpHeader.TryRead(packet, ip, ref data, out segment)) return true;

        // If an aggregate has no segment, its last frame tells what the packet is: a packet is told of once.
        while (_following != 0)
        {
            Note(data);
            data = CursorOf(packet);
            kind = FindFollowing(packet, ref data, ref ip);
            if (kind == DecodedKind.TcpSegment && TcpHeader.TryRead(packet, ip, ref data, out segment)) return true;
        }

        segment = default;
        Note(data);
        if (kind == DecodedKind.Datagram) UndissectedSink?.OnDatagram(UdpHeader.ReadUnverified(packet, ip, ref data), _packets);
        else UndissectedSink?.OnPacket(Undissected, _packets);
        return false;
    }

    /// <summary>The packet has brought a segment: it is dissected, whatever its other frames hold.</summary>
    private bool TryReadFollowing(in CapturedItem packet, out TcpSegment segment)
    {
        IpPacket ip = default;
        while (_following != 0)
        {
            PacketCursor data = CursorOf(packet);
            if (FindFollowing(packet, ref data, ref ip) == DecodedKind.TcpSegment && TcpHeader.TryRead(packet, ip, ref data, out segment)) return true;
            Note(data);
        }

        segment = default;
        return false;
    }

    private void Note(scoped in PacketCursor data)
    {
        Undissected = data.Reason;
        if (data.IsOverrun) PacketsOverrun++;
    }

    // Some programs do not keep the length on the wire and write zero: then only the packet's own headers give it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static PacketCursor CursorOf(scoped in CapturedItem packet) =>
        new(packet.Data, Math.Max(packet.OriginalLength, packet.Data.Length), isLengthKnown: packet.OriginalLength >= packet.Data.Length);

    /// <summary>One hostile packet must not end the run.</summary>
    private void OnFault(Exception fault)
    {
        Note(fault);
        UndissectedSink?.OnPacket(Undissected, _packets);
    }

    private void Note(Exception fault)
    {
        PacketsFailed++;
        Failure ??= fault;
        Undissected = new Undissected(UndissectedKind.Failed);
    }

    /// <summary>Leaves <paramref name="data"/> at the TCP header, or at a whole UDP header.</summary>
    private DecodedKind Find(scoped in CapturedItem packet, scoped ref PacketCursor data, scoped ref IpPacket ip)
    {
        (_end, _packets, _following, _isFollowing) = (int.MaxValue, 1, 0, false);
        DecodedKind kind = LinkHeader.TryStrip(packet.LinkType, ref data, out ushort etherType) ? Find(packet, etherType, ref data, ref ip) : DecodedKind.None;
        _following = data.FollowingFrame;
        return kind;
    }

    /// <summary>As <see cref="Find(in CapturedItem, ref PacketCursor, ref IpPacket)"/> for the next of the packet's aggregated frames; <paramref name="data"/> is all of the packet.</summary>
    private DecodedKind FindFollowing(scoped in CapturedItem packet, scoped ref PacketCursor data, scoped ref IpPacket ip)
    {
        data.Skip(_following);
        (_following, _isFollowing) = (0, true);
        DecodedKind kind = WirelessFrame.TrySubframe(ref data, out ushort etherType) ? Find(packet, etherType, ref data, ref ip) : DecodedKind.None;
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

    // Extension headers of the fragmentable part come to light only now; a fragment header among them is refused with every other non-TCP.
    private bool TryReassemble(scoped ref IpPacket fragment, CaptureTime time, scoped ref PacketCursor data, out byte protocol)
    {
        bool haveOtherAddresses = fragment.HasOtherAddresses;
        // What an aggregate is told of as depends on its other frames too: the packet is not taken back with one of them.
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
