using TlsDissect.Decryption;
using TlsDissect.Handshakes;
using TlsDissect.Protocol;
using TlsDissect.Records;
using TlsDissect.Records.Resynchronization;
using TlsDissect.Resting;
using TlsDissect.Secrets;

namespace TlsDissect.Connections;

/// <summary>
/// Reads the records of one connection by the state of their direction. They are read in the clear, decrypted with keys that are known or
/// can be found, or counted because they stay encrypted.
/// </summary>
internal sealed partial class RecordProcessor(DissectorContext context, TlsConnection connection, ConnectionReport report)
{
    /// <summary>The next record, if <see cref="Probe"/> has already decrypted it: a cipher cannot step back.</summary>
    private ProbedRecord? _probed;

    private sealed record ProbedRecord(Direction Direction, ContentType Type, byte[] Plaintext, int UnknownStart);

    public HandshakeTracker Handshakes { get; } = new(context.Handshakes, connection, report, new HandshakeSequence());

    /// <summary>Whether records that waited for a key were released to make room for others.</summary>
    public bool KeyCameTooLate { get; set; }

    /// <summary>Finds the keys of both directions.</summary>
    public SecretFinder Secrets { get; } =
        new(new SecretServices(context.Keys, context.Sessions, context.SharedTrials, context.Options.MaxTrialBytes, context.Plaintext));

    /// <summary>
    /// After a loss: whether a record starts at bytes that look like one. Only keys that were verified before can tell. If one starts, this
    /// decrypts it.
    /// </summary>
    public CandidateVerdict Probe(Direction direction, in TlsRecord candidate, in ResyncPoint place)
    {
        if (direction.Decryptor is not { Verifies: true } || IsPlain(direction, candidate.Header) || direction.Lost is not LostRecords lost)
            return CandidateVerdict.Unknown;
        if (!Secrets.Services.Trials.MayTry()) return CandidateVerdict.Unknown;
        DecryptedRecord decrypted = Decrypt(direction, lost.And(LostRecords.Until(place)), candidate);
        if (!decrypted.IsAuthenticated) return CandidateVerdict.NoRecord;
        _probed = new ProbedRecord(direction, decrypted.Type, decrypted.Plaintext.ToArray(), decrypted.UnknownStart);
        return CandidateVerdict.Record;
    }

    /// <summary>Reads one record by its direction's state. Returns <c>false</c> if it has to wait for keys.</summary>
    public bool TryProcess(Direction direction, in TlsRecord record, bool isPlain)
    {
        if (isPlain || Handshakes.RefutesKeyChange(direction, record))
        {
            OnPlaintext(direction, record.Header.Type, record.Fragment, record, isProtected: false);
            return true;
        }

        switch (direction.State)
        {
            case ReadState.Plain:
                return TryExplainEarly(direction, record);
            case ReadState.Protected:
                ReadProtected(direction, record);
                return true;
            case ReadState.AwaitingKeys:
                return TryKeys(direction, record);
            default:
                CountSkipped(direction, record.Header, record.Position);
                return true;
        }
    }

    /// <summary>
    /// Whether a record is in the clear: every type but application data before keys. In TLS 1.3 also the change_cipher_spec of middlebox
    /// compatibility (RFC 8446 appendix D.4), and alerts from a side that has no keys yet.
    /// </summary>
    public static bool IsPlain(Direction direction, in RecordHeader header)
    {
        if (header.Type == ContentType.ApplicationData) return false;
        // After a loss that may hide the change_cipher_spec: an alert in the clear has two bytes (RFC 5246 §7.2).
        if (header.Type == ContentType.Alert && header.Length != 2 && direction.Lost is not null) return false;
        return direction.State == ReadState.Plain || direction.Epoch != Epoch.Initial;
    }

    /// <summary>
    /// Whether a record before the keys is in the clear, even if it is refused: attackers send heartbeats during the handshake, where they
    /// are forbidden. If the start is not captured, it may be encrypted.
    /// </summary>
    private bool IsCertainlyPlain(Direction direction) => direction.State == ReadState.Plain && Handshakes.IsWhole(direction);

