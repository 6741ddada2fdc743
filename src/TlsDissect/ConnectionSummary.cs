using System.Collections.Immutable;
using TlsDissect.Messages;
using TlsDissect.Messages.Certificates;
using TlsDissect.Protocol;
using TlsDissect.Transport;

namespace TlsDissect;

/// <summary>
/// Everything known about one TLS connection: complete at its end, or a copy of what was known at an event
/// (<see cref="ConnectionView.ToSummary"/>). Immutable for those who receive it.
/// </summary>
public sealed partial class ConnectionSummary
{
    /// <summary>
    /// Number of the connection's first packet in the input: the same for every number of threads and shards. Two connections that begin in
    /// one packet share it, as in an aggregated Wi-Fi frame.
    /// </summary>
    public long Id { get; internal init; }

    /// <summary>
    /// <see cref="Id"/> of the session before this one in the same TCP connection; <c>null</c> for the first. <see cref="Tcp"/> counts the
    /// whole TCP connection.
    /// </summary>
    public long? Previous { get; internal init; }

    /// <summary>The protocol whose frames carry TLS within the TCP connection; <c>null</c> if none does.</summary>
    public Carrier? CarriedBy { get; internal set; }

    /// <summary>
    /// What led to TLS in this TCP connection, as STARTTLS does; <c>null</c> if TLS began at once, or after data that is not recognized.
    /// </summary>
    public StartTls? StartTls { get; internal set; }

    /// <summary>Address and port of the TLS client.</summary>
    public IpEndpoint Client { get; internal set; }

    /// <summary>Address and port of the TLS server.</summary>
    public IpEndpoint Server { get; internal set; }

    /// <summary>The connection's first packet.</summary>
    public StreamPosition First { get; internal set; }

    /// <summary>The connection's last packet so far.</summary>
    public StreamPosition Last { get; internal set; }

    /// <summary>Outcome of the handshake; <c>null</c> until the connection is over.</summary>
    public ConnectionOutcome? Outcome { get; internal set; }

    /// <summary>The negotiated version; before a ServerHello, the version of the records.</summary>
    public ProtocolVersion Version { get; internal set; }

    /// <summary>The negotiated suite; <c>null</c> if no ServerHello was seen, and in SSL 2.0.</summary>
    public CipherSuiteId? CipherSuite { get; internal set; }

    /// <summary>
    /// Parts of the negotiated suite; <c>null</c> if no suite was negotiated or it is not registered. In SSL 2.0, parts of the cipher kind,
    /// with the number 0.
    /// </summary>
    public CipherSuite? CipherSuiteParts { get; internal set; }

    /// <summary>
    /// The group that both sides agreed on. In TLS 1.3, the group of the server's key share. Before that, the named curve of
    /// ServerKeyExchange (RFC 8422 §5.4) or the RFC 7919 group of its prime. <c>null</c> if there was no such key exchange, if it was not
    /// seen, or if its parameters have no registered name.
    /// </summary>
    public NamedGroup? NamedGroup { get; internal set; }

    /// <summary>
    /// The authorities whose certificates the server accepts from the client, as RFC 4514 text. From certificate_authorities of its latest
    /// CertificateRequest (RFC 5246 §7.4.4, RFC 8446 §4.2.4). A name that cannot be read is empty. At most 1,000. Empty if any authority is
    /// accepted, and if no CertificateRequest was seen. Hostile text.
    /// </summary>
    public ImmutableArray<string> AcceptableAuthorities { get; internal set; } = [];

    /// <summary>The cipher kind of SSL 2.0, three bytes; <c>null</c> in every other version.</summary>
    public int? Ssl2CipherKind { get; internal set; }

    /// <summary>
    /// The server name that the client sent (RFC 6066 §3). If the server accepted an inner ClientHello (RFC 9849) that was decrypted, the
    /// name in that. Hostile text.
    /// </summary>
    public string? ServerName { get; internal set; }

    /// <summary>The Encrypted Client Hello (RFC 9849), as far as it is known; <c>null</c> if the client offered none.</summary>
    public EchOutcome? EncryptedClientHello { get; internal set; }

    /// <summary>The negotiated application protocol (RFC 7301). Hostile text.</summary>
    public string? Alpn { get; internal set; }

    /// <summary>The protocol that TLS carries, and what names it. Set at the end; <c>null</c> if nothing does.</summary>
    public ApplicationProtocol? ApplicationProtocol { get; private set; }

    /// <summary>Whether the handshake is complete, and its kind.</summary>
    public HandshakeKind Handshake { get; internal set; }

    /// <summary>Whether the client authenticated itself with a certificate; <c>null</c> if encrypted messages hide it.</summary>
    public bool? MutualAuthentication { get; internal set; }

    /// <summary>Whether the key exchange was ephemeral; <c>null</c> when no suite was negotiated.</summary>
    public bool? ForwardSecrecy { get; internal set; }

    /// <summary>Handshake messages and change_cipher_spec in the order seen.</summary>
    public ImmutableArray<MessageEntry> Messages { get; private set; } = [];

    /// <summary>Every ClientHello in order.</summary>
    public ImmutableArray<ClientHello> ClientHellos { get; private set; } = [];

    /// <summary>Every ServerHello and HelloRetryRequest in order.</summary>
    public ImmutableArray<ServerHello> ServerHellos { get; private set; } = [];

    /// <summary>The server's certificate chain, its own certificate first.</summary>
    public ImmutableArray<CertificateDetails> ServerCertificates { get; internal set; } = [];

    /// <summary>The client's certificate chain, its own certificate first.</summary>
    public ImmutableArray<CertificateDetails> ClientCertificates { get; internal set; } = [];

