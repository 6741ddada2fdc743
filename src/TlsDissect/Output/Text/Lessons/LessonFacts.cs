using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Output.Text.Lessons;

/// <summary>The facts of a connection's first handshake that decide which steps it has and how they are told.</summary>
internal sealed class LessonFacts
{
    private static readonly string[] OfFullHandshake = ["certificate", "server_key_exchange", "server_hello_done", "client_key_exchange"];

    private static readonly string[] OfHiddenHandshake = ["encrypted_extensions", "certificate", "certificate_verify", "finished"];

    private readonly List<MessageEntry> _entries;

    public LessonFacts(ConnectionSummary connection)
    {
        Connection = connection;
        _entries = connection.MessageList;
        Hello = connection.ServerHelloList.Find(hello => !hello.IsHelloRetryRequest);
        Version = Hello?.NegotiatedVersion ?? connection.Version;
        // A renegotiation may have agreed on another suite since.
        Suite = Hello is { HasCipherSuite: true } ? CipherSuite.Find(Hello.CipherSuite) : connection.CipherSuiteParts;
        ClientFinished = FinishedOf(Sender.Client);
        ServerFinished = FinishedOf(Sender.Server);
        IsResumption = IsTls13 ? Hello?.SelectedPreSharedKey is not null : IsSsl2 ? IsSsl2Resumption() : IsResumptionBefore13();
    }

    public ConnectionSummary Connection { get; }

    /// <summary>The first ServerHello that is not a HelloRetryRequest.</summary>
    public ServerHello? Hello { get; }

    public ProtocolVersion Version { get; }

    public CipherSuite? Suite { get; }

    /// <summary>In TLS 1.3 also with a pre-shared key that was agreed on in advance.</summary>
    public bool IsResumption { get; }

    public bool IsTls13 => Version.IsTls13();

    public bool IsDtls => Connection.Transport == TransportKind.Udp;

    public bool IsQuic => Connection.Transport == TransportKind.Quic;

    /// <summary>Whether the server of a QUIC connection first sent a Retry packet.</summary>
    public bool IsRetried => Connection.Quic is { IsRetried: true };

    /// <summary>The name of TLS 1.3 over this transport.</summary>
    public string NameOfTls13 => IsDtls ? "DTLS 1.3" : "TLS 1.3";

    public bool IsSsl2 => Version == ProtocolVersion.Ssl20;

    public KeyExchange? Exchange => Suite?.KeyExchange;

    /// <summary>The premaster secret is encrypted with an RSA key, of the certificate or made for export (RFC 2246 appendix D.1).</summary>
    public bool IsRsaExchange => Exchange is KeyExchange.Rsa or KeyExchange.RsaExport or KeyExchange.RsaExport1024;

    public bool IsAnonymous => Suite?.Authentication == Authentication.Anonymous;

    public bool IsNullCipher => Suite?.Cipher == BulkCipher.Null;

    /// <summary>A key share beside the pre-shared key: psk_dhe_ke (RFC 8446 §4.2.9).</summary>
    public bool HasKeyShare => Hello?.KeyShare is not null;

    public bool HasExtendedMasterSecret => Hello?.ExtendedMasterSecret == true;

    public bool OffersEarlyData => Connection.CountedHello is { EarlyData: true };

    /// <summary>A sentence on the inner ClientHello that the server accepted (RFC 9849), after a blank; empty if there is none.</summary>
    public string InnerHello => Connection.EncryptedClientHello is not { Accepted: true }
        ? ""
        : " This hello is only the outer one. Inside it is the hello that counts, encrypted for the server: it hides the server's name.";

    public bool IsRawPublicKey => Connection.ServerCertificates is [{ IsRawPublicKey: true }, ..];

    /// <summary>Whether a key of the user decrypted the premaster secret, as the server's did.</summary>
    public bool IsPrivateKeyGiven => Connection.Secret is SecretSource.RsaKey or SecretSource.StaticDhKey;

    /// <summary>Whether the connection is not over yet. Steps are told as they come; later messages show whether they were taken.</summary>
    public bool IsUnderWay => Connection.Outcome is null;

    /// <summary>Whether one side ended the handshake.</summary>
    public bool IsEndedEarly => Connection.Outcome is { Result: OutcomeResult.Refused or OutcomeResult.Aborted };

