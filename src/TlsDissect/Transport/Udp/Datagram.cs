using TlsDissect.Protocol;

namespace TlsDissect.Transport.Udp;

/// <summary>
/// One UDP datagram as captured: input of the library from the capture layer. Borrowed: its payload is valid until the call that received
/// it returns.
/// </summary>
public readonly ref struct Datagram
{
    private readonly IpEndpoint _source;
    private readonly IpEndpoint _destination;

    /// <summary>Number of the packet in the input, from 1. Wireshark shows the same frame number.</summary>
    public required long PacketNumber { get; init; }

    /// <summary>When the packet was captured.</summary>
    public required CaptureTime Time { get; init; }

    /// <summary>Address and port of the sender.</summary>
    public required IpEndpoint Source { get => _source; init => _source = value; }

    /// <summary>Address and port of the receiver.</summary>
    public required IpEndpoint Destination { get => _destination; init => _destination = value; }

    /// <summary>The captured bytes of the payload. It may be empty.</summary>
    public required ReadOnlySpan<byte> Payload { get; init; }

    /// <summary>
    /// Length of the payload on the wire, in bytes. Greater than the length of <see cref="Payload"/> if the packet was truncated to a snap
    /// length.
    /// </summary>
    public required int PayloadLength { get; init; }

    /// <summary>
    /// Result of checking the checksum. A datagram whose checksum is wrong is also passed on, because a MAC or tag tells more.
    /// </summary>
    public ChecksumVerdict Checksum { get; init; }

    /// <summary>Its position in the input.</summary>
    internal StreamPosition Position => new(PacketNumber, Time);

    /// <summary>The key of its flow, computed without copying the endpoints.</summary>
    internal FlowKey Key(out bool swapped) => FlowKey.Of(_source, _destination, out swapped);
}
