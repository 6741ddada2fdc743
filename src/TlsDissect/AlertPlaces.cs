using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect;

/// <summary>Where the alerts of a connection stand in its handshake, and so what they mean.</summary>
internal static class AlertPlaces
{
    /// <summary>What an alert says where it stands: a clause without a subject's name.</summary>
    public static string MeaningOf(this ConnectionSummary connection, AlertEntry alert) =>
        alert.Description.Meaning(PlaceOf(connection, alert));

    /// <summary>Where an alert stands.</summary>
    public static AlertPlace PlaceOf(ConnectionSummary connection, AlertEntry alert) => new(alert.From, StageOf(connection, alert))
    {
        HasServerName = connection.ClientHelloList.Exists(hello => hello.ServerName is not null),
        OffersPreSharedKey = connection.ClientHelloList.Exists(hello => !hello.PreSharedKeyIdentities.IsEmpty),
        HasNoClientCertificate = connection.MessageList.Exists(message =>
            message is { From: Sender.Client, Message: Certificate { Entries.Length: 0 } }),
    };

    private static AlertStage StageOf(ConnectionSummary connection, AlertEntry alert)
    {
        List<MessageEntry> before = connection.MessageList.FindAll(message => message.Position.Packet <= alert.Position.Packet);
        if (connection.ClientHelloList.Count == 0) return AlertStage.Unknown;
        bool isComplete = connection.Handshake != HandshakeKind.Incomplete;
        if (before.Exists(message => message.Handshake > 0 || (message.Name == "hello_request" && isComplete)))
            return AlertStage.Renegotiation;
        // The Finished messages of TLS 1.3 may stay encrypted, and data be decrypted.
        bool isData = connection.ClientData.Bytes > 0 || connection.ServerData.Bytes > 0;
        if (isData && (isComplete || (!alert.IsBeforeData && connection.Data(alert.From).Bytes > 0))) return AlertStage.Complete;
        bool own = before.Exists(message => IsFinished(message, alert.From));
        bool other = before.Exists(message => IsFinished(message, 1 - alert.From));
        if (own && other) return AlertStage.Complete;
        if (alert.IsAfterLoss) return AlertStage.Unknown;
        if (other) return AlertStage.Finished;
        bool isAgreed = before.Exists(message => message.Message is ServerHello { IsHelloRetryRequest: false });
        if (isAgreed) return AlertStage.ServerHello;
        bool isRetried = before.Exists(message => message.Message is ServerHello { IsHelloRetryRequest: true });
        return isRetried ? AlertStage.HelloRetryRequest : AlertStage.ClientHello;
    }

    /// <summary>A Finished, decrypted or not.</summary>
    private static bool IsFinished(MessageEntry message, Sender sender) =>
        message.From == sender && (message.Message is Finished || message.Name == HandshakeNames.Encrypted);
}
