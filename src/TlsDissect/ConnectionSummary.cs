using TlsDissect.Connections;
using TlsDissect.Messages;
using TlsDissect.Messages.Certificates;
using TlsDissect.Protocol;
using TlsDissect.Transport;
using TlsDissect.Transport.Tcp;

namespace TlsDissect;

/// <summary>
/// All that is known of one TLS connection. It grows while the connection lives; sinks read it, only the state machine writes it. Of a connection that has been quiet
/// for long the parts may be made anew (<see cref="DissectorOptions.MaxAwake"/>): what is to be compared later by reference is the summary itself.
/// </summary>
public sealed class ConnectionSummary
{
    private Details? _details = new();
    private TlsConnection? _resting;

    /// <summary>Number of the connection's first packet in the input: the same for every number of threads and shards.</summary>
    public required long Id { get; init; }

    /// <summary>The TLS client's address and port.</summary>
    public IpEndpoint Client { get => Known.Client; internal set => Known.Client = value; }

    /// <summary>The TLS server's address and port.</summary>
    public IpEndpoint Server { get => Known.Server; internal set => Known.Server = value; }

    /// <summary>The connection's first packet.</summary>
    public StreamPosition First { get => Known.First; internal set => Known.First = value; }

    /// <summary>The connection's last packet so far.</summary>
    public StreamPosition Last { get => Known.Last; internal set => Known.Last = value; }

    /// <summary>The negotiated version; before a ServerHello that of the records.</summary>
    public ProtocolVersion Version { get => Known.Version; internal set => Known.Version = value; }

    /// <summary>The negotiated suite's number, or <c>null</c> when no ServerHello was seen.</summary>
    public ushort? CipherSuiteId { get => Known.CipherSuiteId; internal set => Known.CipherSuiteId = value; }

    /// <summary>The negotiated suite; <c>null</c> when it is not known or not registered.</summary>
    public CipherSuite? CipherSuite { get => Known.CipherSuite; internal set => Known.CipherSuite = value; }

    /// <summary>The cipher kind of SSL 2.0, three bytes; <c>null</c> in every other version.</summary>
    public int? Ssl2CipherKind { get => Known.Ssl2CipherKind; internal set => Known.Ssl2CipherKind = value; }

    /// <summary>The server's name as the client asked for it. Hostile text.</summary>
    public string? ServerName { get => Known.ServerName; internal set => Known.ServerName = value; }

    /// <summary>The negotiated application protocol (RFC 7301). Hostile text.</summary>
    public string? Alpn { get => Known.Alpn; internal set => Known.Alpn = value; }

    /// <summary>How far the handshake came.</summary>
    public HandshakeKind Handshake { get => Known.Handshake; internal set => Known.Handshake = value; }

    /// <summary>Whether the client proved itself with a certificate; <c>null</c> where that is hidden in encrypted messages.</summary>
    public bool? MutualAuthentication { get => Known.MutualAuthentication; internal set => Known.MutualAuthentication = value; }

    /// <summary>Whether the key exchange was ephemeral; <c>null</c> when no suite was negotiated.</summary>
    public bool? ForwardSecrecy { get => Known.ForwardSecrecy; internal set => Known.ForwardSecrecy = value; }

    /// <summary>Handshake messages and change_cipher_spec in the order seen.</summary>
    public IReadOnlyList<MessageEntry> Messages => MessageList;

    /// <summary>Every ClientHello in order.</summary>
    public IReadOnlyList<ClientHello> ClientHellos => ClientHelloList;

    /// <summary>Every ServerHello in order, HelloRetryRequest among them.</summary>
    public IReadOnlyList<ServerHello> ServerHellos => ServerHelloList;

    /// <summary>The server's certificates, its own first.</summary>
    public IReadOnlyList<CertificateDetails> ServerCertificates { get => Known.ServerCertificates; internal set => Known.ServerCertificates = value; }

    /// <summary>The client's certificates, its own first.</summary>
    public IReadOnlyList<CertificateDetails> ClientCertificates { get => Known.ClientCertificates; internal set => Known.ClientCertificates = value; }

    /// <summary>Alerts in the order seen.</summary>
    public IReadOnlyList<AlertEntry> Alerts => AlertList;

    /// <summary>Records and messages that were not read, because their sender cannot have sent them there.</summary>
    public IReadOnlyList<ViolationEntry> Violations => Known.ViolationList ?? [];

    /// <summary>How much was decrypted.</summary>
    public DecryptionStatus Status { get => Known.Status; internal set => Known.Status = value; }

    /// <summary>Where the secret came from; <c>null</c> when nothing was decrypted.</summary>
    public SecretSource? Secret { get => Known.Secret; internal set => Known.Secret = value; }

    /// <summary>The name of the key file or key log that opened it, without its folder; the identity of a pre-shared key.</summary>
    public string? Key { get => Known.Key; internal set => Known.Key = value; }