    /// <summary>
    /// Handles application data before any keys: early data, a hello of the other direction that is still to come, or a capture that starts
    /// in the middle.
    /// </summary>
    private bool TryExplainEarly(Direction direction, in TlsRecord record)
    {
        Handshake? handshake = Handshakes.Current;
        if (Handshakes.RefusesData(direction, record)) return true;
        if (report.Replayed is null && MayBeFoundByTrial(handshake))
        {
            direction.BelongTo(handshake);
            return TryKeys(direction, record);
        }

        // The change_cipher_spec was lost.
        if (report.Replayed is null && handshake is { ServerHello: not null, IsTls13: false } && direction.Lost is not null &&
            context.Keys.HasAny)
        {
            direction.AwaitKeys(handshake, Epoch.Initial);
            return TryKeys(direction, record);
        }

        if (report.Replayed is null && Handshakes.MayBecomeTls13(direction.Sender) &&
            (context.Keys.HasTls13Secrets || Handshakes.IsWhole(direction))) return false;

        direction.BelongTo(handshake);
        DecryptionReason reason = report.Replayed?.ReasonOf(direction.Side) ?? Secrets.WhyNot(handshake);
        if (connection.TryReadUnchecked(direction, reason))
        {
            ReadProtected(direction, record);
            return true;
        }

        direction.GiveUp(reason);
        CountOpaque(direction, record.Header, record.Position);
        return true;
    }

    /// <summary>Whether it may be TLS 1.3 with a missing hello.</summary>
    private bool MayBeFoundByTrial(Handshake? handshake) =>
        (context.Keys.HasLoggedSecrets || context.Keys.MayGrow) && (handshake?.ServerHello is null || handshake.IsTls13);

    private void ReadProtected(Direction direction, in TlsRecord record)
    {
        (RecordDecryptor decryptor, ulong next) = (direction.Decryptor!, direction.Decryptor!.SequenceNumber);
        bool isProbed = _probed?.Direction == direction;
        DecryptedRecord decrypted =
            isProbed ? new DecryptedRecord(_probed!.Type, _probed.Plaintext) { UnknownStart = _probed.UnknownStart } : Decrypt(direction,
                direction.Lost, record);
        if (!decrypted.IsAuthenticated)
        {
            OnUndecrypted(direction, record);
            return;
        }

        // A partial message does not continue after a missing record.
        if (_probed is null && (direction.Decryptor != decryptor || decryptor.SequenceNumber != next + 1))
            Handshakes.OnTruncated(direction);
        _probed = null;
        direction.Lost = null;
        OnDecrypted(direction, record, decrypted);
    }

    /// <summary>Decrypts a record with the keys in use or, after a loss, with those that may have followed them.</summary>
    private DecryptedRecord Decrypt(Direction direction, LostRecords? lost, scoped in TlsRecord record)
    {
        DecryptedRecord decrypted = Secrets.Services.Decrypt(direction.Decryptor!, lost, record);
        if (decrypted.IsAuthenticated) return decrypted;
        SecretAnswer answer = Secrets.Recover(connection.Question(direction) with { Lost = lost }, record);
        Act(direction, answer);
        return answer.Record;
    }

