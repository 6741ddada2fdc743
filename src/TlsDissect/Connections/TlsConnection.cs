using TlsDissect.Handshakes;
using TlsDissect.Messages;
using TlsDissect.Protocol;
using TlsDissect.Records;
using TlsDissect.Records.Resynchronization;
using TlsDissect.Resting;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Connections;

/// <summary>
/// The state machine of one connection. Records come in from both directions, and the connection decides how each is read.
/// </summary>
/// <remarks>
/// Only <see cref="Direction"/> writes the read state of a direction:
/// <code>
///            change_cipher_spec,                 first record
///            TLS 1.3 ServerHello                 authenticates
///   Plain ------------------------> AwaitingKeys -------------> Protected --+
///     ^                               |      ^                      |       | next keys
///     |                               |      +----------------------+-------+
///     +- start of the connection      +--> Opaque: no key decrypts it
/// </code>
/// Records that wait for keys are held in order, per direction, within <see cref="DissectorOptions.MaxWaitingBytes"/>. Every entry from
/// outside goes through the safety net in TlsConnection.Faults.cs.
/// </remarks>
#pragma warning disable CA1001 // Its disposable parts are released in OnEnd and Finish, which the table calls.
internal sealed partial class TlsConnection : Connection, IStreamConsumer, IRecordHandler, IAwaitsKeys, IRestable, IFlightOrder
{
    private readonly DissectorContext _context;
    private readonly TcpConnection _tcp;
    private IRecordLayer? _layer;
    private IOtherProtocol? _other;
    private Direction[]? _directions = [new(0), new(1)];
    private ConnectionReport? _report;
    private RecordProcessor? _records;
    private PreTlsData? _preTlsData;
    private bool _isOver;
    private bool _isFinished;

    /// <summary>Whether the connection has rested: the sink was asked and wants no data.</summary>
    private bool _isDataUnwanted;

    public TlsConnection(DissectorContext context, TcpConnection tcp)
        : base(context, tcp)
    {
        _context = context;
        _tcp = tcp;
        _archive = new RecordArchive();
        TlsRecordLayer layer = new(this);
        _layer = layer;
        if (!context.Sink.WantsCleartext) return;
        _preTlsData = new PreTlsData(context);
        layer.WatchPreTlsData();
    }

    /// <summary>Creates a later session of a TCP connection. It has no record layer: its records come from that of the first.</summary>
    private TlsConnection(DissectorContext context, TcpConnection tcp, SessionPlace place)
        : base(context, tcp)
    {
        (_context, _tcp, _place) = (context, tcp, place);
        _archive = new RecordArchive();
    }

    private void Read(int side, ReadOnlySpan<byte> data, in StreamPosition position)
    {
        if (_preTlsData is not null) _preTlsData.Position = position;
        if (_other is not null && side != ClientSide && !TryDecideOnProtocol(ref data)) return;
        IRecordLayer layer = _layer ??= _context.SpareLayer.Take(this);
        // All bytes but those of SSL 2.0: avoids the call through the interface.
        if (layer is TlsRecordLayer tls) tls.Read(side, data, position);
        else layer.Read(side, data, position);
        AfterBytes();
    }

    private void Skip(int side, long length, in StreamPosition position)
    {
        _layer ??= _context.SpareLayer.Take(this);
        _sequence?.OnMissing(side, length);
        _layer.Gap(side, length, position);
        AfterBytes();
    }

    public void OnPreTlsData(int side, ReadOnlySpan<byte> bytes)
    {
        _mayHoldOther = true;
        _preTlsData?.Add(side, bytes);
    }

    public void OnPreTlsGap(int side, long length)
    {
        _mayHoldOther = true;
        _preTlsData?.AddMissing(side, length, isLeftOut: false);
    }

    public bool WantsFragment(int side, in RecordHeader header) =>
        header.Type != ContentType.ApplicationData ||
            (_resting is null && (_directions![side].State != ReadState.Opaque || _waiting is { IsEmpty: false }));

    public void OnRecord(int side, in TlsRecord record)
    {
        Restore();
        if (_place is null && JudgeStart(side, record, isOtherThere: false) != SessionStart.No)
        {
            BeginSequence().OnRecord(side, record);
            return;
        }

        Direction direction = _directions![side];
        TakeBeforeHello(side);
        direction.Last = (record.Header.Type, record.Position);
        Report();
        Records().Secrets.Services.Trials.Earn(record.Header.Length);
        if (HasWaiting(side) || !Read(side, record, RecordProcessor.IsPlain(direction, record.Header))) Hold(direction, record);
        Settle();
    }

    public void OnSkipped(int side, in RecordHeader header, in StreamPosition position)
    {
        if (_resting is not null)
        {
            _resting.Count(side, side == ClientSide ? Sender.Client : Sender.Server, header, position);
            return;
        }

        Direction direction = _directions![side];
        ArchiveOpaque(direction, header, position);
        Records().CountSkipped(direction, header, position);
    }

    public void OnTruncated(int side, in RecordHeader header, ReadOnlySpan<byte> fragment, in StreamPosition position)
    {
        Restore();
        TakeBeforeHello(side);
        Report();
        StayRestored();
        if (!HasWaiting(side)) Records().OnTruncated(_directions![side], header, fragment, position);
    }

    public void OnSsl2ClientHello(int side, ReadOnlySpan<byte> message, in StreamPosition position)
    {
        Restore();
        Report();
        StayRestored();
        if (Handshakes().OnSsl2ClientHello(new Arrival(_directions![side], position, IsProtected: false), message))
            _other ??= _context.OtherProtocol(_context, message.ToArray());
        Drain();
    }

