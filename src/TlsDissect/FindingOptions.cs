namespace TlsDissect;

/// <summary>What to look for when connections are judged.</summary>
public sealed record FindingOptions
{
    /// <summary>Findings that are not looked for, by <see cref="Finding.Id"/>.</summary>
    public IReadOnlySet<string> Ignored { get; init; } = new HashSet<string>();

    /// <summary>The authorities that certificate chains have to lead to. Default <c>null</c>: chains are not checked.</summary>
    public TrustedAuthorities? Authorities { get; init; }

    /// <summary>A certificate that expires within this number of days of the connection is a finding. Default 30.</summary>
    public int ExpiryDays { get; init; } = 30;

    /// <summary>
    /// Limit on the randoms and ephemeral keys of earlier connections that later ones are compared with. Past it, the oldest is forgotten.
    /// 0 turns the comparison off. Default 200,000, which take 32 MB.
    /// </summary>
    public int MaxRepeatedValues { get; init; } = 200_000;

    /// <summary>
    /// Limit on the Diffie-Hellman moduli that are tested for primality, each of which takes up to 0.1 s. Those of later connections are
    /// not tested. 0 tests none. Default 1,000.
    /// </summary>
    public int MaxTestedModuli { get; init; } = 1000;

    /// <summary>
    /// Limit, in bytes, on what is remembered of the servers of earlier connections: what they chose and accepted, which helps to find the
    /// causes of later failures. Past it, the server that was silent longest is forgotten. 0 turns this off. Default 16 MiB, which are
    /// about 20,000 servers.
    /// </summary>
    public long MaxKnownServerBytes { get; init; } = 16 << 20;

    /// <summary>A copy that does not compare connections, for callers that see only some of them.</summary>
    internal FindingOptions WithoutComparison() => this with { MaxRepeatedValues = 0, MaxKnownServerBytes = 0 };

    /// <summary>A copy for callers that judge what depends on earlier connections after the merge.</summary>
    internal FindingOptions WithoutOrder() => WithoutComparison() with { MaxTestedModuli = 0 };
}
