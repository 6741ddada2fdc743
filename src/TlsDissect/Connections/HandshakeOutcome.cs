using TlsDissect.Messages;
using TlsDissect.Protocol;
using TlsDissect.Records;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Connections;

/// <summary>Facts that the outcome depends on and the summary lacks.</summary>
/// <param name="Flights">What TLS 1.3 records reveal without decryption.</param>
/// <param name="HiddenAlert">The first alert that could not be decrypted, before TLS 1.3.</param>
/// <param name="IsDamaged">Whether bytes were lost in the handshake.</param>
/// <param name="IsMissing">Whether bytes are missing from this session.</param>
/// <param name="IsStartSeen">Whether the start of this session was captured.</param>
internal readonly record struct OutcomeNotes(HiddenFlights Flights, (Sender From, long Packet)? HiddenAlert, bool IsDamaged, bool IsMissing,
    bool IsStartSeen)
{
    /// <summary>Whether another session follows in the TCP connection or UDP flow. Its end is not this session's.</summary>
    public bool IsFollowed { get; init; }

    /// <summary>The side of which nothing was captured; <c>null</c> if there is none.</summary>
    public Sender? Unheard { get; init; }
}

/// <summary>
/// Decides the outcome of a connection's first handshake when the connection is over. A handshake is established when both sides completed
/// it: each sent its Finished, and neither refused the other's. Later alerts end an established connection.
/// </summary>
internal sealed class HandshakeOutcome(ConnectionSummary summary, TcpConnection? tcp, OutcomeNotes notes, Direction client,
    Direction server)
{
    private const byte Fatal = 2;

    private readonly TcpEnd? _end = notes.IsFollowed ? null : tcp?.End;

    public ConnectionOutcome Decide()
    {
        if (summary.Version == ProtocolVersion.Ssl20) return DecideSsl2();
        if (Refusal() is AlertEntry refusal) return Refused(refusal);
        if (summary.Version.IsTls13() ? IsComplete13() : summary.Handshake != HandshakeKind.Incomplete) return Completed();
        if (summary.ServerData.Bytes is not null && summary.ClientData.Bytes is not null)
            return new ConnectionOutcome(OutcomeResult.Established,
                "established: data of both sides was decrypted, although parts of the handshake are missing");
        if (summary.ServerData.Bytes is not null && !summary.Version.IsTls13() && summary.ServerHelloList.Count > 0)
            return new ConnectionOutcome(OutcomeResult.Established,
                "established: data of the server was decrypted, which follows both Finished, although parts of the handshake are missing");
        if (summary.Version.IsTls13() && IsHidden())
        {
            if (notes.Flights.GoesOn)
                return new ConnectionOutcome(OutcomeResult.Established,
                    "established: both sides sent more records than a handshake has; TLS 1.3 encrypts the Finished messages");
            if (summary.ServerHelloList.Count > 0 && !notes.IsMissing) return Hidden();
        }

        return NotSeen() ?? summary.Quic?.OutcomeOf(Place()) ?? NotRead() ?? Aborted();
    }

    /// <summary>The fatal alert that refuses the handshake. Its sender sent no data before it and nothing after it.</summary>
    private AlertEntry? Refusal() =>
        summary.AlertList.Find(
            alert => IsFatal(alert) && alert.IsBeforeData && IsLast(alert) && !IsReaction(alert) &&
                !IsRenegotiation(alert.Position.Packet) &&
        IsInTime(alert) && !(notes.Flights.GoesOn && alert.RecordsBefore > 0));

    /// <summary>
    /// Whether an alert can refuse the handshake: it comes before both Finished, or as the first answer to the last of them. A TLS 1.3
    /// server refuses a client's certificate that way, and some stacks check certificates only after both.
    /// </summary>
    private bool IsInTime(AlertEntry alert)
    {
        int own = summary.MessageList.FindIndex(message => IsFinished(message, alert.From)),
            other = summary.MessageList.FindIndex(message => IsFinished(message, 1 - alert.From));
        // If the capture begins after the hellos, data may have come before.
        if (alert.Protected && !notes.IsStartSeen && summary is { ClientHelloList.Count: 0, ServerHelloList.Count: 0 }) return false;
        if (own < 0 || other < 0 || IsOfAuthentication(alert.Description)) return true;
        // Not decided by packet numbers: the two directions may be captured in another order than they were sent.
        Sender last = summary.Version.IsTls13() || summary.Handshake == HandshakeKind.Resumed ? Sender.Client : Sender.Server;
        return alert.From != last && summary.MessageList.FindLastIndex(message => message.From == alert.From) == own;
    }

    private static bool IsOfAuthentication(AlertDescription alert) =>
        alert is AlertDescription.BadCertificate or AlertDescription.UnsupportedCertificate or AlertDescription.CertificateRevoked or
        AlertDescription.CertificateExpired or AlertDescription.CertificateUnknown or AlertDescription.UnknownCa or
        AlertDescription.AccessDenied or AlertDescription.CertificateRequired or
        AlertDescription.BadCertificateStatusResponse or AlertDescription.EchRequired;

    /// <summary>Whether an alert is fatal. In TLS 1.3 the level means nothing (RFC 8446 §6).</summary>
    private bool IsFatal(AlertEntry alert) => !IsClosing(alert.Description) && (alert.Level == Fatal || summary.Version.IsTls13());

    private static bool IsClosing(AlertDescription alert) => alert is AlertDescription.CloseNotify or AlertDescription.UserCanceled;

    /// <summary>
    /// Whether its sender sent nothing after the alert. Otherwise the alert was injected or belongs to another handshake.
    /// </summary>
    private bool IsLast(AlertEntry alert) =>
        summary.ProtectedRecords(alert.From) == alert.RecordsBefore &&
            !summary.MessageList.Exists(message => message.From == alert.From && message.Position.Packet > alert.Position.Packet);

    /// <summary>
    /// Whether the alert only reacts to the other side, which had already ended the TCP connection without sending its Finished. An end
    /// that acknowledges the alert came after it, in whatever order they were captured.
    /// </summary>
    private bool IsReaction(AlertEntry alert) =>
        _end is TcpEnd end && end.Packet < alert.Position.Packet && end.Side != (alert.From == Sender.Client ? client : server).Side &&
        end.Acknowledged < tcp!.Stream(1 - end.Side).Next &&
        !summary.MessageList.Exists(message => message.From != alert.From && message.Message is Finished);

    /// <summary>Whether a later handshake had begun in the established connection.</summary>
    private bool IsRenegotiation(long packet) => summary.Handshake != HandshakeKind.Incomplete &&
        summary.MessageList.Exists(
            message => (message.Handshake > 0 || message.Name == "hello_request") && message.Position.Packet <= packet);

    private ConnectionOutcome Refused(AlertEntry alert)
    {
        bool isLate = summary.MessageList.Exists(message => message.From != alert.From && message.Message is Finished);
        string after = isLate ? $", after the {(1 - alert.From).Name()}'s Finished" : "";
        return new ConnectionOutcome(OutcomeResult.Refused,
            $"refused by the {alert.From.Name()} with {alert.Description.RegisteredName()}{after}: {summary.MeaningOf(alert)}")
        {
            By = alert.From,
            Alert = alert.Description,
            Packet = alert.Position.Packet,
        };
    }

    /// <summary>Whether both Finished, or records under the keys that follow them, were read.</summary>
    private bool IsComplete13() => client.Epoch == Epoch.Application && server.Epoch == Epoch.Application;

    private ConnectionOutcome Completed()
    {
        MessageEntry? last = LastFinished();
        // The client's Finished comes last, and the server closes without an answer: it did not accept it.
        if (summary.Version.IsTls13() && _end is TcpEnd end && end.Side == server.Side && last?.From == Sender.Client &&
            !HasServerAnswered(last.Position.Packet)) return Ended(end, " right after the client's Finished");
        string but = summary.ClientFinishedVerified == false || summary.ServerFinishedVerified == false
            ? "established, although a Finished does not verify"
            : "established";
        return new ConnectionOutcome(OutcomeResult.Established, but) { Packet = last?.Position.Packet };
    }

    /// <summary>The later of the two Finished of the first handshake, decrypted or not; <c>null</c> if one is not listed.</summary>
    private MessageEntry? LastFinished()
    {
        MessageEntry? ofClient = summary.MessageList.Find(message => IsFinished(message, Sender.Client)),
            ofServer = summary.MessageList.Find(message => IsFinished(message, Sender.Server));
        if (ofClient is null || ofServer is null) return null;
        return ofClient.Position.Packet > ofServer.Position.Packet ? ofClient : ofServer;
    }

    private static bool IsFinished(MessageEntry message, Sender sender) =>
        message.From == sender && message.Handshake == 0 && (message.Message is Finished || message.Name == HandshakeNames.Encrypted);

    private bool HasServerAnswered(long packet) =>
        summary.ServerData.Records > 0 ||
            summary.MessageList.Exists(message => message.From == Sender.Server && message.Position.Packet > packet) ||
        summary.AlertList.Exists(alert => alert.From == Sender.Server && alert.Position.Packet > packet);

    /// <summary>Whether a Finished of TLS 1.3 may be among the records that stayed encrypted.</summary>
    private bool IsHidden() =>
        notes.Flights is { HasServerFlight: true, HasClientFlight: true } && (client.Undecrypted > 0 || server.Undecrypted > 0);

    private ConnectionOutcome Hidden()
    {
        string hint = notes.Flights switch
        {
            { IsClientAlert: true } => "The client's only record after it is as short as an alert: it may have refused the server",
            { ServerAlert: int length and > 0 } =>
                $"The server's only answer has {length} bytes, like an alert: it may have refused the client, or closed the connection",
            _ => "The records after it do not show whether both sides completed it",
        };
        return new ConnectionOutcome(OutcomeResult.Unknown,
            $"unknown: TLS 1.3 encrypts the end of the handshake, and no key decrypts it. {hint}");
    }

    /// <summary>
    /// Whether something that was captured shows which side is the client. Otherwise the sender of the first packet is taken for it.
    /// </summary>
    private bool IsSideKnown => notes.IsStartSeen || summary.ClientHelloList.Count > 0 || summary.ServerHelloList.Count > 0 ||
        summary.MessageList.Exists(entry => entry.Message is not null) || tcp is not null;

    private ConnectionOutcome? NotSeen()
    {
        string? why = this switch
        {
            _ when notes.Unheard is not null && !IsSideKnown => "only one side is in the capture",
            _ when notes.Unheard == Sender.Server => "only the client's side is in the capture",
            _ when notes.Unheard == Sender.Client => "only the server's side is in the capture",
            _ when summary.ClientHelloList.Count == 0 && !notes.IsStartSeen => "the capture begins after the start of the handshake",
            _ when (notes.IsDamaged || notes.IsMissing) && summary.Missing == BytesMissing.Truncated =>
                "parts of the handshake are missing because packets were captured truncated (tcpdump -s 0 captures whole packets)",
            _ when notes.IsMissing || (notes.IsDamaged && !HasSkipped) => "parts of the handshake are missing from the capture",
            _ => null,
        };
        return why is null ? null : new ConnectionOutcome(OutcomeResult.NotSeen, $"not seen: {why}");
    }

    /// <summary>
    /// The outcome of a handshake that was misread, because bytes or records of it were not read; <c>null</c> for others.
    /// </summary>
    private ConnectionOutcome? NotRead() => this switch
    {
        _ when summary.ServerHelloList.Count == 0 && summary.ServerData.Records > 0 =>
            new ConnectionOutcome(OutcomeResult.Unknown, "unknown: the server sent data, but its hello was not read"),
        _ when HasSkipped =>
            new ConnectionOutcome(OutcomeResult.Unknown, $"unknown: bytes of the handshake {MissingText.NotReadable(summary.Transport)}"),
        _ when summary.HasViolations && summary.ProtectedRecords(Sender.Client) + summary.ProtectedRecords(Sender.Server) > 0 =>
            new ConnectionOutcome(OutcomeResult.Unknown, "unknown: data was sent, but not all records and messages before it were read"),
        _ => null,
    };

    private bool HasSkipped => summary.ClientSkipped.Count + summary.ServerSkipped.Count > 0;

    private ConnectionOutcome Aborted()
    {
        if (summary.AlertList.Find(alert => IsClosing(alert.Description)) is AlertEntry closing)
        {
            return new ConnectionOutcome(OutcomeResult.Aborted,
                $"aborted by the {closing.From.Name()}{Place()} with {closing.Description.RegisteredName()}: {summary.MeaningOf(closing)}")
            {
                By = closing.From,
                Alert = closing.Description,
                Packet = closing.Position.Packet,
            };
        }

        if (notes.HiddenAlert is (Sender from, long packet))
            return new ConnectionOutcome(OutcomeResult.Aborted,
                $"aborted by the {from.Name()}{Place()} with an alert that is encrypted")
            { By = from, Packet = packet };
        if (_end is TcpEnd end) return Ended(end, Place());
        string more = notes.IsFollowed
            ? $"another session follows in the {summary.FlowName}" : "nothing more of the connection was captured";
        return new ConnectionOutcome(OutcomeResult.Aborted, $"aborted{Place()}: {more}") { Packet = summary.Last.Packet };
    }

    private ConnectionOutcome Ended(TcpEnd end, string place)
    {
        Sender by = end.Side == client.Side ? Sender.Client : Sender.Server;
        return new ConnectionOutcome(OutcomeResult.Aborted,
            $"aborted by the {by.Name()}{place}: it {(end.IsReset ? "reset" : "closed")} the TCP connection")
        {
            By = by,
            Packet = end.Packet,
        };
    }

    /// <summary>Text that says how far the handshake came.</summary>
    private string Place() => summary.MessageList.Count == 0 ? " before any handshake message" : $" after {summary.MessageList[^1].Name}";

    /// <summary>
    /// Decides for SSL 2.0, which has error messages instead of alerts. Its Finished messages are encrypted: the client's is its first
    /// encrypted record, the server's its second.
    /// </summary>
    private ConnectionOutcome DecideSsl2()
    {
        if (summary.Handshake != HandshakeKind.Incomplete) return new ConnectionOutcome(OutcomeResult.Established, "established");
        if (summary.MessageList.Find(message => message.Name == "error") is MessageEntry error)
            return new ConnectionOutcome(OutcomeResult.Refused,
                $"refused by the {error.From.Name()} with an error message of SSL 2.0")
            { By = error.From, Packet = error.Position.Packet };
        if (client.Undecrypted > 1 && server.Undecrypted > 2)
            return new ConnectionOutcome(OutcomeResult.Established,
                "established: both sides sent more encrypted records than the handshake has");
        if (client.Undecrypted > 0 || server.Undecrypted > 0)
            return new ConnectionOutcome(OutcomeResult.Unknown, "unknown: the end of the handshake is encrypted, and no key decrypts it");
        return NotSeen() ?? Aborted();
    }
}