    /// <summary>Whether the client refused the server's certificate: one of the alerts about certificates (RFC 8446 §6.2).</summary>
    public bool IsCertificateRefused => Connection.Outcome is
    {
        Result: OutcomeResult.Refused,
        By: Sender.Client,
        Alert: AlertDescription.BadCertificate or AlertDescription.UnsupportedCertificate or AlertDescription.CertificateRevoked
            or AlertDescription.CertificateExpired or AlertDescription.CertificateUnknown or AlertDescription.UnknownCa,
    };

    /// <summary>Whether a Finished is authentic but contradicts the messages that were captured.</summary>
    public bool IsFinishedWrong => _entries.Exists(entry => entry is { Handshake: 0, Verified: false });

    /// <summary>Index of the client's Finished; negative if it was not seen.</summary>
    public int ClientFinished { get; }

    /// <summary>Index of the server's Finished.</summary>
    public int ServerFinished { get; }

    /// <summary>Index of the Finished that completes the handshake.</summary>
    public int LastFinished => ClientFinished < 0 || ServerFinished < 0 ? -1 : Math.Max(ClientFinished, ServerFinished);

    /// <summary>Whether a message is the Finished that completes the handshake.</summary>
    public bool IsLastFinished(MessageEntry entry) => LastFinished >= 0 && ReferenceEquals(_entries[LastFinished], entry);

    /// <summary>Whether the server has taken its keys into use: it must have computed them.</summary>
    public bool ServerHasKeys => IsUnderWay || ServerFinished >= 0 || At(Sender.Server, HandshakeNames.ChangeCipherSpec) >= 0;

    /// <summary>Whether either side has.</summary>
    public bool HasKeys => ServerHasKeys || ClientFinished >= 0 || At(Sender.Client, HandshakeNames.ChangeCipherSpec) >= 0;

    /// <summary>Whether TLS 1.3 hides the handshake after the ServerHello, as nothing decrypts it. What follows it may be known.</summary>
    public bool IsHidden =>
        IsTls13 && Hello is not null && !_entries.Exists(entry => entry.Protected && OfHiddenHandshake.Contains(NameOf(entry)));

    /// <summary>Whether the ServerHello is missing and nothing else tells whether a certificate or a pre-shared key was chosen.</summary>
    public bool IsUndecided => IsTls13 && Hello is null && At(Sender.Server, "certificate") < 0;

    /// <summary>Index of a side's first message of this name; negative if there is none.</summary>
    public int At(Sender from, string name) =>
        _entries.FindIndex(entry => entry.Handshake == 0 && entry.From == from && NameOf(entry) == name);

    /// <summary>The name by which a message is told: a compressed certificate is a certificate.</summary>
    public static string NameOf(MessageEntry entry) => entry.Message is CompressedCertificate ? "certificate" : entry.Name;

    private int FinishedOf(Sender side)
    {
        if (IsSsl2) return side == Sender.Client ? At(side, "client_finished") : At(side, "server_verify");
        int finished = At(side, "finished");
        if (finished >= 0) return _entries[finished].Verified == false ? -1 : finished;
        // Before TLS 1.3, what stays encrypted after change_cipher_spec is the Finished (RFC 5246 §7.4.9).
        int changed = IsTls13 ? -1 : At(side, HandshakeNames.ChangeCipherSpec);
        return changed < 0
            ? -1
            : _entries.FindIndex(changed, entry => entry.Handshake == 0 && entry.From == side && entry.Name == HandshakeNames.Encrypted);
    }

    /// <summary>The client sends no master key: the server knows the session ID (Hickman 1995 §2.5.2).</summary>
    private bool IsSsl2Resumption() => LastFinished >= 0 && At(Sender.Client, "client_master_key") < 0;

    /// <summary>The server goes from its hello to change_cipher_spec, or returns the client's session ID (RFC 5246 §7.3).</summary>
    private bool IsResumptionBefore13()
    {
        if (Hello is null || _entries.Exists(entry => entry.Handshake == 0 && OfFullHandshake.Contains(NameOf(entry)))) return false;
        bool isEcho = Hello.SessionId.Length > 0 &&
            Connection.CountedHello is { } hello && Hello.SessionId.Span.SequenceEqual(hello.SessionId.Span);
        bool isShort = !IsEndedEarly && !Connection.HasGaps && At(Sender.Server, HandshakeNames.ChangeCipherSpec) >= 0;
        return isEcho || isShort || Connection.Handshake == HandshakeKind.Resumed;
    }
}
