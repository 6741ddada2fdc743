namespace TlsDissect;

/// <summary>What to look for when connections are judged.</summary>
public sealed record FindingOptions
{
    /// <summary>Findings that are not looked for, by <see cref="Finding.Id"/>.</summary>
    public IReadOnlySet<string> Ignored { get; init; } = new HashSet<string>();

    /// <summary>
    /// Limit on the randoms and ephemeral keys of earlier connections that later ones are compared with. Past it, the oldest is forgotten.
    /// 0 turns the comparison off. Default 200,000, which take 32 MB.
    /// </summary>
    public int MaxRepeatedValues { get; init; } = 200_000;

    /// <summary>The same without a comparison of connections, which something else does.</summary>
    internal FindingOptions WithoutComparison() => this with { MaxRepeatedValues = 0 };
}
