using TlsDissect.Connections;
using TlsDissect.Messages;
using TlsDissect.Protocol;
using TlsDissect.Records;
using TlsDissect.Secrets;
using TlsDissect.Transport;

namespace TlsDissect.Handshakes;

/// <summary>
/// Follows the handshakes of one connection: files messages with their handshake, and tells the state machine when a direction's keys change.
/// </summary>
internal sealed partial class HandshakeTracker(DissectorContext context, TlsConnection connection, ConnectionReport report, HandshakeFlows flows)
{
    private readonly HandshakeFlows _flows = flows;
    private readonly HandshakeFragments _fragments = new(context, connection, report, flows);
    private readonly MessageListing _listing = new(report);
    private readonly HandshakeEnds _ends = new(report);
    private readonly FinishedChecks _finished = new(report);
    private readonly AuthenticationChecks _authentication = new(context, report);
    private readonly Negotiation _negotiation = new(connection, report);

    /// <summary>The latest handshake; <c>null</c> before the first message.</summary>
    public HandshakeFlow? Current => _flows.Current;

    public int Held => _flows.Held + _finished.HeldBefore(Current) + _fragments.Roles.Held;

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
    public bool IsOverInClear(Direction direction, ContentType type) => ClearMessages.IsOver(direction, connection.SenderOf(direction), _flows.Of(connection.SenderOf(direction)), type);

    /// <summary>The handshake that a sender is in; one that was not seen begins with it.</summary>
    public HandshakeFlow FlowOf(Sender sender) => _flows.For(sender, HandshakeType.Finished);

    /// <summary>A fragment of a handshake record, in the clear or decrypted.</summary>
    public void OnFragment(Direction direction, ReadOnlySpan<byte> fragment, in StreamPosition position, bool isProtected)
    {
        HandshakeFlow? flow = _flows.Of(connection.SenderOf(direction));
        if (!isProtected && EarlyClientFlight.IsRepeated(flow, connection.SenderOf(direction), fragment)) TakeBackClientFlight(flow!, ClearMessages.OutOfPlace);
        if (_fragments.Admit(direction, fragment, position, isProtected) is not HandshakeJoiner joiner) return;
        while (joiner.Read(ref fragment, out RawHandshake raw) is not JoinOutcome.NeedMore and var outcome)
        {
            if (_fragments.Refuses(direction, raw, position, isProtected)) continue;
            if (outcome == JoinOutcome.TooLong) OnTooLong(direction, raw, position, isProtected);
            else OnMessage(direction, raw, position, isProtected);
        }
    }

    /// <summary>The message that has begun will not be whole: what is there of it is listed, and what a hello says up to there is used.</summary>
    public void OnCut(Direction direction, in StreamPosition position)
    {
        if (direction.Joiner is not HandshakeJoiner joiner) return;
        bool isProtected = direction.JoinedUnder != 0;
        // With less than a header it is not known what it was to be, but under keys its sender had no message in the clear to send.
        if (!isProtected && direction.SentProtected && report.Summary.Tcp.MissingBytes == 0 && joiner.PartialLength < RawHandshake.HeaderSize) _fragments.EndPartial(direction);
        if (joiner.TryTakeCut(out RawHandshake raw) && !_fragments.Refuses(direction, raw, position, isProtected)) OnCutMessage(direction, raw, position, isProtected);
        joiner.Reset();
    }

    /// <summary>A ClientHello in the form of SSL 2.0; <c>false</c> where it is not read.</summary>
    public bool OnSsl2ClientHello(Direction direction, ReadOnlySpan<byte> message, in StreamPosition position)
    {
        if (_fragments.RefusesSsl2(direction, message, position)) return false;
        if (_fragments.Roles.Judge(direction, HandshakeType.ClientHello, isReadable: true, [], position) == RoleVerdict.BeginAgain) BeginAgain(direction, HandshakeType.ClientHello);
        HandshakeFlow flow = _flows.For(Sender.Client, HandshakeType.ClientHello);
        ClientHello? hello = Ssl2ClientHello.Parse(message, out DecodeError error);
        flow.Transcript.Add(Sender.Client, HandshakeType.ClientHello, message);
        ClearMessages.Pass(flow, Sender.Client, HandshakeType.ClientHello);
        MessageEntry entry = _listing.List(Sender.Client, flow, HandshakeType.ClientHello, hello, message.Length, position, false, error.IsSet ? error.ToString() : null);
        if (hello is not null) _negotiation.OnClientHello(flow, hello);
        report.Tell(entry);
        return true;
    }

