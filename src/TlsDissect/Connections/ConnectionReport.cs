using System.Runtime.InteropServices;
using System.Security.Cryptography;
using TlsDissect.Handshakes;
using TlsDissect.Keys;
using TlsDissect.Messages.Certificates;
using TlsDissect.Protocol;
using TlsDissect.Records;
using TlsDissect.Resting;
using TlsDissect.Secrets;
using TlsDissect.Transport;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Connections;

/// <summary>Writes the summary of one connection and tells the sink about its events. It is the only output of the state machine.</summary>
internal sealed partial class ConnectionReport : IHandshakeReport
{
    private readonly DissectorContext _context;
    private readonly Flow _flow;
    private readonly TcpConnection? _tcp; // null over UDP
    private int _unlisted;
    private int _unlistedViolations;
    private long _unlistedAlerts;

    public ConnectionReport(DissectorContext context, Flow flow, int clientSide, SessionPlace? place,
        EarlierFindings? replayed = null, DatagramStatistics? datagrams = null)
    {
        _context = context;
        (_flow, _tcp) = (flow, flow as TcpConnection);
        Place = place;
        Replayed = replayed;
        Held = new ListedBytes(context.Certificates.Holders);
        Summary = new ConnectionSummary(_tcp?.Statistics, datagrams) { Id = First.Packet, Previous = place?.Previous };
        Summary.First = First;
        SetEndpoints(clientSide);
    }

    /// <summary>Set while a connection that rested is read again. The sink already knows its events.</summary>
    public EarlierFindings? Replayed { get; set; }

    public bool IsReplayed => Replayed is not null;

    /// <summary>Counts the memory of the lists.</summary>
    public ListedBytes Held { get; }

    /// <summary>Whether the sink wants application data; <c>null</c> until it is asked.</summary>
    public bool? WantsData { get; set; }

    public ConnectionSummary Summary { get; }

    private ConnectionView View => new(Summary);

    /// <summary>Set if the TCP connection has several sessions.</summary>
    public SessionPlace? Place { get; set; }

    private StreamPosition First => Place?.First ?? _flow.First;

    public long MissingBytes => Place?.MissingBytes ?? Summary.Tcp?.MissingBytes ?? 0;

    public bool SeenStart => Place is { Previous: not null } || Summary.IsStartSeen;

    public bool? WasAuthenticated(Sender sender) => Replayed?.Authenticated(sender);

    public void SetEndpoints(int clientSide)
    {
        Summary.Client = _flow.Endpoint(clientSide);
        Summary.Server = _flow.Endpoint(1 - clientSide);
    }

    /// <summary>Lists a message, within <see cref="DissectorOptions.MaxListedMessages"/>, and tells the sink.</summary>
    public void Add(MessageEntry entry)
    {
        List(entry);
        Tell(entry);
    }

    public void List(MessageEntry entry)
    {
        if (IsFull)
        {
            if (_again is null) _unlisted++;
            return;
        }

        Summary.MessageList.Add(entry);
        Held.Add(entry);
        NoteMessage(entry);
    }

    private bool IsFull => Summary.MessageList.Count >= _context.Options.MaxListedMessages;

    /// <summary>Tells the sink about a message, unless the list had no room for it.</summary>
    public void Tell(MessageEntry entry)
    {
        if (IsTold && Summary.MessageList.Count > 0 && ReferenceEquals(Summary.MessageList[^1], entry))
            _context.Sink.OnMessage(View, IsFinal(entry) ? entry : entry with { });
    }

    /// <summary>Whether an entry will not change: neither a verdict nor a message is still to be added.</summary>
    private static bool IsFinal(MessageEntry entry) =>
        entry.Message?.Type is not (null or HandshakeType.Finished or HandshakeType.ClientKeyExchange);

    public void OnHandshake(in StreamPosition position)
    {
        if (IsTold) _context.Sink.OnHandshake(View, position);
    }

    public void OnCertificates(Sender from, CertificateDetails[] chain)
    {
        if (from == Sender.Client) Summary.ClientCertificates = ImmutableCollectionsMarshal.AsImmutableArray(chain);
        else Summary.ServerCertificates = ImmutableCollectionsMarshal.AsImmutableArray(chain);
    }

