using TlsDissect.Decryption;
using TlsDissect.Messages;
using TlsDissect.Messages.Fields;
using TlsDissect.Protocol;

namespace TlsDissect.Handshakes;

/// <summary>One handshake of a connection as far as it was seen, either the first or a renegotiation.</summary>
internal sealed class Handshake(int number) : IHandshakeFacts
{
    /// <summary>Number of the handshake, from 0. Renegotiations count up.</summary>
    public int Number { get; } = number;

    /// <summary>Bytes of memory used.</summary>
    public int Held => HeldByObject + Transcript.Held + (PostHandshake?.Held ?? 0) + (IssuedTicket?.Length ?? 0) +
        (EncryptedHello?.Held ?? 0);

    /// <summary>Memory of the object with an empty transcript.</summary>
    private const int HeldByObject = 656;

    public ClientHello? ClientHello { get; set; }

    /// <summary>The first ClientHello; <see cref="ClientHello"/> is the one in effect.</summary>
    public ClientHello? FirstHello { get; set; }

    public ServerHello? ServerHello { get; set; }

    /// <summary>Whether the client sent a second hello, as a HelloRetryRequest asks.</summary>
    public bool HelloRepeated { get; set; }

    public bool Retried { get; set; }

    /// <summary>
    /// A HelloVerifyRequest, until the ClientHello comes that it asks for; <c>null</c> before and after that. That one takes the place of
    /// the first, which is not in the transcript (RFC 6347 §4.2.6).
    /// </summary>
    public HelloVerifyRequest? CookieRequest { get; set; }

    public bool AwaitsCookie => CookieRequest is not null;

    /// <summary>
    /// Whether a hello has the cookie that a HelloVerifyRequest asks for. The server goes on with it, whatever its random is: OpenSSL
    /// before 0.9.8f and stacks made from it choose a new one, although a client must repeat it (RFC 6347 §4.2.1).
    /// </summary>
    public bool IsAnsweredBy(ClientHello hello) =>
        CookieRequest is { Cookie: var asked } && hello.LegacyCookie is { } cookie && cookie.Span.SequenceEqual(asked);

    /// <summary>
    /// Whether a hello has a cookie that only a HelloVerifyRequest gives, although none was read. It is missing, or the hello was forged.
    /// </summary>
    public bool MayMissRequestOf(ClientHello hello) =>
        CookieRequest is null && !Retried && ServerHello is null && ClientHello is { LegacyCookie.Length: 0 } &&
            hello.LegacyCookie is { Length: > 0 };

    /// <summary>How the random of a hello with a cookie differs from that of the hello before it.</summary>
    public OtherRandom OtherRandom { get; set; }

    /// <summary>
    /// Whether the client sends its hello again after a Retry of QUIC. It must be the same (RFC 9000 §17.2.5.2), but some clients make
    /// another, which the server goes on with.
    /// </summary>
    public bool AwaitsOtherHello { get; set; }

    /// <summary>
    /// Whether a ClientHello takes the place of the one before it, because it answers a HelloVerifyRequest or a Retry. The first may be
    /// missing: only such an answer has a cookie.
    /// </summary>
    public bool IsVerifiedBy(ClientHello hello) => AwaitsOtherHello || AwaitsCookie || hello.LegacyCookie is { Length: > 0 };

    /// <summary>
    /// The client random that identifies the secrets of this handshake: that of a secret found by trial, otherwise that of the ClientHello.
    /// They differ if the ClientHello seen is the outer one (Encrypted Client Hello). Before the ServerHello, early data may come under an
    /// inner ClientHello that is decrypted. <c>null</c> without any.
    /// </summary>
    public ReadOnlyMemory<byte>? ClientRandom =>
        _foundRandom ?? (ServerHello is null && EncryptedHello is { IsAccepted: not false } hello ? hello.Inner?.Random : null) ??
            ClientHello?.Random;

    public ReadOnlyMemory<byte>? OuterRandom =>
        EncryptedHello is { Inner: not null } hello ? hello.OuterRandom : HasInnerHello ? ClientHello!.Random : null;

    /// <summary>The encrypted ClientHello; <c>null</c> if none was offered, or no key may decrypt it.</summary>
    public EncryptedHello? EncryptedHello { get; set; }

    /// <summary>Whether the server sent configurations to try again with, because it rejected the inner ClientHello.</summary>
    public bool HasRetryConfigurations { get; set; }

    /// <summary>Puts the inner ClientHellos in the place of the outer ones, because the server accepted them.</summary>
    public void AcceptInnerHello()
    {
        EncryptedHello hello = EncryptedHello!;
        (FirstHello, ClientHello) = (hello.Inner, hello.SecondInner ?? hello.Inner);
        (byte[] first, byte[]? second) = hello.InnerMessages;
        Transcript.Replace(0, first);
        if (second is not null) Transcript.Replace(Transcript.SecondHello, second);
    }

