using TlsDissect.Handshakes;
using TlsDissect.Keys;
using TlsDissect.Messages;
using TlsDissect.Messages.Certificates;
using TlsDissect.Protocol;
using TlsDissect.Records;
using TlsDissect.Records.Resynchronization;
using TlsDissect.Tests.Messages;

namespace TlsDissect.Tests.Handshakes;

/// <summary>
/// The handshakes of a connection that is not there: fragments in, and a line for each effect and each thing that is reported, in order.
/// </summary>
internal sealed class TrackedHandshakes : IHandshakeEvents, IHandshakeReport, IDisposable
{
    private readonly HandshakeTracker _tracker;
    private long _packet;

    public TrackedHandshakes()
    {
        DissectorOptions options = new() { VerifySignatures = true };
        HandshakeServices services =
            new(options, KeyRing.Empty, new CertificateCache(10), new VerificationKeys(10), new SharedTrials(long.MaxValue));
        _tracker = new HandshakeTracker(services, this, this, new HandshakeSequence());
    }

    /// <summary>Per TCP side.</summary>
    public FakeDirection[] Directions { get; } = [new(0), new(1)];

    public long MissingBytes { get; set; }

    public bool SeenStart => true;

    public bool IsReplayed => false;

    public Handshake Current => _tracker.Current!;

    public int Held => _tracker.Held;

    /// <summary>Reported events, until they are taken.</summary>
    private readonly List<string> _lines = [];

    /// <summary>The lines since the last call.</summary>
    public string[] Take()
    {
        string[] lines = [.. _lines];
        _lines.Clear();
        return lines;
    }

    /// <summary>A message with its header.</summary>
    public static byte[] Message(HandshakeType type, byte[] body) =>
        new TlsWriter().UInt8((int)type).Vector24(b => b.Opaque(body)).ToArray();

    /// <summary>A side says something in the clear.</summary>
    public TrackedHandshakes Say(int side, params byte[] fragment)
    {
        _tracker.OnFragment(Next(side, isProtected: false), fragment);
        return this;
    }

    /// <summary>A side says something in a record that is decrypted with its present keys.</summary>
    public TrackedHandshakes SayProtected(int side, params byte[] fragment)
    {
        FakeDirection direction = Directions[side];
        (direction.State, direction.SentProtected) = (ReadState.Protected, direction.SentProtected || direction.Epoch != Epoch.Initial);
        direction.Decrypted++;
        _tracker.OnFragment(Next(side, isProtected: true), fragment);
        return this;
    }

    /// <summary>A side says a whole message of DTLS.</summary>
    public TrackedHandshakes SayMessage(int side, int sequence, ReadOnlySpan<byte> message, bool isProtected = false)
    {
        if (isProtected) Directions[side].Decrypted++;
        _tracker.OnDatagramMessage(Next(side, isProtected) with { Sequence = sequence }, new RawHandshake(message));
        return this;
    }

    public TrackedHandshakes ChangeCipherSpec(int side)
    {
        _tracker.OnChangeCipherSpec(Next(side, isProtected: false), [1]);
        return this;
    }

    /// <summary>A side's application data, which stays encrypted.</summary>
    public TrackedHandshakes SayOpaque(int side)
    {
        Directions[side].SentProtected = true;
        _tracker.OnOpaqueData(Directions[side], Next(side, isProtected: true).Position);
        return this;
    }

    public TrackedHandshakes Truncate(int side)
    {
        _tracker.OnTruncated(Directions[side]);
        return this;
    }

    public TrackedHandshakes Complete()
    {
        _tracker.Complete();
        return this;
    }

    public void Dispose() => _tracker.Dispose();

    private Arrival Next(int side, bool isProtected) => new(Directions[side], new StreamPosition(++_packet, default), isProtected);

    public IDirectionView DirectionOf(Sender sender) => Directions[0].Sender == sender ? Directions[0] : Directions[1];

    private FakeDirection Of(Sender sender) => (FakeDirection)DirectionOf(sender);

    public bool IsStartSeen(int side) => true;

    public bool HasWaiting(int side) => false;

    public void OnRolesTurned()
    {
        _lines.Add("roles turned");
        foreach (FakeDirection direction in Directions) direction.Sender = 1 - direction.Sender;
    }

    public void OnKeysNext(Sender sender, Handshake handshake, Epoch epoch)
    {
        _lines.Add($"keys next: {sender} {handshake.Number} {epoch}");
        Of(sender).Change(ReadState.AwaitingKeys, epoch, handshake);
    }

    public void OnKeysTakenBack(Sender sender)
    {
        _lines.Add($"keys taken back: {sender}");
        Of(sender).Change(ReadState.Plain, Epoch.Initial, Of(sender).Handshake);
    }

    public void OnHelloRepeated()
    {
        _lines.Add("hello repeated");
        Of(Sender.Client).SentProtected = false;
    }

    public void OnKeyUpdate(Sender sender, Handshake handshake)
    {
        _lines.Add($"key update: {sender}");
        Of(sender).Change(ReadState.Protected, Of(sender).Epoch, handshake);
    }

