using TlsDissect.Protocol;

namespace TlsDissect.Findings.Chains;

/// <summary>One side's certificates in one connection, judged.</summary>
/// <param name="Chain">The chain, which other connections may share.</param>
/// <param name="Result">The part of it that is shown.</param>
/// <param name="Time">When the connection began; <c>null</c> if the capture has no times.</param>
/// <param name="Packet">The packet with the certificates, if it is known.</param>
internal sealed record SideJudgement(JudgedChain Chain, CertificateJudgement Result, DateTimeOffset? Time, long? Packet)
{
    /// <summary>The side, as a word.</summary>
    public string Owner => Chain.Side == Sender.Server ? "server" : "client";
}
