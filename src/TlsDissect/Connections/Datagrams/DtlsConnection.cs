using TlsDissect.Decryption;
using TlsDissect.Handshakes;
using TlsDissect.Protocol;
using TlsDissect.Records.Dtls;
using TlsDissect.Transport.Udp;

namespace TlsDissect.Connections.Datagrams;

/// <summary>
/// The state machine of one connection over datagrams. Each record names its epoch and number, so each is read by itself: in the clear,
/// with the keys of its epoch, or counted because it stays encrypted. A lost record stops nothing.
/// </summary>
/// <remarks>
/// Handshake messages are put in the order of message_seq, and application data in that of the record numbers.
/// </remarks>
internal sealed partial class DtlsConnection : DatagramConnection, IPlaintextReceiver
{
    private readonly DtlsSide[] _sides;
    private readonly PlaintextOrder.Limits _limits;

    /// <summary>Whether application data came, so that the handshake went on whatever is missing of it.</summary>
    private bool _hasData;

    /// <summary>Whether the hello that counts does not repeat the first, and why it counts.</summary>
    private OtherRandom _otherRandom;

    /// <summary>Creates a connection.</summary>
    /// <param name="context">Shared by the dissector's connections.</param>
    /// <param name="flow">The datagrams that carry it.</param>
    /// <param name="place">Its place among the connections of the flow; <c>null</c> for the first.</param>
    /// <param name="ids">The connection IDs of the dissector's connections.</param>
    public DtlsConnection(DissectorContext context, UdpFlow flow, SessionPlace? place, ConnectionIds<DtlsConnection> ids)
        : base(context, flow, place, new DtlsStatistics(), context.Plaintext)
    {
        (_ids, Carrier) = (ids, flow);
        int longest = context.Options.Handshake.MaxMessageLength;
        _sides = [new(0, longest, context.Options.MaxWaitingBytes), new(1, longest, context.Options.MaxWaitingBytes)];
        _limits = new PlaintextOrder.Limits(context.Options.MaxWaitingBytes, (long)context.Options.Tcp.ReorderWindowTime.TotalNanoseconds);
    }

    private DtlsStatistics Counts => Summary.Dtls!;

    /// <summary>Length of the connection ID in the records of a side.</summary>
    public int ConnectionIdLength(int side) => _sides[side].ConnectionIdLength;

    /// <summary>Reads a record.</summary>
    public void OnRecord(int side, in DtlsRecord record, in StreamPosition position)
    {
        if (!IsReading) return;
        LastOfSide[side] = position;
        BoundHeld();
        Secrets.Services.Trials.Earn(record.Fragment.Length);
        bool isOfVersion = IsOfVersion(record) || (IsContested && !_isTried && Context.Keys.MayHaveAny);
        if (!isOfVersion || _sides[side].EpochOf(record) is not int epoch)
        {
            // Its sender cannot be in that epoch: the record is forged, or too many before it were not decrypted.
            CountUnknown(Directions[side], record, position);
            return;
        }

        _hasData |= record.Type == ContentType.ApplicationData && MayHaveData(_sides[side], epoch, record.IsUnified);
        if (TryRead(side, epoch, record, position)) return;
        Hold(new()
        {
            Side = side,
            Epoch = epoch,
            Header = record.Header,
            Fragment = record.Fragment,
            ConnectionIdLength = record.ConnectionId.Length,
            Position = position,
        });
    }

    /// <summary>
    /// Whether a record that is not decrypted yet may be data, because its sender's messages before it came. Otherwise it may be forged,
    /// and the handshake goes on.
    /// </summary>
    private bool MayHaveData(DtlsSide side, int epoch, bool isUnified) => isUnified
        ? epoch >= (int)Epoch.Application && (_isHelloLost || Handshakes().Current is { ServerHello: not null })
        : epoch > 0 && (side.ChangedAfter >= 0 || side.EarlyKeyChange is not null);

    private void CountUnknown(Direction direction, in DtlsRecord record, in StreamPosition position)
    {
        direction.Undecrypted++;
        Report().OnOpaqueRecord(direction.Sender, record.Fragment.Length, position);
    }

    /// <summary>Whether data waits for records before it.</summary>
    public bool HasWaitingData => _awaitsHelloSince is not null || HasWaitingOf(_sides[0]) || HasWaitingOf(_sides[1]);

    private bool HasWaitingOf(DtlsSide side)
    {
        for (int i = 0; i < side.Epochs.Count; i++)
        {
            if (side.Epochs[i].Order is { IsEmpty: false }) return true;
        }

        return side.WaitingSince is not null && (_hasData || side.HeldSince is not null);
    }

    /// <summary>Hands on data that has waited too long for the records before it.</summary>
    public void Observe(CaptureTime now)
    {
        if (!IsReading) return;
        BoundAwaited(now);
        foreach (DtlsSide side in _sides)
        {
            for (int i = 0; i < side.Epochs.Count; i++) side.Epochs[i].Order?.Observe(now);
            if (_hasData && side.WaitingSince is CaptureTime since && now.NanosecondsSince(since) > _limits.MaxNanoseconds)
                GiveUpMessages();
        }
    }

