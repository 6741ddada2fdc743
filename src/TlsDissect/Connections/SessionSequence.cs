using TlsDissect.Protocol;
using TlsDissect.Records;
using TlsDissect.Records.Framings;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Connections;

/// <summary>
/// The consecutive TLS sessions of one TCP connection, and the session that each side is in. From the second session on, it stands between
/// the record layer and the sessions. One side begins a session before the other: what the other side still sends belongs to the previous
/// session.
/// </summary>
/// <remarks>
/// The first session stays the one that the TCP connection knows, and ends the others with itself. All are reported then, because the
/// counts of TCP are only known then. Without a decrypted close_notify, a hello may come from an on-path attacker. It then begins a session
/// only if the other side answers it and nothing after it is decrypted with the present session's keys.
/// </remarks>
/// <param name="maxUndecidedBytes">Limit on the bytes held of a side until that is decided.</param>
internal sealed class SessionSequence(int maxUndecidedBytes) : IRecordHandler
{
    private readonly List<(TlsConnection Session, SessionPlace Place)> _sessions = [];
    private readonly int[] _at = [0, 0];
    private readonly UndecidedRecords?[] _undecided = [null, null];

    /// <summary>Bytes of memory used.</summary>
    public int Held => 256 + (_undecided[0]?.Held ?? 0) + (_undecided[1]?.Held ?? 0);

    /// <summary>Begins with the only session so far.</summary>
    public SessionPlace Begin(TlsConnection first, TcpConnection tcp)
    {
        SessionPlace place = new(null, tcp.First) { MissingBytes = tcp.Statistics.MissingBytes };
        _sessions.Add((first, place));
        return place;
    }

    /// <summary>Whether a side is in a later session than the other one, or may be.</summary>
    public bool IsAhead(int side) => _at[side] > _at[1 - side] || (_at[side] == _at[1 - side] && _undecided[side] is not null);

    /// <summary>Notes missing TCP bytes of a side.</summary>
    public void OnMissing(int side, long length) => _sessions[_at[side]].Place.MissingBytes += length;

    /// <summary>Measures the memory of the later sessions that may have received records.</summary>
    public void Measure()
    {
        foreach (int at in _at)
        {
            if (at > 0) _sessions[at].Session.MeasureRecords();
        }
    }

    /// <summary>Decides what is still undecided, because no more records will come.</summary>
    public void Complete()
    {
        for (int side = 0; side < 2; side++)
        {
            while (_undecided[side] is UndecidedRecords undecided) Settle(side, undecided.IsLikely);
        }
    }

    /// <summary>Ends all sessions but the first, which is being reported because the TCP connection is over.</summary>
    public void EndOthers()
    {
        foreach ((TlsConnection session, _) in _sessions[1..]) session.OnEnd();
    }

    /// <summary>Ends them after an internal error in one of them. No more records come.</summary>
    public void FailOthers(Exception exception)
    {
        foreach ((TlsConnection session, _) in _sessions[1..]) session.OnFault(exception);
    }

    public void OnPreTlsData(int side, ReadOnlySpan<byte> bytes) => Of(side)?.OnPreTlsData(side, bytes);

    public void OnPreTlsGap(int side, long length) => Of(side)?.OnPreTlsGap(side, length);

    public void OnPreface(int side, PrefaceBytes preface) => Of(side)?.OnPreface(side, preface);

    public void OnCarrier(int side, Carrier carrier) => Of(side)?.OnCarrier(side, carrier);

    public void OnNextSession(int side) => Of(side)?.OnNextSession(side);

    public void OnCarrierData(int side, in CarrierData data) => Of(side)?.OnCarrierData(side, data);

    public bool WantsFragment(int side, in RecordHeader header) =>
        _undecided[side] is not null || Of(side)?.WantsFragment(side, header) == true;

