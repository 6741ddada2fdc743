using System.Security.Cryptography;
using TlsDissect.Decryption;
using TlsDissect.Handshakes;
using TlsDissect.Protocol;
using TlsDissect.Records.Resynchronization;
using TlsDissect.Secrets;

namespace TlsDissect.Connections;

/// <summary>One direction of a connection, and how its records are read at present.</summary>
internal sealed class Direction(int side) : IDirectionView, IDisposable
{
    public int Side { get; } = side;

    /// <summary>The side that sends. TCP's client counts as the TLS client until a hello shows otherwise.</summary>
    public Sender Sender { get; private set; } = (Sender)side;

    /// <summary>
    /// How the records of the present epoch are read. A stream has one epoch at a time, because its records come in order; datagrams
    /// select theirs.
    /// </summary>
    private EpochState _current = new(ReadState.Plain);

    /// <summary>How the records of the other epochs of datagrams are read; <c>null</c> if there are none.</summary>
    private SortedList<int, EpochState>? _others;

    /// <summary>The epoch on the wire of the datagram that is read (RFC 6347 §4.1, RFC 9147 §4); 0 in a stream.</summary>
    public int WireEpoch { get; private set; }

    public ReadState State => _current.State;

    public RecordDecryptor? Decryptor => _current.Decryptor;

    public Handshake? Handshake => _current.Handshake;

    public Epoch Epoch => _current.Epoch;

    public byte[] TrafficSecret => _current.TrafficSecret;

    /// <summary>Number of KeyUpdates before the traffic secret.</summary>
    public int Generation => _current.Generation;

    public DecryptionReason? Reason => _current.Reason;

    public int KeyChanges { get; private set; }

    public bool SentProtected { get; private set; }

    /// <summary>Why records of a NULL cipher were read without verifying their MAC; <c>null</c> if none were.</summary>
    public DecryptionReason? UncheckedReason { get; private set; }

    /// <summary>Why the direction was not decrypted until a later key came.</summary>
    public DecryptionReason? EarlierReason { get; private set; }

    public LostRecords? Lost { get; set; }

    /// <summary>Bytes that could not be read as records.</summary>
    public SkippedBytes Skipped { get; private set; }

    /// <summary>The last record or loss that was not merely counted. It marks the end of a session if another one follows.</summary>
    public (ContentType Type, StreamPosition Position) Last { get; set; }

    public long Decrypted { get; set; }

    /// <summary>Number of protected records that were not decrypted.</summary>
    public long Undecrypted { get; set; }

    /// <summary>The running hash of the plaintext, if one is wanted.</summary>
    public IncrementalHash? PlaintextHash { get; set; }

    /// <summary>The epoch of records that its secret did not decrypt, until the secret decrypts one and is thereby verified.</summary>
    private Epoch? _unproved;

    /// <summary>Whether records were skipped under a secret that no record verified.</summary>
    public bool IsSecretUnproved => _unproved is not null && Handshake is not { Secret: not null };

    /// <summary>
    /// Selects the epoch of the next record. Datagrams bring records of several epochs in any order. The keys of a new one are not known.
    /// </summary>
    public void Select(int wireEpoch)
    {
        if (wireEpoch == WireEpoch) return;
        _others ??= [];
        _others[WireEpoch] = _current;
        _current = _others.Remove(wireEpoch, out EpochState known)
            ? known
            : new EpochState(wireEpoch == 0 ? ReadState.Plain : ReadState.AwaitingKeys);
        WireEpoch = wireEpoch;
    }

    /// <summary>Forgets an epoch that is over.</summary>
    public void Forget(int wireEpoch)
    {
        if (_others is null || !_others.Remove(wireEpoch, out EpochState state)) return;
        state.Decryptor?.Dispose();
    }

    /// <summary>The epochs on the wire that were selected so far.</summary>
    public IEnumerable<int> WireEpochs => [.. _others?.Keys ?? [], WireEpoch];

    /// <summary>How the records of another epoch are read; <c>null</c> if none came.</summary>
    public EpochState? StateOf(int wireEpoch) =>
        wireEpoch == WireEpoch ? _current : _others is not null && _others.TryGetValue(wireEpoch, out EpochState state) ? state : null;

    /// <summary>Exchanges the roles, because a hello shows that the client is the other side.</summary>
    public void TurnRole() => Sender = 1 - Sender;

    /// <summary>Notes that a protected record came.</summary>
    public void MarkProtected() => SentProtected |= Epoch != Epoch.Initial;

    /// <summary>Notes that the client sends a second hello. Its next records are in the clear.</summary>
    public void RepeatHello() => SentProtected = false;

    /// <summary>Notes skipped bytes.</summary>
    public void AddSkipped(long bytes, long packet) => Skipped = Skipped.With(bytes, packet);

    /// <summary>Notes a loss.</summary>
    public void AddLost(in LostRecords lost) => Lost = Lost is LostRecords earlier ? earlier.And(lost) : lost;