    public void OnAuthentication(PeerAuthentication server, PeerAuthentication client) =>
        (Summary.ServerAuthentication, Summary.ClientAuthentication) = (server, client);

    public void OnProgress(HandshakeKind kind, Handshake? current, bool clientProved)
    {
        Summary.Handshake = kind;
        if (current?.ServerHello is null) return;
        bool isHidden = current.IsTls13 && Summary.ClientFinishedVerified is null;
        Summary.MutualAuthentication =
            isHidden ? null : clientProved && Summary.ClientCertificates.Length > 0 && !Summary.ClientAuthentication.IsRefuted &&
                !Summary.ServerAuthentication.IsRefuted;
    }

    /// <summary>Notes a secret that was found by trial. It gives the suite if no ServerHello does.</summary>
    public void OnFoundByTrial(Handshake handshake)
    {
        if (handshake.ServerHello is not null) return;
        Summary.Version = handshake.Version;
        Summary.CipherSuiteParts = handshake.CipherSuite;
        Summary.CipherSuite = handshake.CipherSuite?.Id;
    }

    /// <summary>Notes a secret that decrypted a record.</summary>
    public void OnSecretVerified(VerifiedSecret secret, string? note)
    {
        Summary.Secret ??= secret.Source;
        Summary.Key ??= secret.Name;
        if (note is not null) Note(note);
        _context.Sink.OnSecret(View, secret);
    }

    /// <summary>Tells of a session that may be resumed, whose secret is verified.</summary>
    public void OnSession(Handshake handshake)
    {
        ReadOnlySpan<byte> id = handshake.ServerHello is { } hello ? hello.SessionId.Span : default;
        if (!id.IsEmpty || handshake.IssuedTicket is { Length: > 0 })
            _context.Sink.OnSession(View, id, handshake.IssuedTicket, handshake.Secret!.Master);
    }

    /// <summary>Notes a TLS 1.3 traffic secret that decrypted a record.</summary>
    public void OnTrafficSecretVerified(Handshake handshake, KeyLogLabel label, in TrafficSecret secret) =>
        OnSecretVerified(
            new VerifiedSecret(label, handshake.ClientRandom!.Value.Span, secret.Secret, secret.Source, secret.Name, _flow.Last)
            {
                Generation = (uint)secret.Generation,
                Schedule = secret.Schedule,
            }, null);

    /// <summary>Notes records of a NULL cipher, with or without verified MACs. If there are both, they count as not verified.</summary>
    public void OnIntegrity(bool isVerified) => Summary.IntegrityVerified = isVerified && Summary.IntegrityVerified != false;

    /// <summary>Notes the verdict on a Finished. Of several, a wrong one decides.</summary>
    public void OnFinished(Sender from, bool? verified)
    {
        if (from == Sender.Client) Summary.ClientFinishedVerified = And(Summary.ClientFinishedVerified, verified);
        else Summary.ServerFinishedVerified = And(Summary.ServerFinishedVerified, verified);
    }

    public void OnAlert(Sender from, ReadOnlySpan<byte> alerts, in StreamPosition position, bool isProtected)
    {
        for (; alerts.Length >= 2; alerts = alerts[2..])
        {
            if (Summary.AlertList.Count >= _context.Options.MaxListedMessages)
            {
                _unlistedAlerts += alerts.Length / 2;
                return;
            }

            AlertEntry entry = Entry(from, alerts, position, isProtected);
            Summary.AlertList.Add(entry);
            Held.AddAlert();
            if (Replayed is null) _context.Sink.OnAlert(View, entry);
        }
    }

    public void OnViolation(ViolationEntry violation)
    {
        List<ViolationEntry> violations = Summary.ViolationList ??= [];
        if (violations.Count >= _context.Options.MaxListedMessages)
        {
            if (_again is null) _unlistedViolations++;
            return;
        }

        violations.Add(violation);
        Held.AddViolation();
        if (IsTold) _context.Sink.OnViolation(View, violation);
    }