    public void OnRecord(int side, in TlsRecord record)
    {
        if (_undecided[side] is UndecidedRecords undecided)
        {
            undecided.Add(record);
            if (Of(side) is TlsConnection present && present.CanDecrypt(side) && undecided.TryReturn(side, present))
                _undecided[side] = null;
            else if (undecided.Held > maxUndecidedBytes) Settle(side, undecided.IsLikely);
            return;
        }

        if (Of(side) is not TlsConnection session) return;
        switch (JudgeStart(side, session, record))
        {
            case SessionStart.No:
                session.OnRecord(side, record);
                return;
            case SessionStart.Maybe:
                _undecided[side] = new UndecidedRecords(isLikely: session.IsLikelyOver(side) && !session.HasSent(1 - side));
                _undecided[side]!.Add(record);
                return;
            default:
                // The hello that this one answers decides the session's number.
                if (_at[side] == _at[1 - side] && _undecided[1 - side] is not null) Settle(1 - side, isNext: true);
                Advance(side, record.Position);
                Of(side)?.OnRecord(side, record);
                return;
        }
    }

    public void OnSkipped(int side, in RecordHeader header, in StreamPosition position) => Of(side)?.OnSkipped(side, header, position);

    public void OnTruncated(int side, in RecordHeader header, ReadOnlySpan<byte> fragment, in StreamPosition position)
    {
        while (_undecided[side] is UndecidedRecords undecided) Settle(side, undecided.IsLikely);
        Of(side)?.OnTruncated(side, header, fragment, position);
    }

    public void OnSsl2ClientHello(int side, ReadOnlySpan<byte> message, in StreamPosition position) =>
        Of(side)?.OnSsl2ClientHello(side, message, position);

    public void OnLost(int side, long missing, int? records, in StreamPosition position)
    {
        if (_undecided[side] is UndecidedRecords undecided) undecided.AddLost(missing, records, position);
        else Of(side)?.OnLost(side, missing, records, position);
    }

    public void OnUnread(int side, in UnreadBytes unread)
    {
        if (_undecided[side] is UndecidedRecords undecided) undecided.AddUnread(unread);
        else Of(side)?.OnUnread(side, unread);
    }

    public CandidateVerdict Probe(int side, in TlsRecord candidate, in ResyncPoint place)
    {
        if (_undecided[side] is not null || Of(side) is not TlsConnection session) return CandidateVerdict.Unknown;
        return JudgeStart(side, session, candidate) == SessionStart.No ? session.Probe(side, candidate, place) : CandidateVerdict.Record;
    }

    public void OnResync(int side, in ResyncPoint place, in StreamPosition position)
    {
        if (_undecided[side] is UndecidedRecords undecided) undecided.AddResync(place, position);
        else Of(side)?.OnResync(side, place, position);
    }

    private SessionStart JudgeStart(int side, TlsConnection session, in TlsRecord record) =>
        session.JudgeStart(side, record, isOtherThere: IsAhead(1 - side));

    /// <summary>The session that a side is in; <c>null</c> after an internal error in it.</summary>
    private TlsConnection? Of(int side) => _sessions[_at[side]].Session is { IsFailed: false } session ? session : null;

    /// <summary>Hands the held records to the next session, or back to the present one.</summary>
    private void Settle(int side, bool isNext)
    {
        UndecidedRecords held = _undecided[side]!;
        _undecided[side] = null;
        if (Of(side) is not TlsConnection present) return;
        if (!isNext)
        {
            held.Replay(side, present);
            return;
        }

        Advance(side, held.First);
        // They may contain the hello of yet another session.
        held.Replay(side, this);
    }

    private void Advance(int side, in StreamPosition position)
    {
        TlsConnection from = _sessions[_at[side]].Session;
        PrefaceBytes? preface = from.Leave(side);
        if (++_at[side] == _sessions.Count)
        {
            SessionPlace place = new(from.Id, position);
            _sessions.Add((from.CreateNext(place), place));
        }

        _sessions[_at[side] - 1].Place.Last = from.LastRecord;
        if (preface is not null) OnPreface(side, preface);
    }
}
