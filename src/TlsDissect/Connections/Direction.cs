using System.Security.Cryptography;
using TlsDissect.Decryption;
using TlsDissect.Handshakes;
using TlsDissect.Protocol;
using TlsDissect.Records.Resynchronization;
using TlsDissect.Secrets;

namespace TlsDissect.Connections;

/// <summary>One direction of a connection, and how its records are read now.</summary>
internal sealed class Direction(int side) : IDirectionView, IDisposable
{
    public int Side { get; } = side;

    /// <summary>TCP's client is the TLS client until a hello tells otherwise.</summary>
    public Sender Sender { get; private set; } = (Sender)side;

    /// <summary>How the records of the present epoch are read. A stream has one at a time, as its records come in order.</summary>
    private EpochState _current = new(ReadState.Plain);

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

    /// <summary>Why it was not decrypted until a later key came.</summary>
    public DecryptionReason? EarlierReason { get; private set; }

    public LostRecords? Lost { get; set; }

    /// <summary>Bytes that could not be read as records.</summary>
    public SkippedBytes Skipped { get; private set; }

    /// <summary>The last record or loss that was not only counted. Says where a session ended when another follows.</summary>
    public (ContentType Type, StreamPosition Position) Last { get; set; }

    public long Decrypted { get; set; }

    /// <summary>Protected records that were not decrypted.</summary>
    public long Undecrypted { get; set; }

    /// <summary>The running hash of the plaintext, if one is wanted.</summary>
    public IncrementalHash? PlaintextHash { get; set; }

    /// <summary>The epoch of records that its secret did not decrypt, until the secret decrypts one and is proved.</summary>
    private Epoch? _unproved;

    /// <summary>Whether records were skipped under a secret that no record proved.</summary>
    public bool IsSecretUnproved => _unproved is not null && Handshake is not { Secret: not null };

    /// <summary>A hello tells that the client is the other side.</summary>
    public void TurnRole() => Sender = 1 - Sender;

    /// <summary>A protected record came.</summary>
    public void MarkProtected() => SentProtected |= Epoch != Epoch.Initial;

    /// <summary>The client sends a second hello, and its next records are in the clear.</summary>
    public void RepeatHello() => SentProtected = false;

    /// <summary>Bytes were skipped.</summary>
    public void AddSkipped(long bytes, long packet) => Skipped = Skipped.With(bytes, packet);

    /// <summary>Notes a loss.</summary>
    public void AddLost(in LostRecords lost) => Lost = Lost is LostRecords earlier ? earlier.And(lost) : lost;

    /// <summary>Its records are assigned to a handshake before a message says that its keys protect them. That message is missing, or still to be read.</summary>
    public void BelongTo(Handshake? handshake) => _current = _current with { Handshake = handshake };

    /// <summary>The records after this one are protected with keys of a handshake that are still to be found.</summary>
    public void AwaitKeys(Handshake handshake, Epoch epoch) => Change(_current with { State = ReadState.AwaitingKeys, Handshake = handshake, Epoch = epoch });

    private void AwaitKeys() => Change(_current with { State = ReadState.AwaitingKeys });

    /// <summary>A record was skipped that a key would have decrypted. If others are decrypted, that is why not all are.</summary>
    public void NoteUndecrypted(DecryptionReason reason) => EarlierReason ??= reason;

    /// <summary>A record was skipped that a known secret does not decrypt. Either may be wrong.</summary>
    public void NoteUnproved() => _unproved ??= Epoch;

    /// <summary>After a later key, or more secrets than were searched, the next records may be decrypted. Earlier ones were released.</summary>
    public bool TryRevive(KeyRing keys, bool hasMore)
    {
        if (State != ReadState.Opaque) return false;
        bool isLogged = (Handshake?.ClientRandom is ReadOnlyMemory<byte> random && keys.HasSecretOf(random.Span)) ||
            (Handshake is { ServerHello.SessionId: { Length: > 0 } session, IsTls13: false } && keys.HasSecretOfSession(session.Span));
        if (!isLogged && !hasMore) return false;
        EarlierReason ??= Reason;
        AwaitKeys();
        return true;
    }

    /// <summary>The other side verified the keys that did not decrypt this side's first record. That record was damaged, and the next ones can be decrypted.</summary>
    public void Reconsider(Handshake handshake)
    {
        if (State == ReadState.Opaque && Handshake == handshake && Reason is DecryptionReason.KeyMismatch or DecryptionReason.BadRecordMac) AwaitKeys();
    }

    /// <summary>TLS 1.3's KeyUpdate: the sender's next record is under its next traffic secret (RFC 8446 §7.2).</summary>
    public void UpdateKeys(Handshake handshake)
    {
        if (State != ReadState.Protected || TrafficSecret.Length == 0 || handshake.Protection is not RecordProtection protection) return;
        if (FoundKeys.TryNext(protection, Epoch, TrafficSecret, Generation) is FoundKeys next) Protect(next);
    }

    /// <summary>The records after this one are decrypted with these keys, whose decryptor is owned from here on.</summary>
    public void Protect(FoundKeys found)
    {
        EpochState next = found.TrafficSecret is byte[] secret ? _current with { Epoch = found.Epoch, TrafficSecret = secret, Generation = found.Generation } : _current;
        if (_unproved == next.Epoch) _unproved = null;
        Change(next with { State = ReadState.Protected }, found.Decryptor);
    }

    /// <summary>The records after this one are read without a key, as their cipher is NULL.</summary>
    public void ReadUnchecked(RecordDecryptor decryptor, DecryptionReason reason)
    {
        UncheckedReason ??= reason;
        Change(_current with { State = ReadState.Protected }, decryptor);
    }

    /// <summary>The records after this one stay encrypted.</summary>
    public void GiveUp(DecryptionReason reason) => Change(_current with { State = ReadState.Opaque }, reason: reason);

    /// <summary>The records after this one are in the clear after all: early data was offered, and the ServerHello does not negotiate TLS 1.3.</summary>
    public void Unprotect() => Change(_current with { State = ReadState.Plain, Epoch = Epoch.Initial });

    /// <summary>The hellos read so far are discarded. The next record is read as the first.</summary>
    public void BeginAgain()
    {
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
        _current.Decryptor?.Dispose();
        _current = _current with { Decryptor = null };
        PlaintextHash?.Dispose();
        PlaintextHash = null;
    }
}
