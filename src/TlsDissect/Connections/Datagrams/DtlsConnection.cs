using TlsDissect.Decryption;
using TlsDissect.Handshakes;
using TlsDissect.Protocol;
using TlsDissect.Records.Dtls;
using TlsDissect.Secrets;
using TlsDissect.Transport;

namespace TlsDissect.Connections.Datagrams;

/// <summary>
/// The state machine of one connection over datagrams. Each record names its epoch and number, so each is read by itself: in the clear,
/// with the keys of its epoch, or counted because it stays encrypted. A lost record stops nothing.
/// </summary>
/// <remarks>
/// <see cref="Direction"/> has a read state for each epoch, with the transitions of <see cref="TlsConnection"/>. Handshake messages are put
/// in the order of message_seq, and application data in that of the record numbers. Records that wait for keys are kept within
/// <see cref="DissectorOptions.MaxWaitingBytes"/>.
/// </remarks>
#pragma warning disable CA1001 // Its disposable parts are released in Complete.
internal sealed partial class DtlsConnection : Connection, IHandshakeEvents, IAwaitsKeys, IFlightOrder, IPlaintextReceiver
{
    private readonly DissectorContext _context;
    private readonly Flow _flow;
    private readonly SessionPlace? _place;
    private readonly Direction[] _directions = [new(0), new(1)];
    private readonly DtlsSide[] _sides;
    private readonly ConnectionReport _report;
    private readonly HandshakeTracker _handshakes;
    private readonly SecretFinder _secrets;
    private readonly WaitingDatagrams _waiting;
    private readonly PlaintextOrder.Limits _limits;
    /// <summary>Whether application data came, so that the handshake went on whatever is missing of it.</summary>
    private bool _hasData;
    private bool _isDraining;
    private bool _isOver;
    private bool _isEnding;
    private bool _isFinished;

    /// <summary>Whether records that waited for a key were released to make room for others.</summary>
    private bool _hasReleased;

    /// <summary>Creates a connection.</summary>
    /// <param name="context">Shared by the dissector's connections.</param>
    /// <param name="flow">The datagrams that carry it.</param>
    /// <param name="place">Its place among the connections of the flow; <c>null</c> for the first.</param>
    public DtlsConnection(DissectorContext context, Flow flow, SessionPlace? place)
        : base(context, flow)
    {
        (_context, _flow, _place) = (context, flow, place);
        int longest = context.Options.Handshake.MaxMessageLength;
        _sides = [new(0, longest, context.Options.MaxWaitingBytes), new(1, longest, context.Options.MaxWaitingBytes)];
        _report = new ConnectionReport(context, flow, clientSide: 0, place) { Order = this };
        _handshakes = new HandshakeTracker(context.Handshakes, this, _report, new HandshakeSequence());
        _secrets = new SecretFinder(new SecretServices(context.Keys, context.Sessions, context.SharedTrials, context.Options.MaxTrialBytes,
            context.Plaintext));
        _limits = new PlaintextOrder.Limits(context.Options.MaxWaitingBytes, (long)context.Options.Tcp.ReorderWindowTime.TotalNanoseconds);
        _waiting = new WaitingDatagrams(this, context.AwaitingKeys);
    }

    /// <summary>The number of its first packet.</summary>
    public long Id => (_place?.First ?? _flow.First).Packet;

    internal override ConnectionReport Report() => _report;

    internal override HandshakeTracker Handshakes() => _handshakes;

    protected override SecretFinder Secrets => _secrets;

    protected override Direction[] Directions => _directions;

    private DtlsStatistics Counts => Summary.Dtls!;

    /// <summary>Length of the connection ID in the records of a side.</summary>
    public int ConnectionIdLength(int side) => _sides[side].ConnectionIdLength;

    /// <summary>Counts a datagram of another protocol in the same flow.</summary>
    public void OnOther()
    {
        if (IsReading) Counts.OtherDatagrams++;
    }

    /// <summary>Counts the rest of a datagram, which is not a whole record.</summary>
    public void OnRest(int side, int length, bool isTruncated, in StreamPosition position)
    {
        if (!IsReading) return;
        if (isTruncated) Counts.TruncatedPackets++;
        else _report.OnSkippedBytes(_directions[side], length, position);
    }

