using System.Collections.Immutable;

namespace TlsDissect;

/// <summary>A judgement on a connection: a weakness, a doubt or a fault, and why it matters.</summary>
/// <param name="Id">Its name in the closed list of docs/findings.md, such as <c>no_forward_secrecy</c>. Stable.</param>
/// <param name="Severity">How much it matters here.</param>
/// <param name="Text">The observation, as a sentence. Not stable. May contain hostile text.</param>
public sealed record Finding(string Id, FindingSeverity Severity, string Text)
{
    /// <summary>The packet that shows it; <c>null</c> if no single packet does.</summary>
    public long? Packet { get; init; }

    /// <summary>
    /// <see cref="ConnectionSummary.Id"/> of the earlier connections that it rests on, in ascending order. Empty if it rests on its own
    /// connection alone.
    /// </summary>
    public ImmutableArray<long> Connections { get; init; } = [];

    /// <summary>Why it matters, as a sentence. The same for every finding of an <see cref="Id"/>.</summary>
    public required string Why { get; init; }

    /// <summary>What to do about it, as a sentence. The same for every finding of an <see cref="Id"/>.</summary>
    public required string Advice { get; init; }

    /// <summary>The documents that say so: RFC sections, CVE numbers.</summary>
    public required string Reference { get; init; }
}
