using TlsDissect.Findings.Behaviour;
using TlsDissect.Findings.Rules;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Earlier;

/// <summary>A handshake that one side refused or ended, whose cause earlier connections may show.</summary>
/// <param name="Alert">The fatal alert; <c>null</c> if there was none.</param>
/// <param name="By">The side that ended it.</param>
/// <param name="Hello">The client's latest hello, if it was read to its end.</param>
/// <param name="IsAnswerToHello">Whether the server ended it before it chose anything.</param>
/// <param name="Certificate">A part of the hash of the server's certificate, if it sent one.</param>
internal sealed record FailedHandshake(AlertDescription? Alert, Sender By, ClientHello? Hello, bool IsAnswerToHello, UInt128? Certificate)
{
    /// <summary>What a hello takes, beside its lists.</summary>
    private const int BytesOfHello = 1024;

    /// <summary>Bytes of memory that it keeps alive.</summary>
    public int Bytes => 128 +
        (Hello is null ? 0 : BytesOfHello + (2 * Hello.CipherSuites.Length) + Hello.Extensions.Sum(one => one.Data.Length));

    /// <summary>Whether the offer may be the cause: nothing says that it is something else.</summary>
    public bool IsGeneral => IsAnswerToHello && Alert is null or AlertDescription.HandshakeFailure or AlertDescription.InsufficientSecurity
        or AlertDescription.InternalError or AlertDescription.AccessDenied or AlertDescription.GeneralError;

    /// <summary>What happened, as a clause.</summary>
    public string What => Alert is AlertDescription alert
        ? $"{Refusal.Name(By)} refused with {alert.RegisteredName()}"
        : $"{Refusal.Name(By)} ended the connection without an alert";

    /// <summary>Returns the failure of a connection; <c>null</c> if its handshake did not fail.</summary>
    public static FailedHandshake? Of(ConnectionSummary connection)
    {
        if (connection.Outcome is not { Result: OutcomeResult.Refused or OutcomeResult.Aborted, By: Sender by } outcome) return null;
        // SSL 2.0 has error messages instead of alerts.
        if (outcome is { Result: OutcomeResult.Refused, Alert: null }) return null;
        if (outcome.Result == OutcomeResult.Aborted && Losses.MayHide(connection)) return null;
        return new FailedHandshake(
            outcome.Result == OutcomeResult.Refused ? outcome.Alert : null,
            by,
            Refusal.LatestClient(connection),
            Refusal.AnswersHello(connection, by),
            ServerFact.HashOf(connection));
    }
}