    public void OnChangeCipherSpec(Direction direction, ReadOnlySpan<byte> body, in StreamPosition position, bool isProtected)
    {
        Sender sender = connection.SenderOf(direction);
        HandshakeFlow flow = _flows.For(sender, HandshakeType.Finished);
        // Under the keys of its own handshake it belongs to the next handshake, in which this side's hello was lost or damaged.
        if (isProtected && direction.Flow == flow && !flow.IsTls13)
        {
            HandshakeFlow before = Current!;
            flow = _flows.After(sender);
            if (Current != before) _authentication.Close(before);
        }

        // Middlebox compatibility: it changes nothing in TLS 1.3 (RFC 8446 appendix D.4).
        bool changesKeys = !flow.IsTls13 && !flow.Retried && direction.Epoch == Tls13Epoch.Initial;
        if (changesKeys && !isProtected && _fragments.RefusesKeyChange(direction, flow, body.Length, position)) return;
        _listing.Add(sender, flow, HandshakeNames.ChangeCipherSpec, body.Length, position, isProtected);
        if (!changesKeys) return;
        if (isProtected) direction.Joiner?.Reset();
        else _fragments.EndPartial(direction);
        flow.ChangedCipherSpec[(int)sender] = true;
        connection.AwaitKeys(sender, flow);
        if (EarlyClientFlight.IsRefuted(flow)) TakeBackClientFlight(flow, ClearMessages.OutOfPlace);
    }

    /// <summary>A handshake record that stays encrypted.</summary>
    public void OnOpaqueHandshake(Direction direction, in RecordHeader header, in StreamPosition position)
    {
        Sender sender = connection.SenderOf(direction);
        HandshakeFlow flow = _flows.For(sender, HandshakeType.Finished);
        bool isChangeCipherSpec = header.Type == ContentType.ChangeCipherSpec;
        _listing.Add(sender, flow, isChangeCipherSpec ? HandshakeNames.ChangeCipherSpec : HandshakeNames.Encrypted, header.Length, position, isProtected: true);
        if (!isChangeCipherSpec) MarkHidden(flow, sender);
        _ends.Tell(Current, position);
    }

    /// <summary>Application data that stays encrypted: the sender's handshake must have come to its end, or nearly so.</summary>
    public void OnOpaqueData(Direction direction, in StreamPosition position)
    {
        Sender sender = connection.SenderOf(direction);
        // Where the secrets of TLS 1.3 are known, the Finished is still to come, or what it ends shows that it was lost: this may not be the sender's record.
        if (_flows.Of(sender) is HandshakeFlow { IsTls13: true } found && direction is { State: not ReadState.Opaque, Epoch: Tls13Epoch.Handshake }) found.HasHiddenMessages |= !found.Finished[(int)sender];
        else if (_flows.Of(sender) is HandshakeFlow flow) MarkHidden(flow, sender);
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
        HandshakeFlow? known = raw.Type == HandshakeType.ServerHello ? null : _flows.Of(connection.SenderOf(direction));
        HandshakeContext parseContext = new(known?.Version ?? ProtocolVersion.None, known?.CipherSuite, context.Certificates);
        HandshakeMessage? message = HandshakeParser.Parse(raw.Type, raw.Body, parseContext, out DecodeError error);
        if (!IsOfItsSide(direction, raw, message, raw.Bytes, position)) return;
        Sender sender = connection.SenderOf(direction);
        if (_fragments.RefusesHello(direction, raw, message, position, isProtected)) return;
        bool retry = message is ServerHello { IsHelloRetryRequest: true };
        HandshakeFlow? before = Current;
        HandshakeFlow flow = retry ? _flows.For(sender, HandshakeType.HelloRetryRequest) : _flows.For(sender, raw.Type);
        if (before is not null && Current != before) _authentication.Close(before);

        bool isUnreadHello = message is null && HelloRoles.RoleOf(raw.Type) is not null;
        if (isUnreadHello || !flow.HasInTranscript(sender, raw.Type)) PostHandshakeAuthentication.Note(flow, sender, raw);
        else if (report.Replayed is null && (context.Keys.MayHaveAny || context.Options.VerifySignatures)) flow.Transcript.Add(sender, raw.Type, raw.Bytes, retry);
        MessageEntry entry = _listing.List(sender, flow, raw.Type, message, raw.Length, position, isProtected, error.IsSet ? error.ToString() : null);
        if (message is not null) Apply(direction, sender, flow, message, entry);
        if (!isProtected) ClearMessages.Pass(flow, sender, raw.Type);
        _finished.Check(last: false);
        _authentication.Check(last: false);
        _authentication.Report(flow);
        ReleaseTranscript(flow);
        report.Tell(entry);
        _ends.Tell(Current, position);
    }

    private void OnCutMessage(Direction direction, in RawHandshake raw, in StreamPosition position, bool isProtected)
    {
        HandshakeMessage? message = CutHello.Parse(raw.Type, raw.Body);
        if (message is not null && !IsOfItsSide(direction, raw, message, [], position)) return;
        if (_fragments.RefusesHello(direction, raw, message, position, isProtected)) return;
        Sender sender = connection.SenderOf(direction);
        HandshakeFlow flow = _flows.For(sender, raw.Type);
        flow.IsDamaged = true;
        MessageEntry entry = _listing.List(sender, flow, raw.Type, message, raw.Length, position, isProtected, $"cut off: {raw.Body.Length} of {raw.Length} bytes are there");
        if (message is not null) Apply(direction, sender, flow, message, entry);
        report.Tell(entry);
    }

