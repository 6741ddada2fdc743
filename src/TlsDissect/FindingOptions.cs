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

    /// <summary>A copy that does not compare connections, for callers that compare them after the merge.</summary>
    internal FindingOptions WithoutComparison() => this with { MaxRepeatedValues = 0 };
}
