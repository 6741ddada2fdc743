using TlsDissect.Handshakes;
using TlsDissect.Protocol;
using TlsDissect.Records.Resynchronization;
using TlsDissect.Resting;

namespace TlsDissect.Connections;

/// <content>
/// How a connection comes to rest and wakes. It rests when its handshake is over, no key decrypts it and the sink does not want its data.
/// Any record except application data wakes it.
/// </content>
internal sealed partial class TlsConnection
{
    private RestingConnection? _resting;
    private RecordArchive? _archive;
    private bool _isToRest;

    private void TryRest()
    {
        _isToRest = false;
        if (!MayRest())
        {
            // It ends soon.
            if (_tcp.IsClosing) StayRestored();
            return;
        }

        RecognizePreface();
        _resting = new RestingConnection(_archive!, Findings(), _context.Keys.MayGrow, _context.Resting.Compressor);
        StayRestored();
        foreach (Direction direction in _directions!) direction.Dispose();
        _records!.Handshakes.Dispose();
        _isDataUnwanted = true;
        _report!.Held.Release();
        (_directions, _report, _records, _waiting) = (null, null, null, null);
        ReturnLayer();
        Measure();
    }

    /// <summary>Restores the state by reading its archived records again. The sink is not told.</summary>
    internal void Restore()
    {
        _mayHoldOther = true;
        if (_resting is not RestingConnection resting) return;
        _resting = null;
        resting.Release();
        EarlierFindings findings = resting.Findings;
        _directions = [new(0), new(1)];
        ClientSide = 0;
        _archive = new RecordArchive();
        _report = NewReport(findings);
        using (RecordArchive archive = resting.Decompress(_context.Resting.Compressor)) Replay(archive);
        Take(findings);
        _report.Replayed = null;
        Settle();
        Measure();
    }

    private void Replay(RecordArchive archive)
    {
        ArchiveReader entries = archive.Entries;
        while (entries.MoveNext())
        {
            if (entries.Kind == ArchiveKind.Lost) Lose(entries.Side, entries.Lost, entries.Position);
            else Read(entries.Side, new TlsRecord(entries.Header, entries.Fragment, entries.Position), entries.Kind == ArchiveKind.Plain);
        }
    }

    /// <summary>Collects the findings that the archive cannot restore.</summary>
    private EarlierFindings Findings()
    {
        Handshake handshake = Handshakes().Current!;
        return new EarlierFindings(Findings(_directions![0]), Findings(_directions[1]))
        {
            ClientAuthenticated = handshake.Proofs[(int)Sender.Client].Authenticated,
            ServerAuthenticated = handshake.Proofs[(int)Sender.Server].Authenticated,
            Candidates = Records().Secrets.CandidatesOf(handshake),
            Flights = Report().Flights,
            Milestones = Summary.Milestones,
            KeyCameTooLate = Records().KeyCameTooLate,
            ClientRandom = handshake.ClientRandom,
            Notes = Summary.NoteList.Count > 0 ? [.. Summary.NoteList] : null,
        };
    }

    private DirectionFindings Findings(Direction direction)
    {
        DirectionCounts counts = Summary.Data(direction.Sender);
        return new DirectionFindings(direction.Reason!.Value, direction.Undecrypted, counts.Records, counts.CiphertextBytes,
            direction.Lost);
    }

    /// <summary>Restores the findings that the archive cannot.</summary>
    private void Take(EarlierFindings findings)
    {
        Handshake handshake = Handshakes().Current!;
        handshake.Transcript.Release();
        Records().Secrets.RestoreCandidates(handshake, findings.Candidates);
        Report().Flights = findings.Flights;
        Summary.Milestones = findings.Milestones;
        Records().KeyCameTooLate = findings.KeyCameTooLate;
        Summary.NoteList.Clear();
        Summary.NoteList.AddRange(findings.Notes ?? []);
        Take(_directions![0], findings.Side0);
        Take(_directions[1], findings.Side1);
    }

    private void Take(Direction direction, in DirectionFindings findings)
    {
        DirectionCounts counts = Summary.Data(direction.Sender);
        (direction.Lost, direction.Undecrypted) = (findings.Lost, findings.Undecrypted);
        (counts.Records, counts.CiphertextBytes) = (findings.Records, findings.CiphertextBytes);
    }

    /// <summary>Keeps the connection from resting again, because something happened that is not in the archive.</summary>
    internal void StayRestored()
    {
        _archive?.Dispose();
        _archive = null;
    }

    /// <summary>Reads a record. Returns <c>false</c> if it has to wait for keys.</summary>
    internal bool Read(int side, in TlsRecord record, bool isPlain)
    {
        Direction direction = _directions![side];
        direction.Last = (record.Header.Type, record.Position);
        if (_archive is null) return Records().TryProcess(direction, record, isPlain);
        (int, StreamPosition, bool) before = _archive.Mark;
        if (isPlain) _archive.AddPlain(side, record);
        else ArchiveOpaque(direction, record.Header, record.Position);
        if (Records().TryProcess(direction, record, isPlain)) return true;
        _archive?.TakeBack(before);
        return false;
    }

    /// <summary>Handles lost bytes or records of a direction.</summary>
    internal void Lose(int side, in LostRecords lost, in StreamPosition position)
    {
        if (!lost.IsPlace)
        {
            _archive?.AddLost(side, lost, position);
            _directions![side].Last = (Interrupted, position);
        }

        Records().OnLost(_directions![side], lost, position);
    }

    /// <summary>Archives a record after the handshake, which changes only counts.</summary>
    private void ArchiveOpaque(Direction direction, in RecordHeader header, in StreamPosition position)
    {
        bool isCounted = header.Type == ContentType.ApplicationData && direction.State == ReadState.Opaque;
        if (isCounted && direction.Handshake is { IsComplete: true }) return;
        // If only one side was captured, the handshake will never end.
        if (isCounted && direction.Undecrypted > MaxUnfinished) StayRestored();
        else _archive?.AddOpaque(direction.Side, header, position);
    }

    private const int MaxUnfinished = 32;

    /// <summary>Adds it to the connections that may rest, if it may.</summary>
    private void Settle()
    {
        if (_isToRest || _archive is null || !MayRest()) return;
        _isToRest = true;
        _context.Resting.Add(this);
    }

    private bool MayRest() =>
        _archive is { IsBroken: false } && _report is { WantsData: not true } report && !_isOver && !_tcp.IsClosing && _other is null &&
            _waiting is not { IsEmpty: false } &&
        MayRest(_directions![0]) && MayRest(_directions[1]) && Handshakes().MayRest && !report.IsDataWanted();

    private static bool MayRest(Direction direction) => direction is { Handshake: not null, Decrypted: 0, EarlierReason: null };
}
