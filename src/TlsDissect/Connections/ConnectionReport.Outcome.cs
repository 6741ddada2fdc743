using System.Buffers.Binary;
using TlsDissect.Handshakes;
using TlsDissect.Messages;
using TlsDissect.Protocol;
using TlsDissect.Records;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Connections;

/// <content>Reports the end of the connection: its outcome, the events that decide it, and internal errors.</content>
internal sealed partial class ConnectionReport
{
    private StreamPosition? _later;

    /// <summary>Knows which records still wait.</summary>
    public required IFlightOrder Order { get; init; }

    /// <summary>A datagram can be lost unnoticed, so what was captured is never known to be all.</summary>
    bool IHandshakeReport.SeenStart => SeenStart && _tcp is not null;

    private HiddenFlights _flights;
    private (Sender From, long Packet)? _hiddenAlert;
    private bool _hidesClientAlert;
    private bool _hidesServerAlert;

    /// <summary>What TLS 1.3 records reveal without decryption.</summary>
    public HiddenFlights Flights
    {
        get => _flights;
        set
        {
            _flights = value;
            ShowHidden();
        }
    }

    /// <summary>Bytes or records of a direction are lost.</summary>
    public void OnLost(Sender from)
    {
        // A server's flight ends where the client's begins.
        if (from == Sender.Client && !Order.TryDefer(from, 0, isOver: true)) _flights.End(from);
    }

    private void ShowHidden() =>
        (Summary.ClientEncryptedHandshake, Summary.ServerEncryptedHandshake) =
            (_flights.Handshake(Sender.Client), _flights.Handshake(Sender.Server));

    /// <summary>Notes an alert that could not be decrypted. Before TLS 1.3 its type is in the clear.</summary>
    public void OnOpaqueAlert(Sender from, in StreamPosition position)
    {
        _hiddenAlert ??= (from, position.Packet);
        if (from == Sender.Client) _hidesClientAlert = true;
        else _hidesServerAlert = true;
    }

    /// <summary>
    /// Notes a heartbeat message in the clear or decrypted (RFC 6520 §4), if it claims too many bytes or answers one that does.
    /// </summary>
    public void OnHeartbeat(Sender from, ReadOnlySpan<byte> message, in StreamPosition position)
    {
        const byte Request = 1;
        if (Summary.HeartbeatOverread is HeartbeatOverread overread)
        {
            if (from == overread.From) return;
            if (overread.Answered == 0) overread.AnswerPacket = position.Packet;
            overread.Answered += message.Length;
            return;
        }

        if (message.Length < 3 || message[0] != Request) return;
        int claimed = BinaryPrimitives.ReadUInt16BigEndian(message[1..]);
        if (claimed > message.Length - 3)
            Summary.HeartbeatOverread = new HeartbeatOverread(from, claimed, message.Length - 3, position.Packet);
    }

    /// <summary>Decides the outcome. Called when the connection is over and the rest of its summary is complete.</summary>
    public void Conclude(Handshake? handshake, Direction client, Direction server)
    {
        OutcomeNotes notes =
            new(Flights, _hiddenAlert, handshake is { IsDamaged: true }, MissingBytes > 0, SeenStart)
            { IsFollowed = Place?.Last is not null, Unheard = Unheard ?? UnheardOf(client) ?? UnheardOf(server) };
        ConnectionOutcome outcome = new HandshakeOutcome(Summary, _tcp, notes, client, server).Decide();
        Summary.Outcome = outcome;
        NoteClosing(client);
        Summary.EndsLikeAlert = outcome.Result == OutcomeResult.Unknown && Summary.Version.IsTls13() && Flights.IsClientAlert;
        if (outcome.Result is not (OutcomeResult.Refused or OutcomeResult.Aborted)) return;
        // The handshake is not complete, so the client was not accepted.
        if (Summary.MutualAuthentication == true) Summary.MutualAuthentication = false;
        if (outcome is not { Result: OutcomeResult.Refused, By: Sender by }) return;
        // The client authenticates the server of the outer ClientHello before it gives up the inner one (RFC 9849 §6.1.6).
        if (outcome.Alert == AlertDescription.EchRequired) return;
        if (by == Sender.Server) Summary.ClientAuthentication = Summary.ClientAuthentication.Refused();
        else Summary.ServerAuthentication = Summary.ServerAuthentication.Refused();
    }

    /// <summary>The side of which no datagram was captured; <c>null</c> if there is none, and over TCP.</summary>
    public Sender? Unheard { get; set; }

    private Sender? UnheardOf(Direction direction) =>
        _tcp?.Stream(direction.Side) is { IsPlaced: false } ? direction.Sender : null;