    public void OnLost(int side, long missing, int? records, in StreamPosition position)
    {
        Restore();
        TakeBeforeHello(side);
        if (_report is not null) OnLost(side, new LostRecords(missing, records), position);
    }

    public void OnUnread(int side, in UnreadBytes unread)
    {
        if (unread.Kind == UnreadKind.Damaged) return;
        Restore();
        if (_report is null) return;
        TakeBeforeHello(side);
        if (unread.IsBeforeHello && HasSentProtected(_directions![side])) (_beforeHello ??= new UnreadBytes?[2])[side] = unread;
        else Take(side, unread);
    }

    private void Take(int side, in UnreadBytes unread)
    {
        if (_report!.CountsAsSkipped(side, unread)) OnLost(side, new LostRecords(0, 0) { SkippedBytes = unread.Length }, unread.First);
        else _report.NoteUnfinished(_directions![side].Sender, unread);
    }

    public CandidateVerdict Probe(int side, in TlsRecord candidate, in ResyncPoint place) =>
        _report is null || HasWaiting(side) ? CandidateVerdict.Unknown : Records().Probe(_directions![side], candidate, place);

    public void OnResync(int side, in ResyncPoint place, in StreamPosition position)
    {
        Restore();
        // A record that was probed is decrypted already, so nothing is lost any more.
        if (HasWaiting(side) || _directions![side].Lost is not null) OnLost(side, LostRecords.Until(place), position);
    }

    private void End()
    {
        _layer?.Complete(_tcp.Last);
        _sequence?.Complete();
        TakeBeforeHello(0);
        TakeBeforeHello(1);
        _layer?.Dispose();
        _isOver = true;
        if (!(_context.Keys.MayGrow && _waiting is { IsEmpty: false } && _context.AwaitingKeys.TryKeep(this))) Complete();
        else Measure();
    }

    /// <summary>Reports the connection, once. No more data or keys will come.</summary>
    private void Complete()
    {
        if (_isFinished) return;
        _isFinished = true;
        Restore();
        ConnectionSummary? summary = null;
        if (_report is not null)
        {
            Handshakes().TryInnerHello();
            ReleaseWaiting();
            RecognizePreface();
            foreach (Direction direction in _directions!) Handshakes().OnTruncated(direction);
            SearchNotes.Add(_report, Handshakes().Current, Records().Secrets.Services, _context);
            if (_records is { KeyCameTooLate: true, Handshakes.Current.ClientHello: ClientHello hello } &&
                _context.Keys.HasSecretOf(hello.Random.Span))
                _report.Note(
                    $"records stay encrypted: more than {_context.Options.MaxWaitingBytesInAll} bytes of all connections waited for keys");
            _report.Complete(Handshakes(), Records().Secrets, _directions![ClientSide], _directions[1 - ClientSide]);
            _layer?.Report();
            _report.Conclude(Handshakes().Current, _directions[ClientSide], _directions[1 - ClientSide]);
            summary = _report.Summary;
        }

        _preTlsData?.Release();
        StayRestored();
        foreach (Direction direction in _directions!) direction.Dispose();
        _records?.Handshakes.Dispose();
        _report?.Held.Release();
        // An object as old as a long connection is collected late, and so is everything that it refers to.
        (_directions, _report, _records, _waiting) = (null, null, null, null);
        _context.AwaitingKeys.Remove(this);
        Measure();
        if (summary is not null) Tell(summary);
    }

    /// <summary>Tells the sink that the connection is over.</summary>
    private void Tell(ConnectionSummary summary)
    {
        _isReported = true;
        summary.Complete();
        _context.Sink.OnEnd(summary);
    }

    /// <summary>
    /// Tries waiting records again, because a key was added. A direction that was given up continues with its next record if the key is its
    /// own.
    /// </summary>
    private void TryAgain()
    {
        if (_resting is not null && !_resting.HasSecret(_context.Keys)) return;
        Restore();
        _records?.Handshakes.TryInnerHello();
        Drain();
        if (_isOver && _waiting is { IsEmpty: true }) Complete();
        if (_isFinished) return;
        foreach (Direction direction in _directions!)
        {
            if (direction.TryRevive(_context.Keys, hasMore: _records is not null && _records.Secrets.HasMore(direction.Side)))
                StayRestored();
        }

        Measure();
    }

    /// <summary>Tells the sink about cleartext before TLS, ahead of the first plaintext.</summary>
    internal void TellCleartext()
    {
        _preTlsData?.Tell(new ConnectionView(Report().Summary), ClientSide);
        _preTlsData = null;
    }

    /// <summary>The connection's number, which is that of its first packet.</summary>
    public long Id => (_place?.First ?? _tcp.First).Packet;

    private bool TryDecideOnProtocol(ref ReadOnlySpan<byte> answer)
    {
        if (_other!.IsAnswered(ref answer) is not bool isOther) return false;
        if (isOther)
        {
            (_layer as TlsRecordLayer)?.Abandon();
            _layer!.Dispose();
            _layer = _other.Start(Report(), DirectionOf(Sender.Client), DirectionOf(Sender.Server));
        }

        _other = null;
        return true;
    }

    internal override ConnectionReport Report() => _report ??= NewReport(replayed: null);

    private ConnectionReport NewReport(EarlierFindings? replayed) =>
        new(_context, _tcp, ClientSide, _place, replayed)
        {
            Summary = { CarriedBy = _carrier, StartTls = _startTls },
            WantsData = _isDataUnwanted ? false : null,
            Order = this,
        };

    private RecordProcessor Records() => _records ??= new RecordProcessor(_context, this, Report());

    internal override HandshakeTracker Handshakes() => Records().Handshakes;
}