    /// <summary>
    /// Assigns its records to a handshake before a message says that its keys protect them. That message is missing or still to be read.
    /// </summary>
    public void BelongTo(Handshake? handshake) => _current = _current with { Handshake = handshake };

    /// <summary>The records after this one are protected with keys of a handshake that are not known yet.</summary>
    public void AwaitKeys(Handshake handshake, Epoch epoch) =>
        Change(_current with { State = ReadState.AwaitingKeys, Handshake = handshake, Epoch = epoch });

    private void AwaitKeys() => Change(_current with { State = ReadState.AwaitingKeys });

    /// <summary>Notes that a record was skipped for lack of a key. If others are decrypted, this is why not all are.</summary>
    public void NoteUndecrypted(DecryptionReason reason) => EarlierReason ??= reason;

    /// <summary>Notes that a record was skipped because a known secret does not decrypt it. Either may be wrong.</summary>
    public void NoteUnproved() => _unproved ??= Epoch;

    /// <summary>
    /// After a later key, or more secrets than were searched, lets the next records be decrypted. Earlier ones were released.
    /// </summary>
    public bool TryRevive(KeyRing keys, bool hasMore)
    {
        if (State != ReadState.Opaque) return false;
        bool isLogged = (Handshake?.ClientRandom is ReadOnlyMemory<byte> random && keys.HasSecretOf(random.Span)) ||
            (Handshake is { ServerHello.SessionId: { Length: > 0 } session, IsTls13: false } && keys.HasSecretOfSession(session.Span)) ||
            (Handshake is { ClientHello.SessionTicket: { Length: > 0 } ticket, IsTls13: false } && keys.HasSecretOfTicket(ticket.Span));
        if (!isLogged && !hasMore) return false;
        EarlierReason ??= Reason;
        AwaitKeys();
        return true;
    }

    /// <summary>
    /// Lets the next records be decrypted, because the other side verified the keys that did not decrypt this side's first record. That
    /// record was damaged.
    /// </summary>
    public void Reconsider(Handshake handshake)
    {
        if (State == ReadState.Opaque && Handshake == handshake && Reason is DecryptionReason.KeyMismatch or DecryptionReason.BadRecordMac)
            AwaitKeys();
    }

    /// <summary>Handles KeyUpdate of TLS 1.3: the sender's next record is under its next traffic secret (RFC 8446 §7.2).</summary>
    public void UpdateKeys(Handshake handshake)
    {
        if (State != ReadState.Protected || TrafficSecret.Length == 0 || handshake.Protection is not RecordProtection protection) return;
        if (FoundKeys.TryNext(protection, Epoch, TrafficSecret, Generation) is FoundKeys next) Protect(next);
    }

    /// <summary>The records after this one are decrypted with these keys. The direction owns their decryptor from now on.</summary>
    public void Protect(FoundKeys found)
    {
        EpochState next = found.TrafficSecret is byte[] secret
            ? _current with { Epoch = found.Epoch, TrafficSecret = secret, Generation = found.Generation }
            : _current;
        if (_unproved == next.Epoch) _unproved = null;
        Change(next with { State = ReadState.Protected }, found.Decryptor);
    }

    /// <summary>The records after this one are read without a key, because their cipher is NULL.</summary>
    public void ReadUnchecked(RecordDecryptor decryptor, DecryptionReason reason)
    {
        UncheckedReason ??= reason;
        Change(_current with { State = ReadState.Protected }, decryptor);
    }

    /// <summary>The records after this one stay encrypted.</summary>
    public void GiveUp(DecryptionReason reason) => Change(_current with { State = ReadState.Opaque }, reason: reason);

    /// <summary>
    /// The records after this one are in the clear after all: early data was offered, and the ServerHello does not negotiate TLS 1.3.
    /// </summary>
    public void Unprotect() => Change(_current with { State = ReadState.Plain, Epoch = Epoch.Initial });

    /// <summary>Discards the hellos read so far. The next record is read as the first.</summary>
    public void BeginAgain()
    {
        Select(0);
        foreach (EpochState other in _others?.Values ?? []) other.Decryptor?.Dispose();
        _others = null;
        Change(_current with { State = ReadState.Plain, Epoch = Epoch.Initial, Handshake = null });
        (EarlierReason, SentProtected) = (null, false);
    }

    private void Change(EpochState next, RecordDecryptor? decryptor = null, DecryptionReason? reason = null)
    {
        if (!ReferenceEquals(Decryptor, decryptor)) Decryptor?.Dispose();
        KeyChanges++;
        _current = next with { Decryptor = decryptor, Reason = reason };
    }

    public void Dispose()
    {
        foreach (EpochState other in _others?.Values ?? []) other.Decryptor?.Dispose();
        _others = null;
        _current.Decryptor?.Dispose();
        _current = _current with { Decryptor = null };
        PlaintextHash?.Dispose();
        PlaintextHash = null;
    }
}
