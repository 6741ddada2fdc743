using System.Runtime.CompilerServices;
using TlsDissect.Transport;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Capture.Network;

/// <summary>
/// Decodes a captured packet to its TCP segment or UDP datagram: removes link layer, tags and tunnels, and reassembles IP fragments.
/// Allocates nothing for an unfragmented packet. Not thread-safe, because it remembers fragments.
/// </summary>
internal sealed partial class PacketDecoder : IDisposable
{
    /// <summary>Maximum depth of IP inside IP.</summary>
    private const int MaxDepth = 8;

    private readonly FragmentReassembler _fragments;
    private readonly UdpTunnelPorts _tunnels;

    /// <summary>Offset of the end of the last packet's outermost IP packet.</summary>
    private int _end;

    /// <summary>Number of packets that brought the last one's innermost datagram: more than one if it was in fragments.</summary>
    private int _packets;

    /// <summary>Offset in the last packet of its next aggregated frame; 0 if it has no more.</summary>
    private int _following;

    /// <summary>Whether the present frame is one of an aggregate, but not its first.</summary>
    private bool _isFollowing;

    /// <summary>Creates a decoder with the given limits, or the default ones.</summary>
    /// <param name="limits">The limits on reassembly.</param>
    /// <param name="memory">Counts the memory of incomplete datagrams; <c>null</c> if nothing counts it.</param>
    /// <param name="tunnels">Additional ports of tunnels.</param>
    public PacketDecoder(FragmentLimits? limits = null, MemoryBudget? memory = null, TunnelPorts? tunnels = null)
    {
        _fragments = new FragmentReassembler(limits ?? new FragmentLimits(), memory?.Open());
        _tunnels = new UdpTunnelPorts(tunnels ?? TunnelPorts.None);
    }

    /// <summary>Number of IP fragments seen.</summary>
    public long Fragments => _fragments.Fragments;

    /// <summary>Number of datagrams reassembled from fragments.</summary>
    public long DatagramsReassembled => _fragments.Reassembled;

    /// <summary>Number of incomplete datagrams dropped because a limit of <see cref="FragmentLimits"/> was reached.</summary>
    public long DatagramsDropped => _fragments.Dropped;

    /// <summary>Number of those dropped to make room for newer ones; the others were too old.</summary>
    public long DatagramsDroppedForRoom => _fragments.DroppedForRoom;

    /// <summary>Receives every packet that brings the caller nothing; <c>null</c> if they are not counted.</summary>
    public IUndissectedSink? UndissectedSink { get; init; }

    /// <summary>Packets not decoded because a header claims more bytes than were on the wire. Receivers dropped them.</summary>
    public long PacketsOverrun { get; private set; }

    /// <summary>Text of the warning about the first of them, after its number.</summary>
    public const string OverrunWarning =
        "claims more bytes than were on the wire; packets like this are skipped, because receivers drop them";

    /// <summary>Number of packets skipped because of a fault in this library.</summary>
    public long PacketsFailed { get; private set; }

    /// <summary>Why a packet without a TCP segment was not dissected: the innermost header reached, with tunnels unwrapped.</summary>
    public Undissected Undissected { get; private set; }

    /// <summary>The exception of the first packet in <see cref="PacketsFailed"/>; <c>null</c> if there is none.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Decodes an item of kind <see cref="CapturedItemKind.Packet"/>. Never throws because of a packet's content.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="decoded">Its content. Borrowed: valid as long as the packet, and until the next call.</param>
    public DecodedKind Decode(in CapturedItem packet, out DecodedPacket decoded)
    {
        try
        {
            return Read(packet, out decoded);
        }
        catch (Exception e) when (IsFault(e))
        {
            OnFault(e);
            decoded = default;
            return DecodedKind.None;
        }
    }

    /// <summary>
    /// Decodes only TCP, which is faster than <see cref="Decode"/> because UDP datagrams are not read. An aggregate of 802.11 frames
    /// (A-MSDU) may contain several segments. This returns the first, and <see cref="TryDecodeNext"/> the others.
    /// </summary>
    /// <param name="packet">The packet.</param>
    /// <param name="segment">Its segment. Borrowed: valid as long as the packet, and until the next call.</param>
    /// <returns><c>false</c> if there is no TCP, an incomplete header, or only a fragment.</returns>
    public bool TryDecode(in CapturedItem packet, out TcpSegment segment)
    {
        try
        {
            return TryRead(packet, out segment);
        }
        catch (Exception e) when (IsFault(e))
        {
            OnFault(e);
            segment = default;
            return false;
        }
    }

    /// <summary>Decodes the next segment of the packet last given to <see cref="TryDecode"/>.</summary>
    /// <param name="packet">The same packet.</param>
    /// <param name="segment">As in <see cref="TryDecode"/>.</param>
    /// <returns><c>false</c> if there are no more, as for nearly all packets.</returns>
    public bool TryDecodeNext(in CapturedItem packet, out TcpSegment segment)
    {
        segment = default;
        if (_following == 0) return false;
        try
        {
            return TryReadFollowing(packet, out segment);
        }
        catch (Exception e) when (IsFault(e))
        {
            Note(e);
            return false;
        }
    }

    /// <summary>
    /// Returns the captured bytes after the outermost IP packet of the packet decoded last: padding, or a device's trailer. Empty if there
    /// is no IP.
    /// </summary>
    /// <param name="packet">That packet.</param>
    public ReadOnlySpan<byte> TrailerOf(in CapturedItem packet) => packet.Data[Math.Min(_end, packet.Data.Length)..];

    /// <summary>Drops all fragments, because the next packets belong to another input.</summary>
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

        // If an aggregate has no segment, its last frame decides the kind, because a packet is reported once.
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

    /// <summary>
    /// Reads the next segment of a packet that has brought one, and so counts as dissected whatever its other frames contain. Datagrams
    /// among them are reported as those of no further packet.
    /// </summary>
    private bool TryReadFollowing(in CapturedItem packet, out TcpSegment segment)
    {
        IpPacket ip = default;
        while (_following != 0)
        {
            PacketCursor data = CursorOf(packet);
            DecodedKind kind = FindFollowing(packet, ref data, ref ip);
            if (kind == DecodedKind.TcpSegment && TcpHeader.TryRead(packet, ip, ref data, out segment)) return true;
            Note(data);
            if (kind == DecodedKind.Datagram) UndissectedSink?.OnDatagram(UdpHeader.ReadUnverified(packet, ip, ref data), packets: 0);
        }

        segment = default;
        return false;
    }

    private void Note(scoped in PacketCursor data)
    {
        Undissected = data.Reason;
        if (data.IsOverrun) PacketsOverrun++;
    }

    // Some programs do not store the length on the wire and write zero. Then only the packet's own headers give it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static PacketCursor CursorOf(scoped in CapturedItem packet) =>
        new(packet.Data, Math.Max(packet.OriginalLength, packet.Data.Length), isLengthKnown: packet.OriginalLength >= packet.Data.Length);

    private bool IsFault(Exception exception) => exception is not OutOfMemoryException && UndissectedSink?.Threw(exception) != true;

    /// <summary>Notes a fault, because one hostile packet must not end the run.</summary>
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
}
