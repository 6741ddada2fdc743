using System.Diagnostics.CodeAnalysis;
using TlsDissect.Transport.Tcp;
using TlsDissect.Transport.Udp;

namespace TlsDissect.Capture.Network;

/// <summary>
/// The result of <see cref="PacketDecoder"/>: the innermost packet if tunnels were unwrapped. If it came in fragments, it has the number
/// and time of the packet that completed it. Borrowed: valid as long as the packet, and until the decoder's next call.
/// </summary>
/// <remarks>Filled in place and read by reference, because copying it at every call cost more than decoding.</remarks>
internal ref struct DecodedPacket
{
    internal TcpSegment FoundSegment;
    internal Datagram FoundDatagram;

    /// <summary>The segment; empty if the packet has none.</summary>
    [UnscopedRef]
    public readonly ref readonly TcpSegment Segment => ref FoundSegment;

    /// <summary>The datagram; empty if the packet has none.</summary>
    [UnscopedRef]
    public readonly ref readonly Datagram Datagram => ref FoundDatagram;
}
