using TlsDissect.Messages;
using TlsDissect.Messages.Certificates;
using TlsDissect.Protocol;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Handshakes;

/// <summary>What the handshakes of a connection say of it, and what was seen of it beside them.</summary>
internal interface IHandshakeReport
{
    /// <summary>What TCP looked like so far.</summary>
    TcpStatistics Tcp { get; }

    /// <summary>Whether the connection was read before: nothing is verified a second time.</summary>
    bool IsReplayed { get; }

    /// <summary>Whether a side's signature verified when the connection was read before; <c>null</c> where it was not checked.</summary>
    bool? WasAuthenticated(Sender sender);

    /// <summary>Lists a message. <see cref="Tell"/> follows when all that follows from the message is known.</summary>
    void List(MessageEntry entry);

    /// <summary>Tells the sink of the message listed last.</summary>
    void Tell(MessageEntry entry);

    /// <summary>A record or message that was not read.</summary>
    void OnViolation(ViolationEntry violation);

    /// <summary>An oddity worth a sentence.</summary>
    void Note(string sentence);

    /// <summary>A ClientHello, the first or a later one.</summary>
    void OnClientHello(ClientHello hello);

    /// <summary>A ServerHello or HelloRetryRequest; only the former negotiates.</summary>
    void OnServerHello(ServerHello hello, CipherSuite? suite);

    /// <summary>The application protocol may be among TLS 1.3's encrypted extensions.</summary>
    void OnEncryptedExtensions(EncryptedExtensions extensions);

    /// <summary>A side's certificates, its own first.</summary>
    void OnCertificates(Sender from, CertificateDetails[] chain);

    /// <summary>A Finished was checked; <c>null</c> where that was not possible.</summary>
    void OnFinished(Sender from, bool? verified);

    /// <summary>What each side proved itself with so far.</summary>
    void OnAuthentication(PeerAuthentication server, PeerAuthentication client);

    /// <summary>How far the handshakes came.</summary>
    /// <param name="kind">The most that one of them came to.</param>
    /// <param name="current">The latest; <c>null</c> before the first message.</param>
    /// <param name="clientProved">Whether the client sent a CertificateVerify.</param>
    void OnProgress(HandshakeKind kind, Handshake? current, bool clientProved);

    /// <summary>A handshake has come to its end.</summary>
    void OnHandshake(in StreamPosition position);

    /// <summary>A ClientHello that was listed is not believed after all, as a later message contradicts it. It becomes a violation, like all that is taken back.</summary>
    void TakeBack(ClientHello hello, string why);

    /// <summary>The HelloRetryRequest.</summary>
    void TakeBackRetryRequest(string why);

    /// <summary>What the client said in the clear after its hello.</summary>
    void TakeBackClientFlight(string why);

    /// <summary>A sender's change_cipher_spec in the clear.</summary>
    void TakeBackKeyChange(Sender sender, string why);

    /// <summary>Every message: a hello among them said wrongly who is who.</summary>
    void TakeBackAll(string why);

    /// <summary>A message that was said to be a violation is read after all.</summary>
    /// <param name="position">The packet that completed it.</param>
    /// <param name="length">Its body, in bytes.</param>
    void TakeBackViolation(StreamPosition position, int length);

    /// <summary>Replaces a ClientHello by a rival that a Finished verified. The listed one becomes a violation.</summary>
    /// <param name="listed">The one that was.</param>
    /// <param name="rival">The other one.</param>
    /// <param name="violation">As what it was listed.</param>
    void Exchange(ClientHello listed, MessageEntry rival, ViolationEntry violation);

    /// <summary>The same for the HelloRetryRequest.</summary>
    void ExchangeRetryRequest(MessageEntry rival, ViolationEntry violation);
}
