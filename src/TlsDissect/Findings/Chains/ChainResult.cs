using System.Collections.Immutable;

namespace TlsDissect.Findings.Chains;

/// <summary>Whether a chain leads to a trusted authority, and why not.</summary>
/// <param name="Verdict">The result.</param>
internal sealed record ChainResult(ChainVerdict Verdict)
{
    /// <summary>The result without trusted authorities.</summary>
    public static readonly ChainResult NotChecked = new(ChainVerdict.NotChecked);

    /// <summary>Subject of the trusted certificate that the chain ends in.</summary>
    public string? TrustedBy { get; init; }

    /// <summary>The words of <see cref="CertificateJudgement.Problems"/>, in alphabetical order.</summary>
    public ImmutableArray<string> Problems { get; init; } = [];

    /// <summary>Why it could not be judged.</summary>
    public string? Reason { get; private init; }

    /// <summary>A chain that could not be judged.</summary>
    public static ChainResult NotJudged(string reason) => new(ChainVerdict.NotJudged) { Reason = reason };
}
