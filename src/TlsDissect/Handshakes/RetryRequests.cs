using TlsDissect.Messages;
using TlsDissect.Messages.Fields;
using TlsDissect.Protocol;

namespace TlsDissect.Handshakes;

/// <summary>
/// Handles a HelloRetryRequest that was injected before the ServerHello. The client never got it, so it does not send a second hello, for
/// which the server would wait (RFC 8446 §4.1.4).
/// </summary>
internal static class RetryRequests
{
    /// <summary>
    /// Whether a ServerHello contradicts a HelloRetryRequest that the client has answered. It must keep the version (RFC 8446 §4.1.3).
    /// </summary>
    public static bool IsContradictedBy(Handshake handshake, ServerHello hello) =>
        handshake is { Retried: true, HelloRepeated: true, ServerHello: null } && !hello.NegotiatedVersion.IsTls13();

    /// <summary>Takes back a HelloRetryRequest if a ServerHello is not TLS 1.3, because earlier versions have none.</summary>
    public static void OnServerHello(Handshake handshake, ServerHello hello, IHandshakeReport report)
    {
        if (handshake is { Retried: true, HelloRepeated: false } && !hello.NegotiatedVersion.IsTls13())
            TakeBack(handshake, report, ClearMessages.OtherVersion);
    }

    /// <summary>
    /// Takes back a HelloRetryRequest if a Finished verified without it, or the client's stream is complete without a second hello. Called
    /// when the connection is over, because the client's direction may be captured last.
    /// </summary>
    public static void Complete(Handshake? handshake, IHandshakeEvents events, IHandshakeReport report)
    {
        if (handshake is not { IsTls13: true, Retried: true, HelloRepeated: false, ClientHello: not null, ServerHello: not null }) return;
        bool isVerified = handshake.FinishedVerified[0] == true || handshake.FinishedVerified[1] == true;
        IDirectionView client = events.DirectionOf(Sender.Client);
        bool isWhole = !handshake.IsDamaged && report.MissingBytes == 0 && events.IsStartSeen(client.Side);
        if (isVerified || (isWhole && client.SentProtected)) TakeBack(handshake, report, ClearMessages.Unanswered);
    }

    /// <summary>
    /// Keeps a second HelloRetryRequest, or a second answer to one. It is listed as a violation, and replaces the first if a Finished
    /// verifies with it.
    /// </summary>
    /// <returns><c>true</c>.</returns>
    public static bool Keep(Handshake handshake, in Arrival arrival, in RawHandshake raw, HandshakeMessage message, MessageBody? body,
        IHandshakeReport report)
    {
        ViolationEntry violation = arrival.Violation(raw, ClearMessages.OutOfPlace);
        report.OnViolation(violation);
        bool isRetry = message is ServerHello;
        if (handshake.Rivals?.Exists(rival => rival.Entry.Message is ServerHello == isRetry) == true) return true;
        MessageEntry entry = arrival.Entry(handshake, raw, message, null);
        entry.Kept = body;
        (handshake.Rivals ??= []).Add((entry, violation));
        handshake.Transcript.Add(arrival.Sender, raw.Type, raw.Bytes, isRetry, arrival.Sequence);
        return true;
    }

    /// <summary>Settles which of two is right, because a Finished verified.</summary>
    public static void Settle(Handshake handshake, IHandshakeReport report, bool otherRetry, bool otherHello)
    {
        if (handshake.Rivals is not { } rivals) return;
        handshake.Rivals = null;
        handshake.Transcript.Settle();
        foreach ((MessageEntry entry, ViolationEntry violation) in rivals)
        {
            if (entry.Message is ClientHello hello && otherHello)
            {
                report.Exchange(handshake.ClientHello!, entry, violation);
                handshake.ClientHello = hello;
            }
            else if (entry.Message is ServerHello && otherRetry)
            {
                report.ExchangeRetryRequest(entry, violation);
            }
        }
    }

    private static void TakeBack(Handshake handshake, IHandshakeReport report, string why)
    {
        handshake.Retried = false;
        handshake.EncryptedHello?.RemoveRetryRequest();
        handshake.Transcript.RemoveFlight(Transcript.RetryRequest);
        report.TakeBackRetryRequest(why);
    }
}