    /// <summary>
    /// The judgement on the server's certificates. <c>null</c> if it sent none, and until <see cref="Findings"/> are looked for.
    /// </summary>
    public CertificateJudgement? ServerJudgement { get; internal set; }

    /// <summary>
    /// The judgement on the client's certificates. <c>null</c> if it sent none, and until <see cref="Findings"/> are looked for.
    /// </summary>
    public CertificateJudgement? ClientJudgement { get; internal set; }

    /// <summary>Alerts in the order seen.</summary>
    public ImmutableArray<AlertEntry> Alerts { get; private set; } = [];

    /// <summary>Records and messages that were not read, because their sender cannot have sent them there.</summary>
    public ImmutableArray<ViolationEntry> Violations { get; private set; } = [];

    /// <summary>How much was decrypted.</summary>
    public DecryptionStatus Status { get; internal set; }

    /// <summary>Where the secret came from; <c>null</c> when nothing was decrypted.</summary>
    public SecretSource? Secret { get; internal set; }

    /// <summary>
    /// Name, without folder, of the key file or key log that decrypted the connection, or the identity of its pre-shared key.
    /// </summary>
    public string? Key { get; internal set; }

    /// <summary>
    /// The client random of the key log line that decrypted the connection, if a missing hello made it necessary to try all secrets. The
    /// record's tag verified it. Empty if nothing was found this way.
    /// </summary>
    public ReadOnlyMemory<byte> TrialClientRandom { get; internal set; }

    /// <summary>With <see cref="TrialClientRandom"/>: whether the ClientHello was not seen.</summary>
    public bool IsClientHelloMissing { get; internal set; }

    /// <summary>With <see cref="TrialClientRandom"/>: whether the ServerHello was not seen.</summary>
    public bool IsServerHelloMissing { get; internal set; }

    /// <summary>Why the connection is not, or not fully, decrypted; <c>null</c> if it is.</summary>
    public DecryptionReason? Reason { get; internal set; }

    /// <summary>The keys available for decryption. Set at the end of the connection, if <see cref="Reason"/> depends on them.</summary>
    internal GivenKeys Given { get; set; } = GivenKeys.None;

    /// <summary>
    /// With a NULL cipher, whose records anyone can read: whether their MACs were verified. <c>false</c> if there was no key for it: then
    /// nothing protected was authenticated, and <see cref="Reason"/> says why. <c>null</c> for other ciphers.
    /// </summary>
    public bool? IntegrityVerified { get; internal set; }

    /// <summary>Whether the client's Finished verified; <c>null</c> when it could not be checked.</summary>
    public bool? ClientFinishedVerified { get; internal set; }

    /// <summary>Whether the server's Finished verified; <c>null</c> when it could not be checked.</summary>
    public bool? ServerFinishedVerified { get; internal set; }

    /// <summary>Whether and how the client authenticated itself.</summary>
    public PeerAuthentication ClientAuthentication { get; internal set; }

    /// <summary>Whether and how the server authenticated itself.</summary>
    public PeerAuthentication ServerAuthentication { get; internal set; }

    /// <summary>
    /// Sentences about oddities that stopped nothing, such as an unexpected version in the premaster secret, or a limit that was reached.
    /// </summary>
    public ImmutableArray<string> Notes { get; private set; } = [];

    /// <summary>Counts of the client's application data.</summary>
    public DirectionCounts ClientData { get; private set; } = new();

    /// <summary>Counts of the server's application data.</summary>
    public DirectionCounts ServerData { get; private set; } = new();

    /// <summary>The client's records of a TLS 1.3 handshake that stay encrypted, as far as they can be told from data.</summary>
    public EncryptedHandshake ClientEncryptedHandshake { get; internal set; }

    /// <summary>The server's records of a TLS 1.3 handshake that stay encrypted: EncryptedExtensions to Finished.</summary>
    public EncryptedHandshake ServerEncryptedHandshake { get; internal set; }

    /// <summary>Bytes of the client that could not be read as records, or as packets of QUIC.</summary>
    public SkippedBytes ClientSkipped { get; internal set; }

    /// <summary>Bytes of the server that could not be read as records, or as packets of QUIC.</summary>
    public SkippedBytes ServerSkipped { get; internal set; }

    /// <summary>How long the connection took to begin. Set at its end, and in a copy.</summary>
    public Latency Latency { get; private set; }

    /// <summary>Weaknesses, doubts and faults, the most severe first. Set by a judge once the connection is over.</summary>
    public ImmutableArray<Finding> Findings { get; internal set; } = [];

    /// <summary>Whether it complies with the policy that it was judged by; <c>null</c> without a policy.</summary>
    public PolicyVerdict? Policy { get; internal set; }

    /// <summary>
    /// Explains <see cref="Reason"/> in one sentence, with what would help to decrypt the connection. Empty if <see cref="Reason"/> is
    /// <c>null</c>. The sentence may contain the names of key files and key logs, unescaped.
    /// </summary>
    public string Explain() => DecryptionReasons.Explain(this, AdviceWording.OfLibrary);

    /// <summary>Counts of one side's application data.</summary>
    public DirectionCounts Data(Sender sender) => sender == Sender.Client ? ClientData : ServerData;

    /// <summary>The records of one side of a TLS 1.3 handshake that stay encrypted.</summary>
    internal EncryptedHandshake EncryptedHandshake(Sender sender) =>
        sender == Sender.Client ? ClientEncryptedHandshake : ServerEncryptedHandshake;

    /// <summary>Records of one side that may be application data: those that are, and those of an encrypted handshake.</summary>
    internal long ProtectedRecords(Sender sender) => Data(sender).Records + EncryptedHandshake(sender).Records;
}
