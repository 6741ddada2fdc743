using TlsDissect.Protocol;

namespace TlsDissect.Transport.Udp;

/// <summary>
/// One UDP datagram as captured: what the capture layer hands to the library. Borrowed: its payload is valid until the call
/// that received it returns.
/// </summary>
internal readonly ref struct Datagram
{
    private readonly IpEndpoint _source;
    private readonly IpEndpoint _destination;

    /// <summary>Number of the packet in the input, from 1; the same frame number that Wireshark shows.</summary>
    public required long PacketNumber { get; init; }

    /// <summary>When it was captured.</summary>
    public required CaptureTime Time { get; init; }

    /// <summary>Who sent it.</summary>
    public required IpEndpoint Source { get => _source; init => _source = value; }

    /// <summary>Who it is for.</summary>
    public required IpEndpoint Destination { get => _destination; init => _destination = value; }

    /// <summary>The payload as captured, in bytes. It may be empty.</summary>
    public required ReadOnlySpan<byte> Payload { get; init; }

    /// <summary>The payload's length on the wire in bytes; more than <see cref="Payload"/> holds where a snap length truncated the packet.</summary>
    public required int PayloadLength { get; init; }

    /// <summary>What its checksum says. A datagram whose checksum is wrong is handed on too: a MAC or tag tells more.</summary>
    public ChecksumVerdict Checksum { get; init; }

    /// <summary>The packet as a position.</summary>
    internal StreamPosition Position => new(PacketNumber, Time);

    /// <summary>The key of its flow, made from the endpoints where they are.</summary>
    internal FlowKey Key(out bool swapped) => FlowKey.Of(_source, _destination, out swapped);
}
