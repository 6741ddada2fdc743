namespace TlsDissect.Protocol;

/// <summary>How far a handshake had come when an alert was sent.</summary>
internal enum AlertStage
{
    /// <summary>Not known: parts of the handshake were not seen.</summary>
    Unknown,

    /// <summary>The server had not answered the ClientHello: nothing was agreed on.</summary>
    ClientHello,

    /// <summary>The server had answered with a HelloRetryRequest alone, which asks for another ClientHello (RFC 8446 §4.1.4).</summary>
    HelloRetryRequest,

    /// <summary>The server had chosen version and cipher suite.</summary>
    ServerHello,

    /// <summary>The other side had sent its Finished.</summary>
    Finished,

    /// <summary>Both sides had sent their Finished.</summary>
    Complete,

    /// <summary>A later handshake had begun in the connection.</summary>
    Renegotiation,
}

/// <summary>Where an alert stands in its connection.</summary>
/// <param name="From">Who sent it.</param>
/// <param name="Stage">How far the handshake had come.</param>
internal readonly record struct AlertPlace(Sender From, AlertStage Stage)
{
    /// <summary>Whether the client named a server (RFC 6066 §3).</summary>
    public bool HasServerName { get; init; }

    /// <summary>Whether the client offered a pre-shared key or a session of TLS 1.3.</summary>
    public bool OffersPreSharedKey { get; init; }

    /// <summary>Whether the server asked for a certificate and the client sent an empty list.</summary>
    public bool HasNoClientCertificate { get; init; }

    /// <summary>Whether the sender answers a ClientHello, and has sent no ServerHello.</summary>
    public bool IsAnswerToHello => From == Sender.Server && Stage is (AlertStage.ClientHello or AlertStage.HelloRetryRequest);

    /// <summary>The side that the alert is sent to.</summary>
    public string Other => From == Sender.Client ? "server" : "client";
}
