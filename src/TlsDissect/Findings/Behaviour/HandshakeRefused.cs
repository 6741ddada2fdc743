using TlsDissect.Findings.Rules;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Behaviour;

/// <summary>One side refused the handshake, and no other rule knows why.</summary>
internal sealed class HandshakeRefused() : FindingRule("handshake_refused", FindingSeverity.Low)
{
    public override string Why => "The two sides cannot connect.";

    public override string Advice => "Look for the reason in the log of the side that refused.";

    public override string Reference => "RFC 8446 §6.2; RFC 5246 §7.2.2";

    /// <summary>It is only for what no other rule explains.</summary>
    public override bool IsLast => true;

    public override void Judge(Judgement judgement)
    {
        ConnectionSummary connection = judgement.Connection;
        if (connection.Outcome is not { } outcome || judgement.IsCauseFound) return;
        if (outcome is { Result: OutcomeResult.Refused, By: Sender by })
            judgement.Found(this, $"{outcome.Text}{Cause(judgement, by, outcome.Alert)}", outcome.Packet);
        else if (connection.EndsLikeAlert && !Losses.MayHide(connection))
            judgement.Found(this,
                "the client's only record after the server's flight is as short as an alert: it probably refused the server, and only a " +
                "key log shows why", null, FindingSeverity.Info);
    }

    /// <summary>A fault of the other side that the alert can be about; otherwise, that the cause is not known.</summary>
    private static string Cause(Judgement judgement, Sender by, AlertDescription? alert)
    {
        if (alert == AlertDescription.EchRequired) return ""; // The alert says it.
        string? reason = judgement.FirstFound(Explaining(alert, by))?.Text ?? OfOffer(judgement, by, alert);
        if (reason is not null) return $"; likely because {reason}";
        return Losses.MayHide(judgement.Connection)
            ? "; what is not in the capture may tell the cause"
            : "; nothing else in the connection tells the cause";
    }

    /// <summary>A fault of certificates or offer. The other alerts say themselves that it is something else.</summary>
    private static string? OfOffer(Judgement judgement, Sender by, AlertDescription? alert) =>
        alert is AlertDescription.HandshakeFailure or AlertDescription.InternalError or AlertDescription.GeneralError
            or AlertDescription.NoCertificate
            ? CertificateFaults.Of(judgement, 1 - by, null) ?? HandshakeAborted.LikelyGap(judgement.Connection, by)
            : null;

    /// <summary>The findings on the other side's messages that an alert can be about.</summary>
    private static string[] Explaining(AlertDescription? alert, Sender by) => (alert, by) switch
    {
        (AlertDescription.IllegalParameter, Sender.Client) => ["downgrade_sentinel"],
        (AlertDescription.UnexpectedMessage, _) => ["plaintext_after_switch", "heartbeat_overread"],
        (AlertDescription.HandshakeFailure or AlertDescription.InsufficientSecurity, Sender.Client) =>
        [
            "small_dh_group", "unsafe_dh_group", "small_curve", "weak_handshake_signature", "export_cipher", "null_cipher",
            "anonymous_key_exchange", "compression", "insecure_renegotiation",
        ],
        _ => [],
    };
}