    /// <summary>It is not in the transcript, which can be of no more use.</summary>
    private void OnTooLong(Direction direction, in RawHandshake raw, in StreamPosition position, bool isProtected)
    {
        Sender sender = connection.SenderOf(direction);
        HandshakeFlow flow = _flows.For(sender, raw.Type);
        flow.IsTranscriptBroken = true;
        if (!isProtected) ClearMessages.Pass(flow, sender, raw.Type);
        report.Tell(_listing.List(sender, flow, raw.Type, null, raw.Length, position, isProtected, $"longer than {context.Options.Handshake.MaxMessageLength} bytes"));
    }

    private void Apply(Direction direction, Sender sender, HandshakeFlow flow, HandshakeMessage message, MessageEntry entry)
    {
        switch (message)
        {
            case ClientHello hello:
                _negotiation.OnClientHello(flow, hello);
                break;
            case ServerHello hello:
                if (_negotiation.OnServerHello(flow, hello)) TakeBackClientFlight(flow, ClearMessages.AfterKeys);
                break;
            case EncryptedExtensions extensions:
                report.Summary.Alpn = extensions.Alpn ?? report.Summary.Alpn;
                break;
            case Certificate certificate:
                OnCertificate(flow, sender, certificate);
                break;
            case CompressedCertificate { Certificate: { } certificate }:
                OnCertificate(flow, sender, certificate);
                break;
            case ServerKeyExchange or CertificateRequest:
                flow.ServerFlightSeen = true;
                flow.CertificateRequested |= message is CertificateRequest;
                if (message is ServerKeyExchange) _authentication.Add(flow, sender, message);
                break;
            case ServerHelloDone:
                flow.ServerFlightSeen = flow.ServerHelloDone = true;
                if (EarlyClientFlight.IsRefuted(flow)) TakeBackClientFlight(flow, ClearMessages.OutOfPlace);
                break;
            case ClientKeyExchange exchange:
                flow.ClientKeyExchange = exchange;
                flow.ClientKeyExchangeEntry = entry;
                break;
            case CertificateVerify:
                _ends.ClientProved |= sender == Sender.Client;
                _authentication.Add(flow, sender, message);
                break;
            case NewSessionTicket ticket when !flow.IsTls13:
                flow.IssuedTicket = ticket.Ticket;
                context.Sessions.Remember(report.Summary, flow);
                break;
            case NewSessionTicket ticket:
                Tls13PreSharedKeys.Remember(context, report.Summary, flow, ticket);
                break;
            case EndOfEarlyData:
                connection.AwaitKeys(Sender.Client, flow, Tls13Epoch.Handshake);
                break;
            case KeyUpdate when flow.IsTls13:
                direction.UpdateKeys(flow);
                break;
            case Finished finished:
                OnFinished(direction, sender, flow, finished, entry);
                break;
        }
    }

    private void OnCertificate(HandshakeFlow flow, Sender sender, Certificate certificate)
    {
        CertificateDetails[] chain = [.. certificate.Entries.Select(entry => entry.Details ?? context.Certificates.Get(entry.Der))];
        flow.Delegations[(int)sender] = flow.IsTls13 && certificate.Entries is [CertificateEntry own, ..] && DelegatedCredential.Find(own) is DelegatedCredential credential ? (credential, own.Der) : null;
        if (sender == Sender.Client)
        {
            flow.ClientPublicKey = chain.Length > 0 ? chain[0].SubjectPublicKeyInfo : [];
            report.Summary.ClientCertificates = chain;
            return;
        }

        flow.ServerFlightSeen = true;
        flow.ServerPublicKey = chain.Length > 0 ? chain[0].SubjectPublicKeyInfo : [];
        report.Summary.ServerCertificates = chain;
    }

    private void OnFinished(Direction direction, Sender sender, HandshakeFlow flow, Finished finished, MessageEntry entry)
    {
        _finished.Add(flow, entry, finished.VerifyData, direction.TrafficSecret);
        // After post-handshake authentication (RFC 8446 §4.6.2) the keys stay.
        if (flow.IsTls13 && direction.Epoch != Tls13Epoch.Application) connection.AwaitKeys(sender, flow, Tls13Epoch.Application);
        MarkFinished(flow, sender);
    }

    /// <summary>A Finished was sent, seen or not.</summary>
    public void MarkFinished(HandshakeFlow flow, Sender sender)
    {
        _ends.MarkFinished(flow, sender);
        ReleaseTranscript(flow);
    }

    /// <summary>Takes a record that stays encrypted for the Finished. A later one may still be it, so a Finished that does not verify is not reported as wrong.</summary>
    private void MarkHidden(HandshakeFlow flow, Sender sender)
    {
        if (!flow.Finished[(int)sender]) flow.HasHiddenMessages = true;
        MarkFinished(flow, sender);
    }

    /// <summary>Once both Finished have verified, or neither direction can be decrypted, the messages are not needed again.</summary>
    private void ReleaseTranscript(HandshakeFlow flow)
    {
        bool isVerified = !flow.IsTls13 && flow.FinishedVerified is [true, true];
        if (flow.IsComplete && _finished.IsEmpty && _authentication.IsEmpty && (connection.IsClosed || isVerified)) flow.Transcript.Release();
    }
}