    private ReadOnlyMemory<byte>? _foundRandom;
    private ProtocolVersion _foundVersion = ProtocolVersion.None;

    public bool IsFoundByTrial { get; private set; }

    /// <summary>Whether there may be an inner hello. Browsers send the extension to every server, real or not.</summary>
    public bool MayHaveInnerHello =>
        IsTls13 && !IsFoundByTrial && EncryptedHello is not { IsAccepted: not null } &&
            ClientHello is { EncryptedClientHello: { IsInner: false } };

    /// <summary>Whether there is an inner hello, because the secrets are logged for another random.</summary>
    public bool HasInnerHello =>
        _foundRandom is { } found && ClientHello is ClientHello outer && !found.Span.SequenceEqual(outer.Random.Span);

    /// <summary>The inner hello for whose random the secrets are logged; <c>null</c> if it stays encrypted.</summary>
    public ClientHello? DecryptedInnerHello =>
        HasInnerHello && EncryptedHello?.Inner is ClientHello inner && inner.Random.Span.SequenceEqual(_foundRandom!.Value.Span)
            ? inner
            : null;

    /// <summary>Notes that a secret of a client random was found by trial.</summary>
    /// <param name="clientRandom">32 bytes.</param>
    /// <param name="suite">The negotiated suite, which a ServerHello may not have told; <c>null</c> if unknown, because early data may have
    /// another.</param>
    /// <param name="version">The version, if no ServerHello tells it.</param>
    public void OnFoundByTrial(ReadOnlyMemory<byte> clientRandom, CipherSuite? suite, ProtocolVersion version)
    {
        IsFoundByTrial = true;
        _foundVersion = version;
        _foundRandom = clientRandom;
        CipherSuite ??= suite;
    }

    public bool IsFoundWithoutHello => IsFoundByTrial && (ClientHello is null || ServerHello is null);

    public ProtocolVersion Version => ServerHello?.NegotiatedVersion ?? _foundVersion;

    public CipherSuite? CipherSuite { get; set; }

    /// <summary>
    /// The negotiated record protection. <c>null</c> if there is neither a ServerHello nor a secret found by trial, and if the suite is not
    /// registered.
    /// </summary>
    public RecordProtection? Protection => (ServerHello, CipherSuite) switch
    {
        (_, null) => null,
        (null, CipherSuite suite) => IsFoundByTrial ? new RecordProtection(Version, suite) : null,
        (ServerHello hello, CipherSuite suite) =>
            new RecordProtection(Version, suite, hello.EncryptThenMac, hello.TruncatedHmac, hello.CompressionMethod),
    };

    public byte[] ServerPublicKey { get; set; } = [];

    /// <summary>The client certificate's SubjectPublicKeyInfo; empty if none was seen.</summary>
    public byte[] ClientPublicKey { get; set; } = [];

    /// <summary>
    /// Per sender: the delegated credential that signs in place of the certificate, and that certificate; <c>null</c> if none is used.
    /// </summary>
    public (DelegatedCredential Credential, ReadOnlyMemory<byte> Certificate)?[] Delegations { get; } =
        new (DelegatedCredential, ReadOnlyMemory<byte>)?[2];

    /// <summary>Per sender: how it authenticated.</summary>
    public PeerAuthentication[] Proofs { get; } = new PeerAuthentication[2];

    public ClientKeyExchange? ClientKeyExchange { get; set; }

    /// <summary>The entry of the ClientKeyExchange, which may be parsed only later.</summary>
    public MessageEntry? ClientKeyExchangeEntry { get; set; }

    /// <summary>Discards the client's messages in the clear after its hello.</summary>
    public void TakeBackClientFlight()
    {
        (ClientPublicKey, ClientKeyExchange, ClientKeyExchangeEntry) = ([], null, null);
        (Proofs[(int)Sender.Client], Delegations[(int)Sender.Client]) = (default, null);
        ClearPlaces[(int)Sender.Client] = ClearPlace.Hello;
        HasEarlyClientFlight = false;
        Transcript.RemoveFlight(Transcript.ClientFlight);
    }

    /// <summary>Parses a ClientKeyExchange that was read before the ServerHello, because the suite is known only now.</summary>
    public void ReadKeyExchangeAgain()
    {
        if (ClientKeyExchange is not { Opaque.Length: > 0 } unread) return;
        HandshakeContext parseContext = new(Version, CipherSuite);
        HandshakeMessage? message =
            HandshakeParser.Parse(HandshakeType.ClientKeyExchange, unread.Opaque, parseContext, out DecodeError error);
        ClientKeyExchange = message as ClientKeyExchange;
        if (ClientKeyExchangeEntry!.Kept is HandshakeBody kept) kept.Context = parseContext;
        ClientKeyExchangeEntry!.Message = message;
        ClientKeyExchangeEntry.Malformed = error.IsSet ? error.ToString() : null;
    }

