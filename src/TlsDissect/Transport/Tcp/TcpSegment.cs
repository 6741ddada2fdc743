using TlsDissect.Protocol;

namespace TlsDissect.Transport.Tcp;

/// <summary>
/// One TCP segment as captured: the input of <see cref="TlsDissector"/>. Borrowed: its payload must stay valid until the call that receives
/// it returns.
/// </summary>
public readonly ref struct TcpSegment
{
    /// <summary>Number of the packet in the input, from 1. Wireshark shows the same frame number.</summary>
    public required long PacketNumber { get; init; }

    /// <summary>When the packet was captured.</summary>
    public required CaptureTime Time { get; init; }

    private readonly IpEndpoint _source;
    private readonly IpEndpoint _destination;

    /// <summary>Address and port of the sender.</summary>
    public required IpEndpoint Source { get => _source; init => _source = value; }

    /// <summary>Address and port of the receiver.</summary>
    public required IpEndpoint Destination { get => _destination; init => _destination = value; }

    /// <summary>
    /// Whether it goes from one endpoint to the other. Compares the endpoints without copying them, which is worthwhile because it runs for
    /// every packet.
    /// </summary>
    internal bool IsBetween(in IpEndpoint source, in IpEndpoint destination) => _source.Is(source) && _destination.Is(destination);

    /// <summary>Sequence number of the first payload byte, or of the SYN if it is set.</summary>
    public required uint Sequence { get; init; }

    /// <summary>Acknowledgment number. It has a meaning only with <see cref="TcpFlags.Ack"/>.</summary>
    public required uint Acknowledgment { get; init; }

    /// <summary>Control bits.</summary>
    public required TcpFlags Flags { get; init; }

    /// <summary>The captured bytes of the payload.</summary>
    public required ReadOnlySpan<byte> Payload { get; init; }

    /// <summary>
    /// Length of the payload on the wire, in bytes. Greater than the length of <see cref="Payload"/> if the packet was truncated to a snap
    /// length. The missing bytes are a hole at the end of the segment.
    /// </summary>
    public required int PayloadLength { get; init; }

    /// <summary>Result of checking the checksum. By default it is not checked, and the segment counts as correct.</summary>
    public ChecksumVerdict Checksum { get; init; }
}