    public void OnTicket(Handshake handshake, NewSessionTicket ticket) => _lines.Add($"ticket: {ticket.Ticket.Length} bytes");

    public void OnFinished(Sender sender, Handshake handshake) => _lines.Add($"finished: {sender} under {Of(sender).Epoch}");

    public void OnBeginAgain()
    {
        _lines.Add("begin again");
        foreach (FakeDirection direction in Directions) direction.Change(ReadState.Plain, Epoch.Initial, null);
    }

    public void OnUnrepeatable() => _lines.Add("unrepeatable");

    public bool? WasAuthenticated(Sender sender) => null;

    public void List(MessageEntry entry) =>
        _lines.Add(
            $"list: {entry.From} {entry.Name}{(entry.Protected
                ? " under keys"
                : "")}{(entry.Malformed is null ? "" : $" ({entry.Malformed})")}");

    public void Tell(MessageEntry entry) => _lines.Add($"tell: {entry.Name}");

    public void OnViolation(ViolationEntry violation) =>
        _lines.Add($"violation: {violation.From} {violation.Name} {violation.Length} at {violation.Position.Packet}: {violation.Reason}");

    public void Note(string sentence) => _lines.Add($"note: {sentence}");

    public void OnClientHello(ClientHello hello, ClientHello? replaced) => _lines.Add("client hello");

    public void OnInnerHello(ClientHello outer, ClientHello inner, (KeyLogEntry Secret, KeyLogEntry Config)? source) =>
        _lines.Add($"inner hello: {inner.ServerName}");

    public void OnInnerHelloAccepted(ClientHello inner) => _lines.Add($"inner hello accepted: {inner.ServerName}");

    public void OnEncryptedHelloJudged(bool? accepted) => IsInnerAccepted = accepted;

    /// <summary>The last verdict on an encrypted ClientHello.</summary>
    public bool? IsInnerAccepted { get; private set; }

    public void OnUnusedHello(HandshakeMessage hello) => _lines.Add($"unused {hello.Type}");

    public void OnServerHello(ServerHello hello, CipherSuite? suite) => _lines.Add($"server hello: {suite?.Name}");

    public void OnEncryptedExtensions(EncryptedExtensions extensions) => _lines.Add($"alpn: {extensions.Alpn}");

    public void OnServerKeyExchange(ServerKeyExchange exchange) { }

    public void OnCertificateRequest(CertificateRequest request) { }

    public void OnCertificates(Sender from, CertificateDetails[] chain) => _lines.Add($"certificates: {from} {chain.Length}");

    public void OnFinished(Sender from, bool? verified) => _lines.Add($"finished is right: {from} {verified}");

    /// <summary>Told again with each message: only what changes is a line.</summary>
    public void OnAuthentication(PeerAuthentication server, PeerAuthentication client)
    {
        if (server != _server) _lines.Add($"server proof: {server.Scheme}");
        _server = server;
    }

    private PeerAuthentication _server;

    public void OnProgress(HandshakeKind kind, Handshake? current, bool clientProved) => _lines.Add($"progress: {kind}");

    public void OnHandshake(in StreamPosition position) => _lines.Add($"handshake ends at {position.Packet}");

    public void TakeBack(ClientHello hello, string why) => _lines.Add($"take back a hello: {why}");

    public void TakeBackRetryRequest(string why) => _lines.Add($"take back the retry request: {why}");

    public void TakeBackClientFlight(string why) => _lines.Add($"take back the client's flight: {why}");

    public void TakeBackKeyChange(Sender sender, string why) => _lines.Add($"take back a key change: {sender}: {why}");

    public void TakeBackAll(string why) => _lines.Add($"take back all: {why}");

    public void BeginReadAgain() => _lines.Add("read again");

    public void TakeBackViolation(Sender from, string name, StreamPosition position, int length) =>
        _lines.Add($"take back a violation at {position.Packet}");

    public void Exchange(ClientHello listed, MessageEntry rival, ViolationEntry violation) =>
        _lines.Add($"exchange: {rival.Name} at {rival.Position.Packet}");

    public void ExchangeRetryRequest(MessageEntry rival, ViolationEntry violation) =>
        _lines.Add($"exchange: {rival.Name} at {rival.Position.Packet}");

    /// <summary>A direction that is set as a test likes.</summary>
    internal sealed class FakeDirection(int side) : IDirectionView
    {
        public int Side => side;

        public Sender Sender { get; set; } = (Sender)side;

        public ReadState State { get; set; }

        public Epoch Epoch { get; private set; }

        public Handshake? Handshake { get; private set; }

        public bool SentProtected { get; set; }

        public int KeyChanges { get; private set; }

        public long Decrypted { get; set; }

        public byte[] TrafficSecret { get; set; } = [];

        public LostRecords? Lost { get; set; }

        public void Change(ReadState state, Epoch epoch, Handshake? handshake)
        {
            (State, Epoch, Handshake) = (state, epoch, handshake);
            KeyChanges++;
        }
    }
}
