using TlsDissect.Findings.Rules;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Behaviour;

/// <summary>One side ended the connection within the handshake, without saying why.</summary>
internal sealed class HandshakeAborted() : FindingRule("handshake_aborted", FindingSeverity.Low)
{
    public override string Why => "The two sides cannot connect, and the alert that TLS has for every reason is missing.";

    public override string Advice =>
        "Look for the reason in the log of the side that ended it, and for a device between the two that cuts connections.";

    public override string Reference => "RFC 8446 §6; RFC 5246 §7.2";

    /// <summary>Findings about the certificate may be the cause.</summary>
    public override bool IsLast => true;

    public override void Judge(Judgement judgement)
    {
        if (judgement.Connection.Outcome is not { Result: OutcomeResult.Aborted, By: Sender by } outcome || judgement.IsCauseFound) return;
        if (Losses.MayHide(judgement.Connection)) return; // The alert or the rest of the handshake may be lost.
        string? reason = CertificateFaults.Of(judgement, 1 - by, null) ?? LikelyGap(judgement.Connection, by);
        string cause = reason is null ? "; nothing in the connection tells the cause" : $"; likely because {reason}";
        // Clients may change their minds: browsers try several connections and use the first.
        bool isUsual = by == Sender.Client && reason is null;
        judgement.Found(this, $"{outcome.Text}{cause}", outcome.Packet, isUsual ? FindingSeverity.Info : null);
    }

    /// <summary>What the offer lacks that servers usually need, if it was not answered; <c>null</c> if it lacks nothing.</summary>
    internal static string? LikelyGap(ConnectionSummary connection, Sender by) =>
        Refusal.AnswersHello(connection, by) && Refusal.LatestClient(connection) is ClientHello hello &&
        OfferGap.Of(hello) is { Part: not OfferPart.Any, Text: string gap }
            ? gap
            : null;
}
