using TlsDissect.Messages;
using TlsDissect.Messages.Certificates;
using TlsDissect.Protocol;

namespace TlsDissect.Handshakes;

/// <summary>Receives what the handshakes of a connection tell, and knows what else was seen of it.</summary>
internal interface IHandshakeReport
{
    /// <summary>Bytes that are missing so far.</summary>
    long MissingBytes { get; }

    /// <summary>Whether the start was captured.</summary>
    bool SeenStart { get; }

    /// <summary>Whether the connection is read again: nothing is verified twice.</summary>
    bool IsReplayed { get; }

    /// <summary>Whether a side's signature verified when the connection was read before; <c>null</c> if it was not checked.</summary>
    bool? WasAuthenticated(Sender sender);

    /// <summary>Lists a message. <see cref="Tell"/> follows when all that follows from the message is known.</summary>
    void List(MessageEntry entry);

    /// <summary>Tells the sink of the message listed last.</summary>
    void Tell(MessageEntry entry);

    /// <summary>A record or message that was not read.</summary>
    void OnViolation(ViolationEntry violation);

    /// <summary>Adds a note on an oddity.</summary>
    void Note(string sentence);

    /// <summary>A ClientHello, the first or a later one.</summary>
    void OnClientHello(ClientHello hello);

    /// <summary>A ServerHello or HelloRetryRequest; only the former negotiates.</summary>
    void OnServerHello(ServerHello hello, CipherSuite? suite);

    /// <summary>A hello that is truncated or malformed, so that nothing follows from it. What there is of it is listed.</summary>
    void OnUnusedHello(HandshakeMessage hello);

    /// <summary>TLS 1.3's encrypted extensions may hold the application protocol.</summary>
    void OnEncryptedExtensions(EncryptedExtensions extensions);

    /// <summary>The server's part of a key exchange before TLS 1.3 names its group.</summary>
    void OnServerKeyExchange(ServerKeyExchange exchange);

    /// <summary>The server asks for a certificate of certain authorities, or of any.</summary>
    void OnCertificateRequest(CertificateRequest request);

    /// <summary>The certificates of a side, its own first.</summary>
    void OnCertificates(Sender from, CertificateDetails[] chain);

    /// <summary>The result for a Finished; <c>null</c> if it could not be verified.</summary>
    void OnFinished(Sender from, bool? verified);

    /// <summary>How each side has authenticated so far.</summary>
    void OnAuthentication(PeerAuthentication server, PeerAuthentication client);

    /// <summary>How far the handshakes came.</summary>
    /// <param name="kind">The furthest that one of them came.</param>
    /// <param name="current">The latest; <c>null</c> before the first message.</param>
    /// <param name="clientProved">Whether the client sent a CertificateVerify.</param>
    void OnProgress(HandshakeKind kind, Handshake? current, bool clientProved);

    /// <summary>A handshake has ended.</summary>
    void OnHandshake(in StreamPosition position);

    /// <summary>Takes back a listed ClientHello, which a later message contradicts. It becomes a violation, like all that is taken back.</summary>
    void TakeBack(ClientHello hello, string why);

    /// <summary>Takes back the HelloRetryRequest.</summary>
    void TakeBackRetryRequest(string why);

    /// <summary>Takes back what the client sent in the clear after its hello.</summary>
    void TakeBackClientFlight(string why);

    /// <summary>Takes back a sender's change_cipher_spec in the clear.</summary>
    void TakeBackKeyChange(Sender sender, string why);

    /// <summary>Takes back every message, because a hello among them told the wrong roles.</summary>
    void TakeBackAll(string why);

    /// <summary>A message listed as a violation is read after all.</summary>
    /// <param name="position">The packet that completed it.</param>
    /// <param name="length">Its body, in bytes.</param>
    void TakeBackViolation(StreamPosition position, int length);

    /// <summary>Replaces a ClientHello by a rival that a Finished verified. The listed one becomes a violation.</summary>
    void Exchange(ClientHello listed, MessageEntry rival, ViolationEntry violation);

    /// <summary>Replaces the HelloRetryRequest by such a rival.</summary>
    void ExchangeRetryRequest(MessageEntry rival, ViolationEntry violation);
}
