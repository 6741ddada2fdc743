using System.Diagnostics.CodeAnalysis;
using TlsDissect.Tcp;
using TlsDissect.Transport.Udp;

namespace TlsDissect.Capture.Network;

/// <summary>
/// What <see cref="PacketDecoder"/> found in a packet: the innermost, where tunnels were unwrapped. What came in fragments bears the number and time of the packet
/// that completed it. Borrowed: valid as long as the packet, and until the decoder's next call.
/// </summary>
public readonly ref struct DecodedPacket
{
    private readonly TcpSegment _segment;
    private readonly Datagram _datagram;

    internal DecodedPacket(scoped in TcpSegment segment)
    {
        Kind = DecodedKind.TcpSegment;
        _segment = segment;
    }

    internal DecodedPacket(scoped in Datagram datagram)
    {
        Kind = DecodedKind.Datagram;
        _datagram = datagram;
    }

    /// <summary>What it is.</summary>
    public DecodedKind Kind { get; }

    /// <summary>The segment; empty where <see cref="Kind"/> is not <see cref="DecodedKind.TcpSegment"/>.</summary>
    [UnscopedRef]
    public ref readonly TcpSegment Segment => ref _segment;

    /// <summary>The datagram; empty where <see cref="Kind"/> is not <see cref="DecodedKind.Datagram"/>.</summary>
    [UnscopedRef]
    public ref readonly Datagram Datagram => ref _datagram;
}