    public void OnApplicationData(Direction direction, int ciphertextLength, ReadOnlySpan<byte> plaintext, in StreamPosition position)
    {
        DirectionCounts counts = Count(direction.Sender, ciphertextLength);
        Summary.Milestones.OnData(direction.Sender, position);
        NotePlaintext(direction.Sender, plaintext);
        counts.Bytes = (counts.Bytes ?? 0) + plaintext.Length;
        AddToHash(direction, plaintext);
        if (Summary.Version.IsTls13()) AddDecrypted(direction.Sender, direction.Epoch == Epoch.Application);
        if (IsDataWanted())
            _context.Sink.OnApplicationData(View,
                new ApplicationData(direction.Sender, plaintext,
                    position)
                { IsAuthenticated = direction.Decryptor is not { Verifies: false } });
    }

    public void OnOpaqueData(Sender from, int ciphertextLength, in StreamPosition position)
    {
        DirectionCounts counts = Count(from, ciphertextLength);
        EncryptedHandshake handshake = Summary.Version.IsTls13() ? _flights.AddOpaque(from, ciphertextLength) : default;
        if (handshake.Records > 0)
        {
            (counts.Records, counts.CiphertextBytes) =
                (counts.Records - handshake.Records, counts.CiphertextBytes - handshake.CiphertextBytes);
            ShowHidden();
        }
        else
        {
            Interrupt(from);
            if (IsDataWanted()) _context.Sink.OnOpaqueData(View, from, ciphertextLength, position);
        }

        Summary.Milestones.OnOpaque(from, position, isHandshake: handshake.Records > 0,
            HiddenFlights.MayBeFinished(from, ciphertextLength), hasData: counts.Records > 0);
    }

    /// <summary>Whether the sink wants data. Asks it once.</summary>
    public bool IsDataWanted() => Replayed is null && (WantsData ??= _context.Sink.WantsApplicationData(View));

    private DirectionCounts Count(Sender from, int ciphertextLength)
    {
        DirectionCounts counts = Summary.Data(from);
        counts.Records++;
        counts.CiphertextBytes += ciphertextLength;
        return counts;
    }

    /// <summary>Notes missing data: bytes that were not captured or, with 0 bytes, a record that does not authenticate.</summary>
    public void OnGap(Sender from, long missing, in StreamPosition position)
    {
        Interrupt(from);
        if (IsDataWanted()) _context.Sink.OnGap(View, from, missing, position);
    }

    private static bool? And(bool? earlier, bool? later) => earlier == false ? false : later ?? earlier;

    /// <summary>Adds a note to the summary. A repeated note is kept once.</summary>
    public void Note(string sentence)
    {
        if (Summary.NoteList.Count < 20 && !Summary.NoteList.Contains(sentence)) Summary.NoteList.Add(sentence);
    }

    /// <summary>
    /// The hash of the added bytes. Not converted implicitly from the array, because that makes <c>null</c> an empty hash.
    /// </summary>
    private static ReadOnlyMemory<byte>? Finished(IncrementalHash? hash) =>
        hash is null ? default(ReadOnlyMemory<byte>?) : hash.GetHashAndReset();

    /// <summary>Adds to the summary what depends on the whole connection. Called when it is over.</summary>
    public void Complete(HandshakeTracker handshakes, SecretFinder secrets, Direction client, Direction server)
    {
        if (_unlisted > 0) Note($"{_unlisted} more handshake messages are not listed");
        if (_unlistedViolations > 0) Note($"{_unlistedViolations} more violations are not listed");
        if (_unlistedAlerts > 0) Note($"{_unlistedAlerts} more alerts are not listed");
        SetEnds();
        Summary.ClientData.Sha256 = Finished(client.PlaintextHash);
        Summary.ServerData.Sha256 = Finished(server.PlaintextHash);
        CountSkipped(client, server);
        NameApplication();
        SortByPacket(Summary.MessageList, message => message.Position.Packet);
        SortByPacket(Summary.AlertList, alert => alert.Position.Packet);
        if (handshakes.Current is { IsFoundWithoutHello: true } found)
        {
            Summary.TrialClientRandom = found.ClientRandom!.Value;
            Summary.IsClientHelloMissing = found.ClientHello is null;
            Summary.IsServerHelloMissing = found.ServerHello is null;
        }

        handshakes.Complete();
        DecryptionVerdict.Decide(Summary, MissingBytes > 0, handshakes, secrets, client, server);
    }
}
