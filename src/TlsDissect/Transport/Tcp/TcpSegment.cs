using TlsDissect.Protocol;

namespace TlsDissect.Transport.Tcp;

/// <summary>
/// One TCP segment as captured: the input of <see cref="TlsDissector"/>. Borrowed: its payload must stay valid until the call that receives it returns.
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

    /// <summary>Whether it goes from one to the other; the endpoints are looked at where they are, which for every packet is worth while.</summary>
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
    /// Length of the payload on the wire, in bytes. It is more than the length of <see cref="Payload"/> if the packet was truncated to a snap length. The missing bytes are
    /// a hole at the end of the segment.
    /// </summary>
    public required int PayloadLength { get; init; }

    /// <summary>Result of checking the checksum. By default it was not checked, and the segment is taken as correct.</summary>
    public ChecksumVerdict Checksum { get; init; }
}