    /// <summary>Reads a record by the state of its epoch. Returns <c>false</c> if it has to wait for keys.</summary>
    private bool TryRead(int side, int epoch, in DtlsRecord record, in StreamPosition position)
    {
        (Direction direction, EpochRecords records) = (Directions[side], _sides[side].Of(epoch));
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
                ReadProtected(direction, read);
                return true;
            case ReadState.AwaitingKeys:
                if (AwaitsHello(record, position)) return false;
                if (!_sides[side].HasWaitingMessages) TakeKeyChange(_sides[side]);
                if (TryRivals(direction, read) is bool isRead) return isRead;
                if (IsOfVersion(record)) return TryKeys(direction, read);
                CountUnknown(direction, record, position);
                return true;
            default:
                CountOpaque(direction, read);
                return true;
        }
    }

    /// <summary>The number of a record without its epoch, which is in the first 16 bits (RFC 6347 §4.1).</summary>
    private static ulong NumberInEpoch(ulong number) => number & (1ul << 48) - 1;

    /// <summary>
    /// Whether the start of the selected epoch was captured: its records follow the messages that negotiated their keys.
    /// </summary>
    private static bool IsStartSeen(Direction direction) =>
        direction.Handshake is { ServerHello: not null } or { ClientHello: not null, IsFoundByTrial: false };

    private static bool IsCopy(EpochRecords records, in DtlsRecord record) =>
        record.Number is ulong sent && records.IsCopy(NumberInEpoch(sent), record.Fragment);

    /// <summary>Notes the number of an authenticated record. Others may be forged, and would make it look repeated.</summary>
    private void Mark(DtlsSide side, EpochRecords records, ulong number)
    {
        Counts.OutOfOrder ??= 0;
        if (records.Window.Highest is ulong highest && number < highest) Counts.OutOfOrder++;
        records.Mark(number, IsStartSeen(Directions[side.Side]));
        if (!IsSettled) Settle();
        // An epoch of the handshake alone has no data that may be missing.
        if (Directions[side.Side].Epoch != Epoch.Handshake)
            records.Order ??= new PlaintextOrder(side.Side, records.Epoch, this, _limits)
            {
                MayBeginLater = Directions[side.Side].Handshake is not ({ ClientHello: not null } or { ServerHello: not null }),
            };
        if (side.Settle(records.Epoch) is not EpochRecords earlier) return;
        earlier.Order?.Complete();
        Directions[side.Side].Forget(earlier.Epoch);
    }

    protected override void OnDecrypted(Direction direction, in TlsRecord record, in DecryptedRecord decrypted)
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
            _hasData = true;
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
    protected override void OnUndecrypted(Direction direction, in TlsRecord record)
    {
        direction.Undecrypted++;
        // Without it, a number is missing, which is told in its place.
        if (record.Header.Type is ContentType.ApplicationData or ContentType.Tls12Cid)
            Report().OnOpaqueRecord(direction.Sender, record.Header.Length, record.Position);
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
                Report().OnViolation(arrival.Violation("alert", plaintext.Length, ClearMessages.AfterKeys));
                break;
            case ContentType.Alert:
                Report().OnAlert(direction.Sender, plaintext, record.Position, isProtected);
                break;
            case ContentType.Heartbeat when isProtected:
                Report().OnHeartbeat(direction.Sender, plaintext, record.Position);
                break;
            case ContentType.ApplicationData when !isProtected:
                Report().OnViolation(arrival.Violation("application_data", plaintext.Length, ClearMessages.BeforeKeys));
                break;
            default:
                break; // Acknowledgments and unregistered types tell nothing about the session.
        }
    }

    /// <summary>Whether a side has changed to its keys, so that nothing in the clear is its own any more.</summary>
    private bool IsUnderKeys(Direction direction) =>
        _sides[direction.Side] is { SettledEpoch: > 0 } or { ChangedAfter: >= 0 };

    protected override void CountOpaque(Direction direction, in TlsRecord record)
    {
        direction.Undecrypted++;
        direction.MarkProtected();
        if (IsOfUnknownHandshake(direction, record)) return;
        if (record.Header.Type == ContentType.Handshake || direction is { Epoch: Epoch.Handshake })
        {
            Handshakes().OnOpaqueHandshake(direction, record.Header with { Type = ContentType.Handshake }, record.Position);
        }
        else if (record.Header.Type == ContentType.Alert)
        {
            Report().OnOpaqueAlert(direction.Sender, record.Position);
        }
        else if (record.Header.Type is ContentType.ApplicationData or ContentType.Tls12Cid)
        {
            Report().OnOpaqueRecord(direction.Sender, record.Header.Length, record.Position);
            Handshakes().OnOpaqueData(direction, record.Position);
        }
    }

    public void OnOrdered(int side, int epoch, ReadOnlySpan<byte> plaintext, int ciphertextLength, in StreamPosition position)
    {
        Direction direction = Directions[side];
        int selected = direction.WireEpoch;
        direction.Select(epoch);
        Report().OnApplicationData(direction, ciphertextLength, plaintext, position);
        direction.Select(selected);
    }

    public void OnMissing(int side, in StreamPosition position) => Report().OnGap(Directions[side].Sender, 0, position);
}