    private void NoteClosing(Direction client)
    {
        if (Place?.Last is not null || _tcp?.End is not { IsReset: false } end) return;
        // What comes right before the FIN is not in the capture.
        if (!_tcp.Stream(end.Side).IsFinished) return;
        Sender from = end.Side == client.Side ? Sender.Client : Sender.Server;
        bool hidesAlert = from == Sender.Client ? _hidesClientAlert : _hidesServerAlert;
        if (hidesAlert || Summary.AlertList.Exists(alert => alert.From == from)) return;
        Summary.ClosedWithoutAlert = new SilentClose(from, end.Packet);
    }

    /// <summary>Notes that an internal error ended the connection: sets the reason and how much was decrypted before.</summary>
    public void Fail(Exception exception, Direction? client, Direction? server)
    {
        Summary.Status = client is { Decrypted: > 0 } || server is { Decrypted: > 0 } ? DecryptionStatus.Partial : DecryptionStatus.None;
        Summary.Reason = DecryptionReason.InternalError;
        CountSkipped(client, server);
        Summary.Outcome =
            new ConnectionOutcome(OutcomeResult.Unknown, "unknown: an internal error of tlsdissect ended the reading of this connection");
        Summary.ClientData.Sha256 = HashSoFar(client);
        Summary.ServerData.Sha256 = HashSoFar(server);
        Note($"an internal error ({exception.GetType().Name}) ended the reading of this connection at packet {_flow.Last.Packet}; later " +
            "data is not shown");
    }

    /// <summary>Notes a packet that was not one of the flow when it came.</summary>
    public void NoteLater(in StreamPosition position)
    {
        if (!(position.Packet <= _later?.Packet)) _later = position;
    }

    /// <summary>Completes the summary of a connection that <see cref="Fail"/> ended.</summary>
    public void CompleteFailed() => SetEnds();

    private void SetEnds()
    {
        StreamPosition last = Place?.Last ?? _flow.Last;
        (Summary.First, Summary.Last) = (First, _later?.Packet > last.Packet ? _later.Value : last);
        if (Summary.Tcp is TcpStatistics tcp) tcp.LastPacket = _flow.Last.Packet;
        else Summary.Datagrams!.LastPacket = _flow.Last.Packet;
    }

    private static ReadOnlyMemory<byte>? HashSoFar(Direction? direction)
    {
        try
        {
            return Finished(direction?.PlaintextHash);
        }
        catch (Exception e) when (LibraryGuard.Catches(e))
        {
            return null;
        }
    }

    private AlertEntry Entry(Sender from, ReadOnlySpan<byte> alert, in StreamPosition position, bool isProtected)
    {
        DirectionCounts data = Summary.Data(from);
        long records = Summary.ProtectedRecords(from);
        // TLS 1.3 disguises its handshake as application data. Once the alert is decrypted, undecrypted records before it were not data
        // under the same keys.
        bool isBeforeData = records == 0 || (Summary.Version.IsTls13() && (data.Bytes is null || IsEarly(from)));
        return new AlertEntry(from, alert[0], (AlertDescription)alert[1], position, isProtected)
        {
            IsBeforeData = isBeforeData,
            RecordsBefore = records,
            IsAfterLoss = MissingBytes > 0 || _tcp?.Stream(0) is { IsPlaced: false } || _tcp?.Stream(1) is { IsPlaced: false },
        };
    }

    /// <summary>Whether all data of a side was early data.</summary>
    private bool IsEarly(Sender from) =>
        from == Sender.Client && Summary.ClientHelloList.Exists(hello => hello.EarlyData) &&
            !Summary.MessageList.Exists(message => message.From == from && message.Message is Finished);

    /// <summary>Notes decrypted TLS 1.3 messages: all of the server's, but only the last of the client's flight.</summary>
    private void NoteMessage(MessageEntry entry)
    {
        if (entry.Protected && Summary.Version.IsTls13() && (entry.From == Sender.Server || entry.Message is Finished))
            AddDecrypted(entry.From, entry.Message is Finished);
    }

    private void AddDecrypted(Sender from, bool isFlightOver)
    {
        if (!Order.TryDefer(from, 1, isFlightOver)) AddDecrypted(from, new DecryptedFlight(0, 1, isFlightOver));
    }

    /// <summary>Notes what decrypted records that were read ahead of others say of their flight.</summary>
    public void AddDecrypted(Sender from, in DecryptedFlight flight)
    {
        for (int i = 0; i < flight.Count; i++) _flights.AddDecrypted(from);
        if (flight.IsOver) _flights.End(from);
    }
}
