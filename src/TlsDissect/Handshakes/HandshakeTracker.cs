using TlsDissect.Connections;
using TlsDissect.Messages;
using TlsDissect.Messages.Certificates;
using TlsDissect.Protocol;
using TlsDissect.Secrets;

namespace TlsDissect.Handshakes;

/// <summary>
/// Follows the handshakes of one connection: files messages with their handshake, and tells the state machine when a direction's keys change.
/// </summary>
internal sealed partial class HandshakeTracker(DissectorContext context, TlsConnection connection, ConnectionReport report, HandshakeSequence handshakes)
{
    private readonly HandshakeSequence _handshakes = handshakes;
    private readonly HandshakeFragments _fragments = new(context, connection, report, handshakes);
    private readonly MessageListing _listing = new(report);
    private readonly HandshakeCompletion _ends = new(report);
    private readonly FinishedVerifier _finished = new(report);
    private readonly AuthenticationChecks _authentication = new(context, report);
    private readonly Negotiation _negotiation = new(connection, report);

    /// <summary>The latest handshake; <c>null</c> before the first message.</summary>
    public Handshake? Current => _handshakes.Current;

    public int Held => _handshakes.Held + _finished.HeldBefore(Current) + _fragments.Roles.Held;

    /// <summary>Whether records that look like application data before any keys may be TLS 1.3's: the hello that decides is still to come.</summary>
    public bool MayBecomeTls13(Sender sender) => Current is not null && Current.ServerHello is null &&
        (sender == Sender.Client ? Current.ClientHello is not null : true);

    /// <summary>Whether the only handshake is over and nothing of it is left to check.</summary>
    public bool MayRest => Current is { Number: 0, IsComplete: true, PostHandshake: null } && _finished.IsEmpty && _authentication.IsEmpty;

    /// <summary>Whether application data is refused.</summary>
    public bool RefusesData(Direction direction, in TlsRecord record) => _fragments.RefusesData(direction, record.Header.Length, record.Position);

    /// <summary>Whether an alert or heartbeat in the clear is not believed.</summary>
    public bool RefusesOther(Direction direction, ContentType type, int length, in StreamPosition position) => _fragments.RefusesOther(direction, type, length, position);

    /// <summary>Whether all of the connection was captured so far.</summary>
    public bool IsWhole(Direction direction) => _fragments.IsWhole(direction);

    /// <summary>Whether a record of a direction in the clear is not believed.</summary>
    public bool IsOverInClear(Direction direction, ContentType type) => ClearMessages.IsOver(direction, connection.SenderOf(direction), _handshakes.Of(connection.SenderOf(direction)), type);

    /// <summary>The handshake that a sender is in; one that was not seen begins with it.</summary>
    public Handshake HandshakeOf(Sender sender) => _handshakes.For(sender, HandshakeType.Finished);

    /// <summary>A fragment of a handshake record, in the clear or decrypted.</summary>
    public void OnFragment(Direction direction, ReadOnlySpan<byte> fragment, in StreamPosition position, bool isProtected)
    {
        Handshake? handshake = _handshakes.Of(connection.SenderOf(direction));
        if (!isProtected && EarlyClientFlight.IsRepeated(handshake, connection.SenderOf(direction), fragment)) TakeBackClientFlight(handshake!, ClearMessages.OutOfPlace);
        if (_fragments.Admit(direction, fragment, position, isProtected) is not HandshakeJoiner joiner) return;
        while (joiner.Read(ref fragment, out RawHandshake raw) is not JoinOutcome.NeedMore and var outcome)
        {
            if (_fragments.Refuses(direction, raw, position, isProtected)) continue;
            if (outcome == JoinOutcome.TooLong) OnTooLong(direction, raw, position, isProtected);
            else OnMessage(direction, raw, position, isProtected);
        }
    }

