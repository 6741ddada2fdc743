using System.Diagnostics.CodeAnalysis;
using TlsDissect.Transport.Tcp;
using TlsDissect.Transport.Udp;

namespace TlsDissect.Capture.Network;

/// <summary>
/// What <see cref="PacketDecoder"/> found in a packet: the innermost, where tunnels were unwrapped. What came in fragments bears the number and time of the packet
/// that completed it. Borrowed: valid as long as the packet, and until the decoder's next call.
/// </summary>
/// <remarks>Filled where it is and read by reference: copying it at every call cost more than decoding.</remarks>
internal ref struct DecodedPacket
{
    internal TcpSegment FoundSegment;
    internal Datagram FoundDatagram;

    /// <summary>The segment; empty where the packet holds none.</summary>
    [UnscopedRef]
    public readonly ref readonly TcpSegment Segment => ref FoundSegment;

    /// <summary>The datagram; empty where the packet holds none.</summary>
    [UnscopedRef]
    public readonly ref readonly Datagram Datagram => ref FoundDatagram;
}