    /// <summary>Reads a record.</summary>
    public void OnRecord(int side, in DtlsRecord record, in StreamPosition position)
    {
        if (!IsReading) return;
        _sides[side].Last = position;
        _secrets.Services.Trials.Earn(record.Fragment.Length);
        if (!IsOfVersion(record) || _sides[side].EpochOf(record) is not int epoch)
        {
            // Its sender cannot be in that epoch: the record is forged, or too many before it were not decrypted.
            _directions[side].Undecrypted++;
            _report.OnOpaqueRecord(_directions[side].Sender, record.Fragment.Length, position);
            return;
        }

        _hasData |= epoch >= (record.IsUnified ? (int)Epoch.Application : 1) && record.Type == ContentType.ApplicationData;
        if (!TryRead(side, epoch, record, position)) Hold(side, epoch, record, position);
    }

    /// <summary>Whether more is read: neither is the connection over, nor did a fault end it.</summary>
    private bool IsReading => !_isFailed && !_isFinished;

    /// <summary>Whether data waits for records before it.</summary>
    public bool HasWaitingData => HasWaitingOf(_sides[0]) || HasWaitingOf(_sides[1]);

    private bool HasWaitingOf(DtlsSide side)
    {
        for (int i = 0; i < side.Epochs.Count; i++)
        {
            if (side.Epochs[i].Order is { IsEmpty: false }) return true;
        }

        return _hasData && side.WaitingSince is not null;
    }

    /// <summary>Hands on data that has waited too long for the records before it.</summary>
    public void Observe(CaptureTime now)
    {
        if (!IsReading) return;
        foreach (DtlsSide side in _sides)
        {
            for (int i = 0; i < side.Epochs.Count; i++) side.Epochs[i].Order?.Observe(now);
            if (_hasData && side.WaitingSince is CaptureTime since && now.NanosecondsSince(since) > _limits.MaxNanoseconds)
                GiveUpMessages(side);
        }
    }

    /// <summary>Reads a record by the state of its epoch. Returns <c>false</c> if it has to wait for keys.</summary>
    private bool TryRead(int side, int epoch, in DtlsRecord record, in StreamPosition position)
    {
        (Direction direction, EpochRecords records) = (_directions[side], _sides[side].Of(epoch));
        direction.Select(epoch);
        bool isKnown = records.IsAuthenticated && record.Number is ulong sent && records.Window.IsSeenBefore(NumberInEpoch(sent));
        if (isKnown || (direction.State is ReadState.Plain or ReadState.Opaque && IsCopy(records, record)))
        {
            Counts.Repeated++;
            return true;
        }

        TlsRecord read = record.At(position);
        switch (direction.State)
        {
            case ReadState.Plain:
                OnPlaintext(direction, record.Type, record.Fragment, read, isProtected: false);
                return true;
            case ReadState.Protected:
                DecryptedRecord decrypted = _secrets.Services.Decrypt(direction.Decryptor!, null, read);
                if (decrypted.IsAuthenticated) OnDecrypted(direction, read, decrypted);
                else OnUndecrypted(direction, read);
                return true;
            case ReadState.AwaitingKeys:
                return TryKeys(direction, read);
            default:
                CountOpaque(direction, read);
                return true;
        }
    }

    /// <summary>The number of a record without its epoch, which is in the first 16 bits (RFC 6347 §4.1).</summary>
    private static ulong NumberInEpoch(ulong number) => number & (1ul << 48) - 1;

    private static bool IsCopy(EpochRecords records, in DtlsRecord record) =>
        record.Number is ulong sent && records.IsCopy(NumberInEpoch(sent), record.Fragment);

    /// <summary>Notes the number of an authenticated record. Others may be forged, and would make it look repeated.</summary>
    private void Mark(DtlsSide side, EpochRecords records, ulong number)
    {
        Counts.OutOfOrder ??= 0;
        if (records.Window.Highest is ulong highest && number < highest) Counts.OutOfOrder++;
        records.Window.TryMark(number);
        // An epoch of the handshake alone has no data that may be missing.
        if (_directions[side.Side].Epoch != Epoch.Handshake)
            records.Order ??= new PlaintextOrder(side.Side, records.Epoch, this, _limits);
        if (side.Settle(records.Epoch) is not EpochRecords earlier) return;
        earlier.Order?.Complete();
        _directions[side.Side].Forget(earlier.Epoch);
    }