    /// <summary>The message that has begun will not be whole: what is there of it is listed, and what a hello says up to there is used.</summary>
    public void OnTruncated(Direction direction, in StreamPosition position)
    {
        if (direction.Joiner is not HandshakeJoiner joiner) return;
        bool isProtected = direction.JoinedUnder != 0;
        // With less than a header it is not known what it was to be, but under keys its sender had no message in the clear to send.
        if (!isProtected && direction.SentProtected && report.Summary.Tcp.MissingBytes == 0 && joiner.PartialLength < RawHandshake.HeaderSize) _fragments.EndPartial(direction);
        if (joiner.TryTakeTruncated(out RawHandshake raw) && !_fragments.Refuses(direction, raw, position, isProtected)) OnTruncatedMessage(direction, raw, position, isProtected);
        joiner.Reset();
    }

    /// <summary>A ClientHello in the form of SSL 2.0; <c>false</c> where it is not read.</summary>
    public bool OnSsl2ClientHello(Direction direction, ReadOnlySpan<byte> message, in StreamPosition position)
    {
        if (_fragments.RefusesSsl2(direction, message, position)) return false;
        if (_fragments.Roles.Judge(direction, HandshakeType.ClientHello, isReadable: true, [], position) == RoleVerdict.BeginAgain) BeginAgain(direction, HandshakeType.ClientHello);
        Handshake handshake = _handshakes.For(Sender.Client, HandshakeType.ClientHello);
        ClientHello? hello = Ssl2ClientHello.Parse(message, out DecodeError error);
        handshake.Transcript.Add(Sender.Client, HandshakeType.ClientHello, message);
        ClearMessages.Pass(handshake, Sender.Client, HandshakeType.ClientHello);
        MessageEntry entry = _listing.List(Sender.Client, handshake, HandshakeType.ClientHello, hello, message.Length, position, false, error.IsSet ? error.ToString() : null);
        if (hello is not null) _negotiation.OnClientHello(handshake, hello);
        report.Tell(entry);
        return true;
    }

    public void OnChangeCipherSpec(Direction direction, ReadOnlySpan<byte> body, in StreamPosition position, bool isProtected)
    {
        Sender sender = connection.SenderOf(direction);
        Handshake handshake = _handshakes.For(sender, HandshakeType.Finished);
        // Under the keys of its own handshake it belongs to the next handshake, in which this side's hello was lost or damaged.
        if (isProtected && direction.Handshake == handshake && !handshake.IsTls13)
        {
            Handshake before = Current!;
            handshake = _handshakes.After(sender);
            if (Current != before) _authentication.Close(before);
        }

        // Middlebox compatibility: it changes nothing in TLS 1.3 (RFC 8446 appendix D.4).
        bool changesKeys = !handshake.IsTls13 && !handshake.Retried && direction.Epoch == Tls13Epoch.Initial;
        if (changesKeys && !isProtected && _fragments.RefusesKeyChange(direction, handshake, body.Length, position)) return;
        _listing.Add(sender, handshake, HandshakeNames.ChangeCipherSpec, body.Length, position, isProtected);
        if (!changesKeys) return;
        if (isProtected) direction.Joiner?.Reset();
        else _fragments.EndPartial(direction);
        handshake.ChangedCipherSpec[(int)sender] = true;
        connection.AwaitKeys(sender, handshake);
        if (EarlyClientFlight.IsRefuted(handshake)) TakeBackClientFlight(handshake, ClearMessages.OutOfPlace);
    }

    /// <summary>A handshake record that stays encrypted.</summary>
    public void OnOpaqueHandshake(Direction direction, in RecordHeader header, in StreamPosition position)
    {
        Sender sender = connection.SenderOf(direction);
        Handshake handshake = _handshakes.For(sender, HandshakeType.Finished);
        bool isChangeCipherSpec = header.Type == ContentType.ChangeCipherSpec;
        _listing.Add(sender, handshake, isChangeCipherSpec ? HandshakeNames.ChangeCipherSpec : HandshakeNames.Encrypted, header.Length, position, isProtected: true);
        if (!isChangeCipherSpec) MarkHidden(handshake, sender);
        _ends.Tell(Current, position);
    }

    /// <summary>Application data that stays encrypted: the sender's handshake must have come to its end, or nearly so.</summary>
    public void OnOpaqueData(Direction direction, in StreamPosition position)
    {
        Sender sender = connection.SenderOf(direction);
        // Where the secrets of TLS 1.3 are known, the Finished is still to come, or what it ends shows that it was lost: this may not be the sender's record.
        if (_handshakes.Of(sender) is Handshake { IsTls13: true } found && direction is { State: not ReadState.Opaque, Epoch: Tls13Epoch.Handshake }) found.HasHiddenMessages |= !found.Finished[(int)sender];
        else if (_handshakes.Of(sender) is Handshake handshake) MarkHidden(handshake, sender);
        _ends.Tell(Current, position);
    }

