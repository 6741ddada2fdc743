using TlsDissect.Keys;
using TlsDissect.Messages;
using TlsDissect.Messages.Extensions;
using TlsDissect.Protocol;

namespace TlsDissect.Handshakes;

/// <summary>
/// The encrypted ClientHello of one handshake (RFC 9849): its messages, the inner ClientHellos once they are decrypted, and whether the
/// server accepted them.
/// </summary>
/// <param name="outer">The first outer ClientHello.</param>
/// <param name="message">The same with its header.</param>
internal sealed class EncryptedHello(ClientHello outer, byte[] message)
{
    /// <summary>Maximum number of logged secrets, and of configurations, that are tried. A log has one of each.</summary>
    private const int MaxValues = 4;

    private readonly Hello _first = new(outer, message);
    private Hello? _second;
    private byte[]? _retryRequest;
    private byte[]? _serverHello;
    private int _tried = -1;
    private HpkeReceiver? _receiver;

    /// <summary>An outer ClientHello, and the inner one that it carries.</summary>
    private sealed class Hello(ClientHello outer, byte[] message)
    {
        public ClientHello Outer { get; } = outer;
        public byte[] Message { get; } = message;

        /// <summary>Whether it answers a HelloRetryRequest: enc is empty then (RFC 9849 §6.1.5).</summary>
        public bool IsRepeated => Outer.EncryptedClientHello!.EncapsulatedKey.IsEmpty;

        public bool IsTried { get; set; }
        public ClientHello? Inner { get; set; }
        public byte[]? InnerMessage { get; set; }
        public int Held => Message.Length + (InnerMessage?.Length ?? 0) + Footprint.Of(Outer) + Footprint.Of(Inner);
    }

    /// <summary>Bytes of memory used.</summary>
    public int Held => 160 + _first.Held + (_second?.Held ?? 0) + (_retryRequest?.Length ?? 0) + (_serverHello?.Length ?? 0);

    /// <summary>The client random of the outer ClientHello.</summary>
    public ReadOnlyMemory<byte> OuterRandom => _first.Outer.Random;

    /// <summary>The first inner ClientHello; <c>null</c> while it is encrypted.</summary>
    public ClientHello? Inner => _first.Inner;

    /// <summary>The inner ClientHello after a HelloRetryRequest; <c>null</c> while it is encrypted, and without one.</summary>
    public ClientHello? SecondInner => _second?.Inner;

    /// <summary>
    /// Whether the server accepted the inner ClientHello, which only its confirmation shows; <c>null</c> while that cannot be computed.
    /// </summary>
    public bool? IsAccepted { get; private set; }

    /// <summary>The fault of what the logged secret decrypts, or that it decrypts nothing; <c>null</c> without a logged secret.</summary>
    public string? Problem { get; private set; }

    /// <summary>The logged secret and configuration that decrypted it.</summary>
    public (KeyLogEntry Secret, KeyLogEntry Config)? Source { get; private set; }

    /// <summary>Adds the ClientHello that answers a HelloRetryRequest.</summary>
    public void AddSecond(ClientHello hello, byte[] bytes)
    {
        if (_second is null && hello.EncryptedClientHello is { IsInner: false }) _second = new Hello(hello, bytes);
    }

    /// <summary>Discards it, because no HelloRetryRequest asked for it.</summary>
    public void RemoveSecond() => _second = null;

    /// <summary>Adds a ServerHello or HelloRetryRequest.</summary>
    public void Add(ServerHello hello, byte[] bytes)
    {
        if (hello.IsHelloRetryRequest) AddRetryRequest(bytes);
        else AddServerHello(bytes);
    }

    /// <summary>Adds the HelloRetryRequest.</summary>
    public void AddRetryRequest(byte[] bytes) => _retryRequest ??= bytes;

    /// <summary>Adds the final ServerHello.</summary>
    public void AddServerHello(byte[] bytes) => _serverHello ??= bytes;

    /// <summary>Discards the HelloRetryRequest, because it was injected.</summary>
    public void RemoveRetryRequest() => _retryRequest = null;

    /// <summary>The messages of the client, inner ones in place of outer ones: the first, and the second if there is one.</summary>
    public (byte[] First, byte[]? Second) InnerMessages => (_first.InnerMessage!, _second?.InnerMessage);

    /// <summary>Decrypts what can be decrypted now.</summary>
    public void TryDecrypt(KeyRing keys)
    {
        if (_receiver is null && Inner is null) TryFirst(keys);
        if (_receiver is null || _second is not { IsTried: false } second) return;
        second.IsTried = true;
        // After a HelloRetryRequest that does not confirm it, the client repeats the first encryption (RFC 9849 §6.1.5).
        if (second.IsRepeated) Restore(second, Decrypt(_receiver, second, 1));
    }

