using TlsDissect.Handshakes;
using TlsDissect.Messages;
using TlsDissect.Protocol;
using TlsDissect.Records;

namespace TlsDissect.Connections;

/// <content>
/// Recognizes another TLS session in the same TCP connection, as after STARTTLS and a return to cleartext. It begins with a whole hello in
/// the clear that does not belong to this session. It comes after the handshake, where this session may be over: after a close_notify, or
/// after bytes outside any record.
/// </content>
internal sealed partial class TlsConnection
{
    /// <summary>Set if the TCP connection has several sessions.</summary>
    private SessionPlace? _place;

    /// <summary>Set in the first of them.</summary>
    private SessionSequence? _sequence;

    /// <summary>Per side, bytes outside any record that may have been sent between the sessions. The hello after them decides.</summary>
    private UnreadBytes?[]? _beforeHello;

    /// <summary>Whether an internal error ended it.</summary>
    internal bool IsFailed => _isFailed;

    /// <summary>The packet of the last record of either side.</summary>
    internal StreamPosition LastRecord
    {
        get
        {
            Restore();
            (StreamPosition one, StreamPosition other) = (_directions![0].Last.Position, _directions[1].Last.Position);
            return one.Packet > other.Packet ? one : other;
        }
    }

    /// <summary>
    /// Whether a record begins the next session. Sessions that begin in one packet stay one, because that packet is their number.
    /// </summary>
    /// <param name="side">Who sent it.</param>
    /// <param name="record">A whole record.</param>
    /// <param name="isOtherThere">Whether the other side is in the next session already, or may be.</param>
    internal SessionStart JudgeStart(int side, in TlsRecord record, bool isOtherThere)
    {
        if (record.Header.Type is not (ContentType.Handshake or ContentType.Alert) || record.Position.Packet <= Id) return SessionStart.No;
        Restore();
        Direction direction = _directions![side];
        if (!HasSentProtected(direction)) return SessionStart.No;
        // The answer to a hello may be a single alert. If it were encrypted, it would have a MAC.
        bool isStart = record.Header.Type == ContentType.Handshake
            ? IsOtherHello(record.Fragment)
            : isOtherThere && RecordSignature.IsAlert(record.Header, record.Fragment);
        if (!isStart) return SessionStart.No;
        if (isOtherThere) return SessionStart.Yes;
        bool isPossible = NextBegins(side) ||
            (direction.State == ReadState.Protected ? IsInterrupted(direction) || IsClosed : HasWaiting(side) || IsLikelyOver(side));
        return isPossible ? SessionStart.Maybe : SessionStart.No;
    }

    /// <summary>
    /// Whether a side's session may be over: after bytes outside any record, after an alert that stays encrypted, and in TLS 1.3 after any
    /// record.
    /// </summary>
    internal bool IsLikelyOver(int side)
    {
        Direction direction = _directions![side];
        return direction.Epoch != Epoch.Initial || direction.State == ReadState.Plain ||
            direction.Last.Type is Interrupted or ContentType.Alert || _directions[1 - side].Last.Type == ContentType.Alert;
    }

    /// <summary>Whether any record of a side was captured.</summary>
    internal bool HasSent(int side) => _directions![side].Last.Position.Packet > 0;

    /// <summary>Whether records of a side are decrypted as they come.</summary>
    internal bool CanDecrypt(int side) => _directions?[side].State == ReadState.Protected && !HasWaiting(side);

    /// <summary>Notes that a side is in the next session. Bytes before it that belong to no record are not this session's.</summary>
    /// <returns>Those bytes, as far as they were kept.</returns>
    internal PrefaceBytes? Leave(int side)
    {
        if (_beforeHello is null) return null;
        PrefaceBytes? preface = _beforeHello[side]?.Preface;
        _beforeHello[side] = null;
        return preface;
    }

    /// <summary>Counts the bytes before a hello as skipped, because it did not begin another session.</summary>
    private void TakeBeforeHello(int side)
    {
        if (_beforeHello?[side] is not UnreadBytes unread) return;
        _beforeHello[side] = null;
        Take(side, unread);
    }

    /// <summary>Takes the place of a content type: bytes outside any record, or missing.</summary>
    private const ContentType Interrupted = 0;

    /// <summary>Creates the sequence of this session and the next.</summary>
    private SessionSequence BeginSequence()
    {
        _sequence = new SessionSequence(_context.Options.MaxWaitingBytes);
        _place = _sequence.Begin(this, _tcp);
        Report().Place = _place;
        ((TlsRecordLayer)_layer!).Attach(_sequence);
        return _sequence;
    }

    /// <summary>Creates the session after this one.</summary>
    internal TlsConnection CreateNext(SessionPlace place) => new(_context, _tcp, place) { _carrier = _carrier };

    /// <summary>Whether a direction has sent anything under the keys of this session, or anything that waits for them.</summary>
    private bool HasSentProtected(Direction direction) => direction switch
    {
        { Epoch: Epoch.EarlyData } => false,
        { State: ReadState.Plain or ReadState.AwaitingKeys } => HasWaiting(direction.Side),
        _ => direction.Epoch == Epoch.Initial || direction.SentProtected,
    };

    /// <summary>Whether a close_notify was decrypted.</summary>
    private bool IsClosed =>
        _report is not null && Summary.AlertList.Exists(alert => alert is { Description: AlertDescription.CloseNotify, Protected: true });

    /// <summary>Whether bytes outside any record came after the last decrypted one.</summary>
    private static bool IsInterrupted(Direction direction) => direction.Lost is { MissingBytes: 0, Records: null };

    /// <summary>Whether a record starts with a hello of another session.</summary>
    private bool IsOtherHello(ReadOnlySpan<byte> fragment)
    {
        if (!RawHandshake.StartsWhole(fragment)) return false;
        RawHandshake raw = RawHandshake.First(fragment);
        Handshake? handshake = Handshakes().Current;
        return HandshakeParser.Parse(raw.Type, raw.Body, default, out _) switch
        {
            ClientHello { Malformed: null } hello =>
                raw.Bytes.Length == fragment.Length && handshake?.ClientHello?.Random.Span.SequenceEqual(hello.Random.Span) != true,
            ServerHello { Malformed: null } hello => handshake?.ServerHello?.Random.Span.SequenceEqual(hello.Random.Span) != true,
            _ => false,
        };
    }

    /// <summary>Measures a later session of a TCP connection, which received records.</summary>
    internal void MeasureRecords()
    {
        if (!_isFailed) AfterBytes();
    }
}