    /// <summary>The connection is over.</summary>
    public void Complete()
    {
        _finished.Check(last: false);
        RetryRequests.Complete(Current, report, connection);
        _finished.Check(last: true);
        if (Current is not null) _authentication.Close(Current);
        _ends.Judge(Current);
    }

    private void OnMessage(Direction direction, in RawHandshake raw, in StreamPosition position, bool isProtected)
    {
        Handshake? known = raw.Type == HandshakeType.ServerHello ? null : _handshakes.Of(connection.SenderOf(direction));
        HandshakeContext parseContext = new(known?.Version ?? ProtocolVersion.None, known?.CipherSuite, context.Certificates);
        HandshakeMessage? message = HandshakeParser.Parse(raw.Type, raw.Body, parseContext, out DecodeError error);
        if (!IsOfItsSide(direction, raw, message, raw.Bytes, position)) return;
        Sender sender = connection.SenderOf(direction);
        if (_fragments.RefusesHello(direction, raw, message, position, isProtected)) return;
        bool retry = message is ServerHello { IsHelloRetryRequest: true };
        Handshake? before = Current;
        Handshake handshake = retry ? _handshakes.For(sender, HandshakeType.HelloRetryRequest) : _handshakes.For(sender, raw.Type);
        if (before is not null && Current != before) _authentication.Close(before);

        bool isUnreadHello = message is null && HelloRoles.RoleOf(raw.Type) is not null;
        if (isUnreadHello || !handshake.HasInTranscript(sender, raw.Type)) PostHandshakeAuthentication.Note(handshake, sender, raw);
        else if (report.Replayed is null && (context.Keys.MayHaveAny || context.Options.VerifySignatures)) handshake.Transcript.Add(sender, raw.Type, raw.Bytes, retry);
        MessageEntry entry = _listing.List(sender, handshake, raw.Type, message, raw.Length, position, isProtected, error.IsSet ? error.ToString() : null);
        if (message is not null) Apply(direction, sender, handshake, message, entry);
        if (!isProtected) ClearMessages.Pass(handshake, sender, raw.Type);
        _finished.Check(last: false);
        _authentication.Check(last: false);
        _authentication.Report(handshake);
        ReleaseTranscript(handshake);
        report.Tell(entry);
        _ends.Tell(Current, position);
    }

    private void OnTruncatedMessage(Direction direction, in RawHandshake raw, in StreamPosition position, bool isProtected)
    {
        HandshakeMessage? message = TruncatedHello.Parse(raw.Type, raw.Body);
        if (message is not null && !IsOfItsSide(direction, raw, message, [], position)) return;
        if (_fragments.RefusesHello(direction, raw, message, position, isProtected)) return;
        Sender sender = connection.SenderOf(direction);
        Handshake handshake = _handshakes.For(sender, raw.Type);
        handshake.IsDamaged = true;
        MessageEntry entry = _listing.List(sender, handshake, raw.Type, message, raw.Length, position, isProtected, $"cut off: {raw.Body.Length} of {raw.Length} bytes are there");
        if (message is not null) Apply(direction, sender, handshake, message, entry);
        report.Tell(entry);
    }

    /// <summary>It is not in the transcript, which can be of no more use.</summary>
    private void OnTooLong(Direction direction, in RawHandshake raw, in StreamPosition position, bool isProtected)
    {
        Sender sender = connection.SenderOf(direction);
        Handshake handshake = _handshakes.For(sender, raw.Type);
        handshake.IsTranscriptBroken = true;
        if (!isProtected) ClearMessages.Pass(handshake, sender, raw.Type);
        report.Tell(_listing.List(sender, handshake, raw.Type, null, raw.Length, position, isProtected, $"longer than {context.Options.Handshake.MaxMessageLength} bytes"));
    }