    /// <summary>
    /// Computes the confirmation (RFC 9849 §7.2), which the server writes into the ServerHello's random, and before that into an extension
    /// of a HelloRetryRequest.
    /// </summary>
    /// <param name="version">The negotiated version.</param>
    /// <param name="suite">The negotiated suite.</param>
    /// <param name="isDamaged">Whether messages may be missing, so that a wrong confirmation refutes nothing.</param>
    public void Judge(ProtocolVersion version, CipherSuite suite, bool isDamaged)
    {
        if (_first is not { Inner: ClientHello inner, InnerMessage: byte[] first } || _serverHello is not byte[] server) return;
        // The HelloRetryRequest or the ClientHello before it is missing.
        if ((_second is not null && _retryRequest is null) || _first.IsRepeated) return;
        byte[] transcript = first;
        if (_retryRequest is byte[] retry)
        {
            byte[] digest = SuiteHashes.Compute(suite.Hash, first);
            byte[] start = [(byte)HandshakeType.MessageHash, 0, 0, (byte)digest.Length, .. digest];
            if (EchConfirmation.InRetryRequest(retry) is not Range place ||
                !EchConfirmation.Verifies(version, suite.Hash, inner, start, (retry, place)))
            {
                IsAccepted = isDamaged ? null : false;
                return;
            }

            if (_second?.InnerMessage is not byte[] second) return;
            transcript = [.. start, .. retry, .. second];
        }

        bool isConfirmed = EchConfirmation.Verifies(version, suite.Hash, inner, transcript, (server, EchConfirmation.InServerHello));
        IsAccepted = isConfirmed ? true : isDamaged ? null : false;
    }

    /// <summary>Tries the logged secrets with the logged configurations: the tag of the payload decides.</summary>
    private void TryFirst(KeyRing keys)
    {
        if (_tried == keys.Version) return;
        _tried = keys.Version;
        ReadOnlyMemory<byte> random = OuterRandom;
        foreach (KeyLogEntry secret in keys.FindAll(KeyLogLabel.EchSecret, random.Span).Take(MaxValues))
        {
            string source = LoggedSource.Name(LoggedSource.Of(secret));
            Problem = $"without ECH_CONFIG, the ECH_SECRET of {source} does not decrypt the encrypted ClientHello";
            foreach (KeyLogEntry config in keys.FindAll(KeyLogLabel.EchConfig, random.Span).Take(MaxValues))
            {
                Problem = $"ECH_SECRET and ECH_CONFIG of {source} do not decrypt the encrypted ClientHello";
                if (ReceiverOf(secret.Secret, config.Secret) is not HpkeReceiver receiver) continue;
                byte number = (byte)(_first.IsRepeated ? 1 : 0);
                if (Decrypt(receiver, _first, number) is not byte[] encoded)
                {
                    receiver.Dispose();
                    continue;
                }

                Problem = null;
                Restore(_first, encoded);
                if (Inner is null) return;
                (_receiver, Source) = (receiver, (secret, config));
                return;
            }
        }
    }

    private HpkeReceiver? ReceiverOf(byte[] secret, byte[] config)
    {
        EncryptedClientHello hello = _first.Outer.EncryptedClientHello!;
        DecodeError error = default;
        TlsReader reader = new(config, ref error);
        reader.ReadUInt16("version");
        TlsReader contents = reader.ReadVector16("contents");
        contents.ReadUInt8("config_id");
        ushort kem = contents.ReadUInt16("kem_id");
        return error.IsSet
            ? null
            : HpkeReceiver.TryCreate(kem, (HpkeKdf)hello.KdfId, (HpkeAead)hello.AeadId, secret, [.. "tls ech\0"u8, .. config]);
    }

    /// <summary>Decrypts the payload. It is authenticated with the outer ClientHello, in which zeros are in its place (§5.2).</summary>
    private static byte[]? Decrypt(HpkeReceiver receiver, Hello hello, byte number)
    {
        EncryptedClientHello encrypted = hello.Outer.EncryptedClientHello!;
        byte[] outer = hello.Message[RawHandshake.HeaderSize..];
        outer.AsSpan(encrypted.PayloadOffset, encrypted.Payload.Length).Clear();
        return receiver.TryOpen(number, outer, encrypted.Payload.Span);
    }

    private void Restore(Hello hello, byte[]? encoded)
    {
        if (encoded is null)
        {
            Problem = "the second ClientHello does not decrypt with the secret of the first";
            return;
        }

        byte[]? restored = EncodedClientHello.TryRestore(encoded, hello.Outer, out DecodeError error);
        ClientHello? inner = restored is null
            ? null
            : HandshakeParser.Parse(HandshakeType.ClientHello, restored.AsSpan(RawHandshake.HeaderSize), default, out error) as ClientHello;
        if (inner is null) Problem = $"the inner ClientHello is malformed: {error}";
        else if (inner.EncryptedClientHello is not { IsInner: true }) Problem = "the inner ClientHello is not marked as such";
        else if (!OffersTls13Alone(inner)) Problem = "the inner ClientHello offers versions before TLS 1.3";
        else (hello.Inner, hello.InnerMessage) = (inner, restored);
    }

    /// <summary>Whether no version before TLS 1.3 is offered (RFC 9849 §7.1).</summary>
    private static bool OffersTls13Alone(ClientHello inner) => inner.SupportedVersions.Length > 0 &&
        inner.SupportedVersions.All(version => version.IsTls13() || Grease.IsGrease((ushort)version));
}