    private bool TryKeys(Direction direction, in TlsRecord record)
    {
        if (report.Replayed is EarlierFindings earlier)
        {
            GiveUp(direction, earlier.ReasonOf(direction.Side), record);
            return true;
        }

        Handshakes.TryInnerHello();
        SecretAnswer answer = Secrets.Find(connection.Question(direction), record);
        Act(direction, answer);
        if (answer.IsSearched || answer.Result is not (SecretResult.Wait or SecretResult.GiveUp)) connection.StayRestored();
        if (answer is { Result: SecretResult.Wait or SecretResult.Skip, Reason: DecryptionReason reason })
            direction.NoteUndecrypted(reason);
        if (answer is { Result: SecretResult.Skip, Reason: null }) direction.NoteUnproved();
        switch (answer.Result)
        {
            case SecretResult.Decrypted:
                direction.Lost = null;
                OnDecrypted(direction, record, answer.Record);
                // The other direction may wait for the same secret.
                connection.Drain();
                return true;
            case SecretResult.BadRecord:
                OnUndecrypted(direction, record);
                return true;
            case SecretResult.Wait:
                return false;
            case SecretResult.Skip:
                // Early data has sequence numbers of its own.
                if (direction.Epoch != Epoch.EarlyData) direction.AddLost(LostRecords.Undecrypted(record));
                CountOpaque(direction, record.Header, record.Position);
                return true;
            default:
                GiveUp(direction, answer.Reason!.Value, record);
                return true;
        }
    }

    /// <summary>Gives up decrypting a direction, of which this is the next record.</summary>
    private void GiveUp(Direction direction, DecryptionReason reason, in TlsRecord record)
    {
        connection.GiveUp(direction, reason);
        if (direction.State == ReadState.Protected) ReadProtected(direction, record);
        else CountSkipped(direction, record.Header, record.Position);
    }

    private void Act(Direction direction, in SecretAnswer answer)
    {
        if (answer.IsCutShort) report.Note(context.SharedTrialsNote);
        if (answer.Found is FoundKeys found) connection.Protect(direction, found);
    }

    private void OnDecrypted(Direction direction, in TlsRecord record, in DecryptedRecord decrypted)
    {
        direction.Decrypted++;
        direction.MarkProtected();
        if (decrypted.UnknownStart == 0) OnPlaintext(direction, decrypted.Type, decrypted.Plaintext, record, isProtected: true);
        else OnUnknownStart(direction, decrypted.Type, decrypted.Plaintext[Math.Min(decrypted.UnknownStart, decrypted.Plaintext.Length)..],
            record);
    }

    /// <summary>
    /// Handles a record whose first bytes are unknown. The rest of application data is shown after a gap; a message or an alert is ignored.
    /// </summary>
    private void OnUnknownStart(Direction direction, ContentType type, ReadOnlySpan<byte> rest, in TlsRecord record)
    {
        bool isShown = type == ContentType.ApplicationData && !rest.IsEmpty;
        if (isShown) direction.Undecrypted++;
        else CountOpaque(direction, record.Header, record.Position);
        report.OnGap(direction.Sender, 0, record.Position);
        if (isShown) OnPlaintext(direction, type, rest, record, isProtected: true);
    }

    private void OnPlaintext(Direction direction, ContentType type, ReadOnlySpan<byte> plaintext, in TlsRecord record, bool isProtected)
    {
        Arrival arrival = new(direction, record.Position, isProtected);
        if (type == ContentType.Heartbeat && (isProtected || IsCertainlyPlain(direction)))
            report.OnHeartbeat(direction.Sender, plaintext, record.Position);
        switch (type)
        {
            case ContentType.ApplicationData:
                connection.TellCleartext();
                report.OnApplicationData(direction, record.Header.Length, plaintext, record.Position);
                break;
            case ContentType.Handshake:
                Handshakes.OnFragment(arrival, plaintext);
                connection.Drain();
                break;
            case ContentType.ChangeCipherSpec:
                Handshakes.OnChangeCipherSpec(arrival, plaintext);
                break;
            case ContentType.Alert or ContentType.Heartbeat when !isProtected && Handshakes.RefusesOther(arrival, type, plaintext.Length):
                break;
            // The alert is encrypted, and the change_cipher_spec before it was lost.
            case ContentType.Alert when !isProtected && plaintext.Length >= 2 && plaintext[0] is not (1 or 2):
                CountOpaque(direction, record.Header, record.Position);
                break;
            case ContentType.Alert:
                report.OnAlert(direction.Sender, plaintext, record.Position, isProtected);
                break;
            default:
                break; // Heartbeats and unregistered types tell nothing about the session.
        }
    }
}
