using TlsDissect.Messages;
using TlsDissect.Messages.Certificates;
using TlsDissect.Messages.Fields;
using TlsDissect.Protocol;

namespace TlsDissect.Handshakes;

/// <summary>
/// Follows the handshakes of one connection: messages in, effects out. It assigns messages to their handshake, says how the connection is
/// to be read, and reports their content.
/// </summary>
internal sealed partial class HandshakeTracker(HandshakeServices services, IHandshakeEvents events, IHandshakeReport report,
    HandshakeSequence handshakes) : IDisposable
{
    private readonly HandshakeSequence _handshakes = handshakes;
    private readonly HandshakeFragments _fragments = new(services, events, report, handshakes);
    private readonly HandshakeCompletion _ends = new(report);
    private readonly FinishedVerifier _finished = new(report);
    private readonly AuthenticationChecks _authentication = new(services, report);
    private readonly Negotiation _negotiation = new(events, report);
    private readonly EncryptedHellos _encryptedHellos = new(services, report);

    /// <summary>The latest handshake; <c>null</c> before the first message.</summary>
    public Handshake? Current => _handshakes.Current;

    public int Held => _handshakes.Held + _finished.HeldBefore(Current) + _fragments.Held;

    /// <summary>Whether application data before any keys may be TLS 1.3, because the hello that decides is still to come.</summary>
    public bool MayBecomeTls13(Sender sender) => Current is not null && Current.ServerHello is null &&
        (sender == Sender.Server || Current.ClientHello is not null);

    /// <summary>
    /// Whether the only handshake is over, no key decrypts either direction, and no message is partial or waits for a check.
    /// </summary>
    public bool MayRest =>
        Current is { Number: 0, IsComplete: true, PostHandshake: null } && _finished.IsEmpty && _authentication.IsEmpty &&
            !_fragments.HasPartial && IsUndecryptable;

    /// <summary>Whether application data is refused.</summary>
    public bool RefusesData(IDirectionView direction, in TlsRecord record) =>
        _fragments.RefusesData(new Arrival(direction, record.Position, IsProtected: false), record.Header.Length);

    /// <summary>Whether an alert or heartbeat in the clear is refused.</summary>
    public bool RefusesOther(in Arrival arrival, ContentType type, int length) => _fragments.RefusesOther(arrival, type, length);

    /// <summary>Whether the connection was captured from its start and without a gap so far.</summary>
    public bool IsWhole(IDirectionView direction) => _fragments.IsWhole(direction);

    /// <summary>Returns the handshake that a sender is in, and begins one if necessary.</summary>
    public Handshake HandshakeOf(Sender sender) => _handshakes.For(sender, HandshakeType.Finished);

    /// <summary>Handles a fragment of a handshake record, in the clear or decrypted.</summary>
    public void OnFragment(in Arrival arrival, ReadOnlySpan<byte> fragment)
    {
        Handshake? handshake = _handshakes.Of(arrival.Sender);
        if (!arrival.IsProtected && EarlyClientFlight.IsRepeated(handshake, arrival.Sender, fragment))
            TakeBackClientFlight(handshake!, ClearMessages.OutOfPlace);
        if (_fragments.Admit(arrival, fragment) is not HandshakeJoiner joiner) return;
        while (joiner.Read(ref fragment, out RawHandshake raw) is not JoinOutcome.NeedMore and var outcome)
        {
            if (_fragments.Refuses(arrival, raw)) continue;
            if (outcome == JoinOutcome.TooLong) OnTooLong(arrival, raw);
            else OnMessage(arrival, raw);
        }
    }

    /// <summary>Handles a ClientHello in the form of SSL 2.0. Returns <c>false</c> if it is refused.</summary>
    public bool OnSsl2ClientHello(in Arrival arrival, ReadOnlySpan<byte> message)
    {
        const HandshakeType type = HandshakeType.ClientHello;
        if (_fragments.RefusesSsl2(arrival, message)) return false;
        if (_fragments.Roles.Judge(arrival, type, isReadable: true, []) == RoleVerdict.BeginAgain) BeginAgain(arrival.Direction, type);
        Handshake handshake = _handshakes.For(Sender.Client, type);
        ClientHello? hello = Ssl2ClientHello.Parse(message, out DecodeError error);
        handshake.Transcript.Add(Sender.Client, type, message);
        ClearMessages.Pass(handshake, Sender.Client, type);
        MessageEntry entry =
            List(arrival.Entry(handshake, type.RegisteredName(), message.Length, hello, error.IsSet ? error.ToString() : null),
                services.Options.KeepMessages ? new Ssl2ClientHelloBody(message) : null);
        if (hello is not null) _negotiation.OnClientHello(handshake, hello);
        report.Tell(entry);
        return true;
    }

    public void OnChangeCipherSpec(in Arrival arrival, ReadOnlySpan<byte> body)
    {
        (IDirectionView direction, Sender sender, bool isProtected) = (arrival.Direction, arrival.Sender, arrival.IsProtected);
        Handshake handshake = _handshakes.For(sender, HandshakeType.Finished);
        // A change_cipher_spec under the keys of its own handshake belongs to the next one, whose hello from this side was lost or damaged.
        if (isProtected && direction.Handshake == handshake && !handshake.IsTls13)
        {
            Handshake before = Current!;
            handshake = _handshakes.After(sender);
            if (Current != before) _authentication.Close(before);
        }

        // In TLS 1.3 it is middlebox compatibility and changes nothing (RFC 8446 appendix D.4).
        bool changesKeys = !handshake.IsTls13 && !handshake.Retried && direction.Epoch == Epoch.Initial;
        if (changesKeys && !isProtected && _fragments.RefusesKeyChange(arrival, handshake, body.Length)) return;
        bool hasSequence = handshake.Version == ProtocolVersions.DraftDtls10;
        report.Tell(List(arrival.Entry(handshake, HandshakeNames.ChangeCipherSpec, body.Length),
            services.Options.KeepMessages ? new ChangeCipherSpecBody(body, hasSequence) : null));
        if (!changesKeys) return;
        if (isProtected) _fragments.Of(direction)?.Joiner.Reset();
        else _fragments.EndPartial(direction);
        handshake.ChangedCipherSpec[(int)sender] = true;
        events.OnKeysNext(sender, handshake, Epoch.Initial);
        if (EarlyClientFlight.IsRefuted(handshake)) TakeBackClientFlight(handshake, ClearMessages.OutOfPlace);
    }

    /// <summary>Handles a handshake record that stays encrypted.</summary>
    public void OnOpaqueHandshake(IDirectionView direction, in RecordHeader header, in StreamPosition position)
    {
        Handshake handshake = _handshakes.For(direction.Sender, HandshakeType.Finished);
        bool isChangeCipherSpec = header.Type == ContentType.ChangeCipherSpec;
        string name = isChangeCipherSpec ? HandshakeNames.ChangeCipherSpec : HandshakeNames.Encrypted;
        report.Tell(List(new Arrival(direction, position, IsProtected: true).Entry(handshake, name, header.Length)));
        if (!isChangeCipherSpec) MarkHidden(handshake, direction.Sender);
        _ends.Tell(Current, position);
    }

    /// <summary>Handles application data that stays encrypted. The sender's handshake must have ended, or nearly.</summary>
    public void OnOpaqueData(IDirectionView direction, in StreamPosition position)
    {
        Sender sender = direction.Sender;
        // If the TLS 1.3 secrets are known, the Finished is still to come, or later keys show that it was lost. This may not be a record of
        // the sender.
        if (_handshakes.Of(sender) is Handshake { IsTls13: true } found &&
            direction is { State: not ReadState.Opaque, Epoch: Epoch.Handshake }) found.HasHiddenMessages |= !found.Finished[(int)sender];
        else if (_handshakes.Of(sender) is Handshake handshake) MarkHidden(handshake, sender);
        _ends.Tell(Current, position);
    }

    /// <summary>Releases partial messages.</summary>
    public void Dispose() => _fragments.Dispose();

    private void OnMessage(in Arrival arrival, in RawHandshake raw)
    {
        Handshake? known = raw.Type == HandshakeType.ServerHello ? null : _handshakes.Of(arrival.Sender);
        HandshakeContext parseContext = new(known?.Version ?? ProtocolVersion.None, known?.CipherSuite, services.Certificates);
        HandshakeMessage? message = HandshakeParser.Parse(raw.Type, raw.Body, parseContext, out DecodeError error);
        if (!IsOfItsSide(arrival, raw, message, raw.Bytes)) return;
        Sender sender = arrival.Sender;
        if (_fragments.RefusesHello(arrival, raw, message)) return;
        bool retry = message is ServerHello { IsHelloRetryRequest: true };
        Handshake? before = Current;
        Handshake handshake = retry ? _handshakes.For(sender, HandshakeType.HelloRetryRequest) : _handshakes.For(sender, raw.Type);
        if (before is not null && Current != before) _authentication.Close(before);

        if (message is ClientHello hello && handshake.IsVerifiedBy(hello)) handshake.Transcript.BeginWithCookie(handshake.CookieRequest);
        if (handshake.AwaitsOtherHello) handshake.EncryptedHello = null; // Another hello, with an encryption of its own.
        bool isUnreadHello = message is null && HelloRoles.RoleOf(raw.Type) is not null;
        if (isUnreadHello || !handshake.HasInTranscript(sender, raw.Type)) PostHandshakeAuthentication.Note(handshake, sender, raw);
        else if (!report.IsReplayed && (services.Keys.MayHaveAny || services.Options.VerifySignatures))
            handshake.Transcript.Add(sender, raw.Type, raw.Bytes, retry, arrival.Sequence);
        MessageEntry entry = List(arrival.Entry(handshake, raw, message ?? ReadMalformed(raw), error.IsSet ? error.ToString() : null),
            services.KeptBody(raw, parseContext));
        if (message is not null)
        {
            _encryptedHellos.Note(handshake, message, raw);
            Apply(arrival.Direction, handshake, message, entry);
            _encryptedHellos.TryResolve(handshake);
        }

        if (!arrival.IsProtected) ClearMessages.Pass(handshake, sender, raw.Type);
        _finished.Check(last: false);
        _authentication.Check(last: false);
        _authentication.Report(handshake);
        ReleaseTranscript(handshake);
        report.Tell(entry);
        _ends.Tell(Current, arrival.Position);
    }

    /// <summary>Handles a message above the limit. It is not in the transcript, which is then useless.</summary>
    private void OnTooLong(in Arrival arrival, in RawHandshake raw)
    {
        Handshake handshake = _handshakes.For(arrival.Sender, raw.Type);
        handshake.IsTranscriptBroken = true;
        if (!arrival.IsProtected) ClearMessages.Pass(handshake, arrival.Sender, raw.Type);
        report.Tell(List(arrival.Entry(handshake, raw, null, $"longer than {services.Options.Handshake.MaxMessageLength} bytes")));
    }

    private MessageEntry List(MessageEntry entry, MessageBody? body = null)
    {
        entry.Kept = body;
        report.List(entry);
        return entry;
    }

    private void Apply(IDirectionView direction, Handshake handshake, HandshakeMessage message, MessageEntry entry)
    {
        Sender sender = direction.Sender;
        switch (message)
        {
            case ClientHello hello:
                _negotiation.OnClientHello(handshake, hello);
                break;
            case HelloVerifyRequest request:
                handshake.CookieRequest = request;
                break;
            case ServerHello hello:
                if (_negotiation.OnServerHello(handshake, hello)) TakeBackClientFlight(handshake, ClearMessages.AfterKeys);
                if (handshake is { HasEarlyFinished: true, ServerHello: not null, IsTls13: false }) MarkFinished(handshake, Sender.Client);
                break;
            case EncryptedExtensions extensions:
                handshake.HasRetryConfigurations = sender == Sender.Server && EncryptedHellos.HasRetryConfigurations(extensions);
                report.OnEncryptedExtensions(extensions);
                break;
            case Certificate certificate:
                OnCertificate(handshake, sender, certificate);
                break;
            case CompressedCertificate { Certificate: { } certificate }:
                OnCertificate(handshake, sender, certificate);
                break;
            case ServerKeyExchange exchange:
                handshake.ServerFlightSeen = true;
                _authentication.Add(handshake, sender, exchange);
                report.OnServerKeyExchange(exchange);
                break;
            case CertificateRequest request:
                handshake.ServerFlightSeen = handshake.CertificateRequested = true;
                report.OnCertificateRequest(request);
                break;
            case ServerHelloDone:
                handshake.ServerFlightSeen = handshake.ServerHelloDone = true;
                if (EarlyClientFlight.IsRefuted(handshake)) TakeBackClientFlight(handshake, ClearMessages.OutOfPlace);
                break;
            case ClientKeyExchange exchange:
                handshake.ClientKeyExchange = exchange;
                handshake.ClientKeyExchangeEntry = entry;
                break;
            case CertificateVerify:
                _ends.ClientProved |= sender == Sender.Client;
                _authentication.Add(handshake, sender, message);
                break;
            case NewSessionTicket ticket:
                if (!handshake.IsTls13) handshake.IssuedTicket = ticket.Ticket;
                events.OnTicket(handshake, ticket);
                break;
            case EndOfEarlyData:
                events.OnKeysNext(Sender.Client, handshake, Epoch.Handshake);
                break;
            case KeyUpdate when handshake.IsTls13:
                events.OnKeyUpdate(sender, handshake);
                break;
            case Finished finished:
                OnFinished(direction, handshake, finished, entry);
                break;
        }
    }

    private void OnCertificate(Handshake handshake, Sender sender, Certificate certificate)
    {
        CertificateDetails[] chain = [.. certificate.Entries.Select(entry => entry.Details ?? services.Certificates.Get(entry.Der.Span))];
        byte[] publicKey = chain.Length > 0 ? chain[0].PublicKeyBytes : [];
        handshake.Delegations[(int)sender] =
            handshake.IsTls13 && certificate.Entries is [CertificateEntry own, ..] &&
                DelegatedCredential.Find(own) is DelegatedCredential credential ? (credential, own.Der) : null;
        if (sender == Sender.Client) handshake.ClientPublicKey = publicKey;
        else (handshake.ServerPublicKey, handshake.ServerFlightSeen) = (publicKey, true);
        report.OnCertificates(sender, chain);
    }

    private void OnFinished(IDirectionView direction, Handshake handshake, Finished finished, MessageEntry entry)
    {
        _finished.Add(handshake, entry, finished.VerifyData, direction.TrafficSecret);
        events.OnFinished(direction.Sender, handshake);
        // Post-handshake authentication (RFC 8446 §4.6.2) does not change the keys.
        if (handshake.IsTls13 && direction.Epoch != Epoch.Application) events.OnKeysNext(direction.Sender, handshake, Epoch.Application);
        MarkFinished(handshake, direction.Sender);
    }

    /// <summary>Notes that a Finished was sent, whether or not it was seen.</summary>
    public void MarkFinished(Handshake handshake, Sender sender)
    {
        _ends.MarkFinished(handshake, sender);
        ReleaseTranscript(handshake);
    }

    /// <summary>
    /// Treats a record that stays encrypted as the Finished. A later record may be the real one, so a Finished that does not verify is not
    /// reported as wrong.
    /// </summary>
    private void MarkHidden(Handshake handshake, Sender sender)
    {
        if (!handshake.Finished[(int)sender]) handshake.HasHiddenMessages = true;
        MarkFinished(handshake, sender);
    }

    /// <summary>Releases the messages once both Finished have verified, or neither direction can be decrypted.</summary>
    private void ReleaseTranscript(Handshake handshake)
    {
        bool isVerified = !handshake.IsTls13 && handshake.FinishedVerified is [true, true];
        if (handshake.IsComplete && _finished.IsEmpty && _authentication.IsEmpty && (IsUndecryptable || isVerified))
            handshake.Transcript.Release();
    }

    private bool IsUndecryptable =>
        events.DirectionOf(Sender.Client).State == ReadState.Opaque && events.DirectionOf(Sender.Server).State == ReadState.Opaque;
}
