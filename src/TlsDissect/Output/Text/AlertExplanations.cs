using TlsDissect.Protocol;

namespace TlsDissect.Output.Text;

/// <summary>What an alert means for the connection (RFC 8446 §6), in a sentence or two.</summary>
internal static class AlertExplanations
{
    private const int Fatal = 2;

    /// <summary>The explanation, or <c>null</c> where the alert's name says it all.</summary>
    public static string? Of(ConnectionSummary connection, AlertEntry alert) => alert switch
    {
        { Description: AlertDescription.CloseNotify, Protected: true } =>
            "This side has sent all its data. " +
            "It says so under the session keys, so that an attacker cannot cut the connection short unnoticed.",
        { Description: AlertDescription.CloseNotify } => "This side has sent all its data.",
        _ when IsOutcome(connection.Outcome, alert) => "The handshake ends here.",
        { Level: Fatal } => "Fatal: the connection ends here.",
        _ => null,
    };

    private static bool IsOutcome(ConnectionOutcome? outcome, AlertEntry alert) =>
        outcome is not null && outcome.By == alert.From && outcome.Alert == alert.Description && outcome.Packet == alert.Position.Packet;
}