    /// <summary>Discards a second ClientHello that no HelloRetryRequest asked for, and returns it.</summary>
    public ClientHello TakeBackSecondHello()
    {
        ClientHello second = ClientHello!;
        (ClientHello, HelloRepeated) = (FirstHello, false);
        EncryptedHello?.RemoveSecond();
        Transcript.RemoveFlight(Transcript.SecondHello);
        return second;
    }

    /// <summary>Whether the server sent more than in an abbreviated handshake.</summary>
    public bool ServerFlightSeen { get; set; }

    /// <summary>
    /// A second HelloRetryRequest or a second answer to one; otherwise <c>null</c>. Each replaces the first one if a Finished verifies with
    /// it.
    /// </summary>
    public List<(MessageEntry Entry, ViolationEntry Violation)>? Rivals { get; set; }

    /// <summary>
    /// Whether the client sent more than its hello before the ServerHello was read. It was injected, unless the client's direction is read
    /// first.
    /// </summary>
    public bool HasEarlyClientFlight { get; set; }

    /// <summary>
    /// Whether the client's change_cipher_spec was read before the ServerHello, without a ClientKeyExchange before it or anything after it.
    /// It was injected, unless the client's direction is read first.
    /// </summary>
    public bool HasEarlyKeyChange { get; set; }

    /// <summary>
    /// Whether a record of the client was read before the ServerHello that is its Finished if the version is before TLS 1.3.
    /// </summary>
    public bool HasEarlyFinished { get; set; }

    /// <summary>Whether the server requested a certificate in the clear.</summary>
    public bool CertificateRequested { get; set; }

    /// <summary>Whether the ServerHelloDone was read. Only then is the transcript complete.</summary>
    public bool ServerHelloDone { get; set; }

    public byte[]? IssuedTicket { get; set; }

    public Transcript Transcript { get; } = new();

    public SessionSecret? Secret { get; set; }

    /// <summary>Authentication after the handshake; <c>null</c> if there was none.</summary>
    public PostHandshakeAuthentication? PostHandshake { get; set; }

    /// <summary>The data that a CertificateVerify or Finished of TLS 1.3 is computed over; <c>null</c> if a part was not seen.</summary>
    public byte[]? CoveredTls13(Sender sender, HandshakeType type, Func<byte[], byte[]> hash) =>
        PostHandshake is not null && sender == Sender.Client
        ? PostHandshake.Before(type, Transcript.ThroughTls13(Sender.Client, HandshakeType.Finished, hash))
        : Transcript.BeforeTls13(sender, type, hash);

    /// <summary>Per sender, whether its change_cipher_spec was seen.</summary>
    public bool[] ChangedCipherSpec { get; } = new bool[2];

    /// <summary>Per sender: the place of its last message in the clear (<see cref="ClearPlace"/>).</summary>
    public int[] ClearPlaces { get; } = new int[2];

    /// <summary>Per sender, whether its Finished was seen, or a record that must have been one.</summary>
    public bool[] Finished { get; } = new bool[2];

    /// <summary>Per sender: whether its Finished verified; <c>null</c> if that could not be checked.</summary>
    public bool?[] FinishedVerified { get; } = new bool?[2];

    public bool IsTls13 => Version.IsTls13();

    public bool IsComplete => Finished[0] && Finished[1];

    /// <summary>
    /// Whether the handshake resumes a session. In TLS 1.3, a pre-shared key was chosen; before that, the server went straight from its
    /// hello to change_cipher_spec.
    /// </summary>
    public bool IsResumption => ServerHello is not null &&
        (IsTls13 ? ServerHello.SelectedPreSharedKey is not null
                 : ChangedCipherSpec[(int)Sender.Server] && !ServerFlightSeen && ClientKeyExchange is null && !IsDamaged);

    /// <summary>
    /// Whether a message belongs to the transcript. HelloRequest and HelloVerifyRequest never do (RFC 5246 §7.4.1.1, RFC 6347 §4.2.6); in
    /// TLS 1.3, nothing after the sender's Finished does (RFC 8446 §4.4.1).
    /// </summary>
    public bool HasInTranscript(Sender sender, HandshakeType type) =>
        type is not (HandshakeType.HelloRequest or HandshakeType.HelloVerifyRequest) && !(IsTls13 && Finished[(int)sender]);

    /// <summary>Whether a message is missing in the transcript, so that it refutes nothing.</summary>
    public bool IsTranscriptBroken
    {
        get =>
        field || IsDamaged || AwaitsCookie || ClientHello is null || ServerHello is null || HasInnerHello || Retried != HelloRepeated ||
            Transcript.Choices > 1 || (IsTls13 && HasHiddenMessages); set;
    }

    /// <summary>
    /// Whether one of its records stayed encrypted. The records after it may still contain messages, so no Finished is refuted. Signatures
    /// of TLS 1.2 and before are made earlier.
    /// </summary>
    public bool HasHiddenMessages { get; set; }

    /// <summary>Whether bytes were lost, so that unseen messages may have been sent.</summary>
    public bool IsDamaged { get; set; }
}
