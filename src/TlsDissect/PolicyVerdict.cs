using System.Collections.Immutable;

namespace TlsDissect;

/// <summary>Whether a connection complies with a policy, and which of its rules it breaks.</summary>
/// <param name="Policy">The name of the policy. From its file, so it may be any text.</param>
/// <param name="Complies">Whether it complies. <c>null</c> if no rule is broken as far as was seen, but too little was seen.</param>
public sealed record PolicyVerdict(string Policy, bool? Complies)
{
    /// <summary>The broken rules, in the order of docs/policies.md.</summary>
    public ImmutableArray<BrokenRule> Rules { get; init; } = [];

    /// <summary>The unseen part that a rule needs, as a sentence; <c>null</c> if every rule could be checked.</summary>
    public string? Reason { get; init; }
}

/// <summary>A rule of a policy that a connection breaks.</summary>
/// <param name="Rule">The name of the rule, as in the policy's file: <c>versions</c>, <c>cipher_suites</c>.</param>
/// <param name="Text">The observation, and the value that the policy asks for. Not stable. May contain hostile text.</param>
/// <param name="Packet">The packet that shows it; <c>null</c> if no single packet does.</param>
public sealed record BrokenRule(string Rule, string Text, long? Packet);