    /// <summary>
    /// The client random of the key log's line that opened the connection, where it was found by trial because a hello is missing: the record's tag proved it; empty
    /// where nothing was found so.
    /// </summary>
    public ReadOnlyMemory<byte> TrialClientRandom { get; internal set; }

    /// <summary>With <see cref="TrialClientRandom"/>: whether the ClientHello was not seen.</summary>
    public bool IsClientHelloMissing { get; internal set; }

    /// <summary>With <see cref="TrialClientRandom"/>: whether the ServerHello was not seen.</summary>
    public bool IsServerHelloMissing { get; internal set; }

    /// <summary>Why it is not, or not fully, decrypted; <c>null</c> when it is.</summary>
    public DecryptionReason? Reason { get => Known.Reason; internal set => Known.Reason = value; }

    /// <summary>Whether the client's Finished verified; <c>null</c> when it could not be checked.</summary>
    public bool? ClientFinishedVerified { get => Known.ClientFinishedVerified; internal set => Known.ClientFinishedVerified = value; }

    /// <summary>Whether the server's Finished verified; <c>null</c> when it could not be checked.</summary>
    public bool? ServerFinishedVerified { get => Known.ServerFinishedVerified; internal set => Known.ServerFinishedVerified = value; }

    /// <summary>Whether the client proved who it is, and how.</summary>
    public PeerAuthentication ClientAuthentication { get => Known.ClientAuthentication; internal set => Known.ClientAuthentication = value; }

    /// <summary>Whether the server proved who it is, and how.</summary>
    public PeerAuthentication ServerAuthentication { get => Known.ServerAuthentication; internal set => Known.ServerAuthentication = value; }

    /// <summary>
    /// Oddities worth a line that stopped nothing, as sentences: an unexpected version in the premaster secret, a bound that was hit.
    /// </summary>
    public IReadOnlyList<string> Notes => NoteList;

    /// <summary>The client's application data.</summary>
    public DirectionCounts ClientData => Known.ClientData;

    /// <summary>The server's application data.</summary>
    public DirectionCounts ServerData => Known.ServerData;

    /// <summary>What TCP looked like.</summary>
    public required TcpStatistics Tcp { get; init; }

    internal List<MessageEntry> MessageList => Known.MessageList;

    internal List<ClientHello> ClientHelloList => Known.ClientHelloList;

    internal List<ServerHello> ServerHelloList => Known.ServerHelloList;

    internal List<AlertEntry> AlertList => Known.AlertList;

    internal List<ViolationEntry> ViolationList => Known.ViolationList ??= [];

    internal List<string> NoteList => Known.NoteList;

    /// <summary>The application data of one side.</summary>
    public DirectionCounts Data(Sender sender) => sender == Sender.Client ? ClientData : ServerData;

    /// <summary>While the connection rests, what is asked for here is found again first.</summary>
    private Details Known => _details ?? Restore();

    /// <summary>Lets go of everything but the number and what TCP looked like, until the connection has found it again.</summary>
    internal void Rest(TlsConnection connection) => (_details, _resting) = (null, connection);

    /// <summary>Nobody asks any more.</summary>
    internal void Release() => (_details, _resting) = (null, null);

    /// <summary>Begins again, with nothing known.</summary>
    internal void Begin() => (_details, _resting) = (new Details(), null);

    private Details Restore()
    {
        _resting?.WakeForSummary();
        return _details ?? throw new InvalidOperationException($"connection {Id} is over, and summaries are not kept ({nameof(DissectorOptions.KeepSummaries)})");
    }

    /// <summary>All that can be found again.</summary>
    private sealed class Details
    {
        public IpEndpoint Client;
        public IpEndpoint Server;
        public StreamPosition First;
        public StreamPosition Last;
        public ProtocolVersion Version;
        public ushort? CipherSuiteId;
        public CipherSuite? CipherSuite;
        public int? Ssl2CipherKind;
        public string? ServerName;
        public string? Alpn;
        public HandshakeKind Handshake;
        public bool? MutualAuthentication;
        public bool? ForwardSecrecy;
        public IReadOnlyList<CertificateDetails> ServerCertificates = [];
        public IReadOnlyList<CertificateDetails> ClientCertificates = [];
        public DecryptionStatus Status;
        public SecretSource? Secret;
        public string? Key;
        public DecryptionReason? Reason;
        public bool? ClientFinishedVerified;
        public bool? ServerFinishedVerified;
        public PeerAuthentication ClientAuthentication;
        public PeerAuthentication ServerAuthentication;
        public readonly List<MessageEntry> MessageList = new(12); // As many as a full handshake of TLS 1.2 has, and a few.
        public readonly List<ClientHello> ClientHelloList = [];
        public readonly List<ServerHello> ServerHelloList = [];
        public readonly List<AlertEntry> AlertList = [];
        public List<ViolationEntry>? ViolationList; // Seldom needed.
        public readonly List<string> NoteList = [];
        public readonly DirectionCounts ClientData = new();
        public readonly DirectionCounts ServerData = new();
    }
}
