using System.Collections.Immutable;

namespace TlsDissect;

/// <summary>Summary of a whole input: every packet and every connection is counted.</summary>
public sealed record InputSummary
{
    /// <summary>Number of packets read. With a filter, of those that match.</summary>
    public required long Packets { get; init; }

    /// <summary>Number of TLS connections. Each TLS session of a TCP connection counts.</summary>
    public required long Connections { get; init; }

    /// <summary>Number of connections that are decrypted.</summary>
    public required long Decrypted { get; init; }

    /// <summary>Number of connections that are partly decrypted.</summary>
    public required long Partial { get; init; }

    /// <summary>Number of connections whose cipher is NULL.</summary>
    public required long NotNeeded { get; init; }

    /// <summary>Number of connections that are not, or not fully, decrypted, by reason.</summary>
    public required ImmutableSortedDictionary<DecryptionReason, long> Reasons { get; init; }

    /// <summary>
    /// Packets that were not dissected: first the kinds that may contain TLS, then the others, each in descending order of packets.
    /// </summary>
    public required ImmutableArray<UndissectedPackets> NotDissected { get; init; }

    /// <summary>Number of TCP connections without TLS.</summary>
    public required long OtherTcp { get; init; }

    /// <summary>Number of packets in TCP connections without TLS.</summary>
    public required long OtherTcpPackets { get; init; }
}
