namespace TlsDissect;

/// <summary>What became of all packets of an input.</summary>
public sealed record InputSummary
{
    /// <summary>Packets read, and passed by the filter where there is one.</summary>
    public required long Packets { get; init; }

    /// <summary>TLS connections, with the further sessions of a TCP connection.</summary>
    public required long Connections { get; init; }

    /// <summary>Connections that are decrypted.</summary>
    public required long Decrypted { get; init; }

    /// <summary>Connections that are decrypted in part.</summary>
    public required long Partial { get; init; }

    /// <summary>Connections whose cipher is NULL.</summary>
    public required long NotNeeded { get; init; }

    /// <summary>Why connections are not decrypted, or not all of them.</summary>
    public required IReadOnlyDictionary<DecryptionReason, long> Reasons { get; init; }

    /// <summary>What was not dissected: first the kinds that may hold TLS, then the others, each by the number of their packets.</summary>
    public required IReadOnlyList<UndissectedPackets> NotDissected { get; init; }

    /// <summary>TCP connections without TLS.</summary>
    public required long OtherTcp { get; init; }

    /// <summary>Packets of those connections.</summary>
    public required long OtherTcpPackets { get; init; }
}