    private void OnDecrypted(Direction direction, in TlsRecord record, in DecryptedRecord decrypted)
    {
        EpochRecords records = _sides[direction.Side].Of(direction.WireEpoch);
        ulong number = record.Number is ulong sent ? NumberInEpoch(sent) : decrypted.Number;
        if (records.Window.IsSeenBefore(number))
        {
            Counts.Repeated++;
            return;
        }

        direction.Decrypted++;
        direction.MarkProtected();
        if (decrypted.Type == ContentType.ApplicationData && direction.Epoch != Epoch.Handshake)
        {
            Mark(_sides[direction.Side], records, number);
            CompleteEarlier(_sides[direction.Side], records);
            records.Order!.Add(number, decrypted.Plaintext, record.Header.Length, record.Position);
            return;
        }

        // The buffer is used again while the messages are read.
        byte[] kept = decrypted.Plaintext.ToArray();
        Mark(_sides[direction.Side], records, number);
        OnPlaintext(direction, decrypted.Type, kept, record, isProtected: true);
        records.Order?.Pass(number, record.Position);
    }

    /// <summary>Hands on the data of earlier epochs, because that of a later one follows it.</summary>
    private static void CompleteEarlier(DtlsSide side, EpochRecords records)
    {
        for (int i = 0; side.Epochs[i] != records; i++) side.Epochs[i].Order?.Complete();
    }

    /// <summary>Handles a record that does not authenticate. It may be forged, so it is only counted.</summary>
    private void OnUndecrypted(Direction direction, in TlsRecord record)
    {
        direction.Undecrypted++;
        if (record.Header.Type is ContentType.ApplicationData or ContentType.Tls12Cid)
            _report.OnOpaqueRecord(direction.Sender, record.Header.Length, record.Position);
        _report.OnGap(direction.Sender, 0, record.Position);
    }

    private void OnPlaintext(Direction direction, ContentType type, ReadOnlySpan<byte> plaintext, in TlsRecord record, bool isProtected)
    {
        Arrival arrival = new(direction, record.Position, isProtected);
        switch (type)
        {
            case ContentType.Handshake:
                OnHandshake(arrival, plaintext);
                break;
            case ContentType.ChangeCipherSpec:
                OnChangeCipherSpec(arrival, plaintext);
                break;
            case ContentType.Alert when !isProtected && IsUnderKeys(direction):
                _report.OnViolation(arrival.Violation("alert", plaintext.Length, ClearMessages.AfterKeys));
                break;
            case ContentType.Alert:
                _report.OnAlert(direction.Sender, plaintext, record.Position, isProtected);
                break;
            case ContentType.Heartbeat when isProtected:
                _report.OnHeartbeat(direction.Sender, plaintext, record.Position);
                break;
            case ContentType.ApplicationData when !isProtected:
                _report.OnViolation(arrival.Violation("application_data", plaintext.Length, ClearMessages.BeforeKeys));
                break;
            default:
                break; // Acknowledgments and unregistered types tell nothing about the session.
        }
    }

    /// <summary>Whether a side has changed to its keys, so that nothing in the clear is its own any more.</summary>
    private bool IsUnderKeys(Direction direction) =>
        _sides[direction.Side] is { SettledEpoch: > 0 } or { ChangedAfter: >= 0 };

    private void CountOpaque(Direction direction, in TlsRecord record)
    {
        direction.Undecrypted++;
        direction.MarkProtected();
        if (IsOfUnknownHandshake(direction, record)) return;
        if (record.Header.Type == ContentType.Handshake || direction is { Epoch: Epoch.Handshake })
        {
            _handshakes.OnOpaqueHandshake(direction, record.Header with { Type = ContentType.Handshake }, record.Position);
        }
        else if (record.Header.Type == ContentType.Alert)
        {
            _report.OnOpaqueAlert(direction.Sender, record.Position);
        }
        else if (record.Header.Type is ContentType.ApplicationData or ContentType.Tls12Cid)
        {
            _report.OnOpaqueRecord(direction.Sender, record.Header.Length, record.Position);
            _handshakes.OnOpaqueData(direction, record.Position);
        }
    }

    public void OnOrdered(int side, int epoch, ReadOnlySpan<byte> plaintext, int ciphertextLength, in StreamPosition position)
    {
        Direction direction = _directions[side];
        int selected = direction.WireEpoch;
        direction.Select(epoch);
        _report.OnApplicationData(direction, ciphertextLength, plaintext, position);
        direction.Select(selected);
    }

    public void OnMissing(int side, in StreamPosition position) => _report.OnGap(_directions[side].Sender, 0, position);

    bool IFlightOrder.TryDefer(Sender from, int count, bool isOver) => false;
}