    private void Apply(Direction direction, Sender sender, Handshake handshake, HandshakeMessage message, MessageEntry entry)
    {
        switch (message)
        {
            case ClientHello hello:
                _negotiation.OnClientHello(handshake, hello);
                break;
            case ServerHello hello:
                if (_negotiation.OnServerHello(handshake, hello)) TakeBackClientFlight(handshake, ClearMessages.AfterKeys);
                break;
            case EncryptedExtensions extensions:
                report.Summary.Alpn = extensions.Alpn ?? report.Summary.Alpn;
                break;
            case Certificate certificate:
                OnCertificate(handshake, sender, certificate);
                break;
            case CompressedCertificate { Certificate: { } certificate }:
                OnCertificate(handshake, sender, certificate);
                break;
            case ServerKeyExchange or CertificateRequest:
                handshake.ServerFlightSeen = true;
                handshake.CertificateRequested |= message is CertificateRequest;
                if (message is ServerKeyExchange) _authentication.Add(handshake, sender, message);
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
            case NewSessionTicket ticket when !handshake.IsTls13:
                handshake.IssuedTicket = ticket.Ticket;
                context.Sessions.Remember(report.Summary, handshake);
                break;
            case NewSessionTicket ticket:
                Tls13PreSharedKeys.Remember(context, report.Summary, handshake, ticket);
                break;
            case EndOfEarlyData:
                connection.AwaitKeys(Sender.Client, handshake, Tls13Epoch.Handshake);
                break;
            case KeyUpdate when handshake.IsTls13:
                direction.UpdateKeys(handshake);
                break;
            case Finished finished:
                OnFinished(direction, sender, handshake, finished, entry);
                break;
        }
    }

    private void OnCertificate(Handshake handshake, Sender sender, Certificate certificate)
    {
        CertificateDetails[] chain = [.. certificate.Entries.Select(entry => entry.Details ?? context.Certificates.Get(entry.Der))];
        handshake.Delegations[(int)sender] = handshake.IsTls13 && certificate.Entries is [CertificateEntry own, ..] && DelegatedCredential.Find(own) is DelegatedCredential credential ? (credential, own.Der) : null;
        if (sender == Sender.Client)
        {
            handshake.ClientPublicKey = chain.Length > 0 ? chain[0].SubjectPublicKeyInfo : [];
            report.Summary.ClientCertificates = chain;
            return;
        }

        handshake.ServerFlightSeen = true;
        handshake.ServerPublicKey = chain.Length > 0 ? chain[0].SubjectPublicKeyInfo : [];
        report.Summary.ServerCertificates = chain;
    }

    private void OnFinished(Direction direction, Sender sender, Handshake handshake, Finished finished, MessageEntry entry)
    {
        _finished.Add(handshake, entry, finished.VerifyData, direction.TrafficSecret);
        if (sender == Sender.Client && handshake is { IsTls13: true, PreSharedKey: not null }) Tls13PreSharedKeys.RememberEarly(context, report.Summary, handshake);
        // After post-handshake authentication (RFC 8446 §4.6.2) the keys stay.
        if (handshake.IsTls13 && direction.Epoch != Tls13Epoch.Application) connection.AwaitKeys(sender, handshake, Tls13Epoch.Application);
        MarkFinished(handshake, sender);
    }

    /// <summary>A Finished was sent, seen or not.</summary>
    public void MarkFinished(Handshake handshake, Sender sender)
    {
        _ends.MarkFinished(handshake, sender);
        ReleaseTranscript(handshake);
    }

    /// <summary>Takes a record that stays encrypted for the Finished. A later one may still be it, so a Finished that does not verify is not reported as wrong.</summary>
    private void MarkHidden(Handshake handshake, Sender sender)
    {
        if (!handshake.Finished[(int)sender]) handshake.HasHiddenMessages = true;
        MarkFinished(handshake, sender);
    }

    /// <summary>Once both Finished have verified, or neither direction can be decrypted, the messages are not needed again.</summary>
    private void ReleaseTranscript(Handshake handshake)
    {
        bool isVerified = !handshake.IsTls13 && handshake.FinishedVerified is [true, true];
        if (handshake.IsComplete && _finished.IsEmpty && _authentication.IsEmpty && (connection.IsUndecryptable || isVerified)) handshake.Transcript.Release();
    }
}
