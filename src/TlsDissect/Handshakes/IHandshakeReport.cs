using TlsDissect.Keys;
using TlsDissect.Messages;
using TlsDissect.Messages.Certificates;
using TlsDissect.Protocol;

namespace TlsDissect.Handshakes;

/// <summary>Receives the findings of a connection's handshakes, and knows what else was seen of the connection.</summary>
internal interface IHandshakeReport
{
    /// <summary>Number of bytes missing so far.</summary>
    long MissingBytes { get; }

    /// <summary>Whether the start of the connection was captured.</summary>
    bool SeenStart { get; }

    /// <summary>Whether the connection is read again, so that nothing is verified twice.</summary>
    bool IsReplayed { get; }

    /// <summary>Whether a side's signature verified when the connection was first read; <c>null</c> if it was not checked.</summary>
    bool? WasAuthenticated(Sender sender);

    /// <summary>Lists a message. <see cref="Tell"/> follows when all effects of the message are known.</summary>
    void List(MessageEntry entry);

    /// <summary>Tells the sink about the message listed last.</summary>
    void Tell(MessageEntry entry);

    /// <summary>Reports a record or message that was not read.</summary>
    void OnViolation(ViolationEntry violation);

    /// <summary>Adds a note on an oddity.</summary>
    void Note(string sentence);

    /// <summary>Reports a ClientHello, the first or a later one.</summary>
    /// <param name="hello">The hello.</param>
    /// <param name="replaced">The hello whose place it takes, because it has a cookie of DTLS; otherwise <c>null</c>.</param>
    void OnClientHello(ClientHello hello, ClientHello? replaced);

    /// <summary>Reports an inner ClientHello that was decrypted (RFC 9849), before it is known whether the server accepted it.</summary>
    /// <param name="outer">The ClientHello that carried it.</param>
    /// <param name="inner">The inner one.</param>
    /// <param name="source">The logged secret and configuration, with the first of a handshake.</param>
    void OnInnerHello(ClientHello outer, ClientHello inner, (KeyLogEntry Secret, KeyLogEntry Config)? source);

    /// <summary>Reports that the server accepted an inner ClientHello, which takes the place of the outer one.</summary>
    void OnInnerHelloAccepted(ClientHello inner);

    /// <summary>Reports whether the server accepted the inner ClientHello; <c>null</c> if that is unknown.</summary>
    void OnEncryptedHelloJudged(bool? accepted);

    /// <summary>Reports a ServerHello or HelloRetryRequest; only the former negotiates.</summary>
    void OnServerHello(ServerHello hello, CipherSuite? suite);

    /// <summary>Lists a truncated or malformed hello, as far as it was read. It is not used.</summary>
    void OnUnusedHello(HandshakeMessage hello);

    /// <summary>Reports the EncryptedExtensions of TLS 1.3, which may contain the application protocol.</summary>
    void OnEncryptedExtensions(EncryptedExtensions extensions);

    /// <summary>Reports the server's part of a key exchange before TLS 1.3, which names its group.</summary>
    void OnServerKeyExchange(ServerKeyExchange exchange);

    /// <summary>Reports that the server requests a certificate of certain authorities, or of any.</summary>
    void OnCertificateRequest(CertificateRequest request);

    /// <summary>Reports the certificate chain of a side, its own certificate first.</summary>
    void OnCertificates(Sender from, CertificateDetails[] chain);

    /// <summary>Reports the verdict on a Finished; <c>null</c> if it could not be verified.</summary>
    void OnFinished(Sender from, bool? verified);

    /// <summary>Reports how each side has authenticated so far.</summary>
    void OnAuthentication(PeerAuthentication server, PeerAuthentication client);

    /// <summary>Reports how far the handshakes came.</summary>
    /// <param name="kind">The furthest that one of them came.</param>
    /// <param name="current">The latest; <c>null</c> before the first message.</param>
    /// <param name="clientProved">Whether the client sent a CertificateVerify.</param>
    void OnProgress(HandshakeKind kind, Handshake? current, bool clientProved);

    /// <summary>Reports that a handshake has ended.</summary>
    void OnHandshake(in StreamPosition position);

    /// <summary>
    /// Takes back a listed ClientHello, which a later message contradicts. Like everything that is taken back, it becomes a violation.
    /// </summary>
    void TakeBack(ClientHello hello, string why);

    /// <summary>Takes back the HelloRetryRequest.</summary>
    void TakeBackRetryRequest(string why);

    /// <summary>Takes back what the client sent in the clear after its hello.</summary>
    void TakeBackClientFlight(string why);

    /// <summary>Takes back a sender's change_cipher_spec in the clear.</summary>
    void TakeBackKeyChange(Sender sender, string why);

    /// <summary>Takes back every message, because a hello among them gave the wrong roles.</summary>
    void TakeBackAll(string why);

    /// <summary>
    /// Takes back every message in the clear, because one of them was forged. They are read again, and the sink is told only what differs.
    /// </summary>
    void BeginReadAgain();

    /// <summary>Takes back a violation, because the message is read after all.</summary>
    /// <param name="from">The side that sent it.</param>
    /// <param name="name">RFC name of the message.</param>
    /// <param name="position">The packet that completed it.</param>
    /// <param name="length">Length of its body in bytes.</param>
    void TakeBackViolation(Sender from, string name, StreamPosition position, int length);

    /// <summary>Replaces a ClientHello by a rival that a Finished verified. The listed one becomes a violation.</summary>
    void Exchange(ClientHello listed, MessageEntry rival, ViolationEntry violation);

    /// <summary>Replaces the HelloRetryRequest by such a rival.</summary>
    void ExchangeRetryRequest(MessageEntry rival, ViolationEntry violation);
}
