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

    /// <summary>A copy for callers that judge what depends on earlier connections after the merge.</summary>
    internal FindingOptions WithoutOrder() => this with { MaxRepeatedValues = 0, MaxTestedModuli = 0 };
}
