using TlsDissect.Protocol;

namespace TlsDissect.Transport.Tcp;

/// <summary>
/// One TCP segment as captured: what the capture layer hands to the library. Borrowed: its payload is valid until the call
/// that received it returns.
/// </summary>
public readonly ref struct TcpSegment
{
    /// <summary>Number of the packet in the input, from 1; the same frame number that Wireshark shows.</summary>
    public required long PacketNumber { get; init; }

    /// <summary>When it was captured.</summary>
    public required CaptureTime Time { get; init; }

    private readonly IpEndpoint _source;
    private readonly IpEndpoint _destination;

    /// <summary>Who sent it.</summary>
    public required IpEndpoint Source { get => _source; init => _source = value; }

    /// <summary>Who it is for.</summary>
    public required IpEndpoint Destination { get => _destination; init => _destination = value; }

    /// <summary>Whether it goes from one to the other; the endpoints are looked at where they are, which for every packet is worth while.</summary>
    internal bool IsBetween(in IpEndpoint source, in IpEndpoint destination) => _source.Is(source) && _destination.Is(destination);

    /// <summary>Sequence number of the first payload byte (of the SYN, where one is set).</summary>
    public required uint Sequence { get; init; }

    /// <summary>Acknowledgment number; significant with <see cref="TcpFlags.Ack"/>.</summary>
    public required uint Acknowledgment { get; init; }

    /// <summary>Control bits.</summary>
    public required TcpFlags Flags { get; init; }

    /// <summary>The payload as captured, in bytes.</summary>
    public required ReadOnlySpan<byte> Payload { get; init; }

    /// <summary>
    /// The payload's length on the wire in bytes; more than <see cref="Payload"/> holds where a snap length cut the packet.
    /// The difference is a hole at the segment's end.
    /// </summary>
    public required int PayloadLength { get; init; }

    /// <summary>What its checksum says; left out, the segment is believed.</summary>
    public ChecksumVerdict Checksum { get; init; }
}
