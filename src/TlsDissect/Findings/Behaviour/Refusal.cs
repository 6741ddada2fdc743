using TlsDissect.Findings.Rules;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Behaviour;

/// <summary>A handshake that one side refused with a fatal alert, and the hellos that it was about.</summary>
/// <param name="Connection">The connection.</param>
/// <param name="Alert">The alert.</param>
/// <param name="By">The side that sent it.</param>
/// <param name="Packet">The packet with the alert.</param>
internal readonly record struct Refusal(ConnectionSummary Connection, AlertDescription Alert, Sender By, long? Packet)
{
    /// <summary>Returns the refusal of a connection; <c>null</c> if its handshake was not refused.</summary>
    public static Refusal? Of(ConnectionSummary connection) =>
        connection.Outcome is { Result: OutcomeResult.Refused, Alert: AlertDescription alert, By: Sender by } outcome
            ? new Refusal(connection, alert, by, outcome.Packet)
            : null;

    /// <summary>The latest ClientHello; <c>null</c> if it was not read to its end or none was sent.</summary>
    public ClientHello? Client => LatestClient(Connection);

    /// <summary>The latest ServerHello, HelloRetryRequests left out; <c>null</c> if none was sent.</summary>
    public ServerHello? Server => Connection.ServerHelloList.FindLast(hello => !hello.IsHelloRetryRequest);

    /// <summary>Whether the server refused the ClientHello, before it chose anything.</summary>
    public bool IsAnswerToHello => AnswersHello(Connection, By);

    /// <summary>Whether the alert says only that something of the offer does not fit, not what.</summary>
    public bool IsGeneral => Alert is AlertDescription.HandshakeFailure or AlertDescription.InsufficientSecurity;

    /// <summary>What the client's offer lacks, if a general alert answers it; otherwise <c>null</c>.</summary>
    public OfferGap? Gap => IsAnswerToHello && IsGeneral && Client is ClientHello hello ? OfferGap.Of(hello) : null;

    /// <summary><c>the client</c> or <c>the server</c>.</summary>
    public string Who => Name(By);

    /// <summary>The other side.</summary>
    public string Other => Name(1 - By);

    /// <summary>The alert's registered name.</summary>
    public string AlertName => Alert.RegisteredName();

    /// <summary>The latest ClientHello of a connection; <c>null</c> if it was not read to its end or none was sent.</summary>
    public static ClientHello? LatestClient(ConnectionSummary connection) =>
        connection.ClientHelloList is [.., { IsPartial: false } hello] ? hello : null;

    /// <summary>Whether the end of a handshake was the server's answer to the ClientHello: nothing that it chose was lost.</summary>
    public static bool AnswersHello(ConnectionSummary connection, Sender by) =>
        by == Sender.Server && connection.ServerHelloList.Count == 0 && !Losses.MayHide(connection);

    /// <summary>The side, with its article.</summary>
    public static string Name(Sender side) => side == Sender.Client ? "the client" : "the server";
}
