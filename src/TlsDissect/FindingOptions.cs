namespace TlsDissect;

/// <summary>What to look for when connections are judged.</summary>
public sealed record FindingOptions
{
    /// <summary>Findings that are not looked for, by <see cref="Finding.Id"/>.</summary>
    public IReadOnlySet<string> Ignored { get; init; } = new HashSet<string>();
}
