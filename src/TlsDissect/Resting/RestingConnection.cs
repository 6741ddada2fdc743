using System.Buffers;
using TlsDissect.Connections;
using TlsDissect.Handshakes;
using TlsDissect.Keys;
using TlsDissect.Protocol;
using TlsDissect.Records.Resynchronization;

namespace TlsDissect.Resting;

/// <summary>
/// All that is kept of a connection whose handshake is over and that nothing opens: an archive that its state follows from, and what was counted. Application data
/// is counted here without waking it.
/// </summary>
internal sealed class RestingConnection
{
    private readonly byte[] _archive;
    private readonly ArchiveDictionary _dictionary;
    private readonly byte _fractionDigits;
    private readonly bool _keyCameTooLate;
    private readonly bool _hadCandidates;
    private readonly bool _hadCertainCandidate;
    private readonly bool? _clientAuthenticated;
    private readonly bool? _serverAuthenticated;
    private readonly string[]? _notes;

    /// <summary>What secrets of a key log are found by, where keys may still come.</summary>
    private readonly byte[]? _clientRandom;

    /// <summary>Per direction what was lost to it, which only a key that comes late asks for.</summary>
    private readonly LostRecords?[]? _lost;

    private Side _side0;
    private Side _side1;

    private struct Side(Direction direction, DirectionCounts counts)
    {
        public readonly DecryptionReason Reason = direction.Reason!.Value;
        public bool IsLost = direction.Lost is not null;
        public long Undecrypted = direction.Undecrypted;
        public long Records = counts.Records;
        public long CiphertextBytes = counts.CiphertextBytes;

        public readonly void Restore(Direction direction, DirectionCounts counts, LostRecords? lost)
        {
            (direction.Lost, direction.Undecrypted) = (lost ?? (IsLost ? new LostRecords(0, null) : null), Undecrypted);
            (counts.Records, counts.CiphertextBytes) = (Records, CiphertextBytes);
        }
    }

    public RestingConnection(DissectorContext context, TlsConnection connection, RecordArchive archive, RecordProcessor records)
    {
        Handshake handshake = records.Handshakes.Current!;
        ConnectionSummary summary = connection.Summary;
        _fractionDigits = (byte)archive.FractionDigits;
        _archive = context.Resting.Compressor.Compress(archive.Bytes, out _dictionary);
        _keyCameTooLate = records.KeyCameTooLate;
        (_hadCandidates, _hadCertainCandidate) = (handshake.HadCandidates, handshake.HadCertainCandidate);
        (_clientAuthenticated, _serverAuthenticated) = (handshake.Proofs[(int)Sender.Client].Authenticated, handshake.Proofs[(int)Sender.Server].Authenticated);
        _notes = summary.NoteList.Count > 0 ? [.. summary.NoteList] : null;
        if (context.Keys.MayGrow) (_clientRandom, _lost) = (handshake.ClientRandom, [connection.DirectionOfSide(0).Lost, connection.DirectionOfSide(1).Lost]);
        _side0 = Take(connection, 0);
        _side1 = Take(connection, 1);
    }

    /// <summary>Bytes of memory taken.</summary>
    public int Held => HeldBytes.Resting + _archive.Length + (_clientRandom?.Length ?? 0);

    /// <summary>The connection rests no more.</summary>
    public void Release() => _dictionary.Leave();

    /// <summary>What was found before it rested.</summary>
    public EarlierFindings Findings => new(_side0.Reason, _side1.Reason, _clientAuthenticated, _serverAuthenticated);

    /// <summary>Application data that was passed over.</summary>
    public void Count(int side, in RecordHeader header)
    {
        ref Side counted = ref side == 0 ? ref _side0 : ref _side1;
        if (_lost is not null)
        {
            LostRecords skipped = LostRecords.Skipped(header);
            _lost[side] = _lost[side] is LostRecords earlier ? earlier.And(skipped) : skipped;
        }

        counted.IsLost = true;
        counted.Undecrypted++;
        counted.Records++;
        counted.CiphertextBytes += header.Length;
    }

    /// <summary>Whether a key is known that the connection should be woken for. Without a hello any could be.</summary>
    public bool HasSecret(KeyRing keys) => _clientRandom is null || keys.HasSecretOf(_clientRandom);

    /// <summary>Reads the archive again, which the connection does as it did the first time.</summary>
    public void Replay(TlsConnection connection, ArchiveCompressor compressor)
    {
        byte[] log = compressor.Rent(_archive, _dictionary, out int length);
        ArchiveReader entries = new(log.AsSpan(0, length), _fractionDigits);
        while (entries.MoveNext())
        {
            if (entries.Kind == ArchiveKind.Lost) connection.Lose(entries.Side, entries.Lost, entries.Position);
            else connection.Read(entries.Side, new TlsRecord(entries.Header, entries.Fragment, entries.Position), entries.Kind == ArchiveKind.Plain);
        }

        ArrayPool<byte>.Shared.Return(log);
    }

    /// <summary>Gives back what does not follow from the archive.</summary>
    public void Restore(TlsConnection connection, RecordProcessor records)
    {
        Handshake handshake = records.Handshakes.Current!;
        handshake.Transcript.Release();
        (handshake.HadCandidates, handshake.HadCertainCandidate) = (_hadCandidates, _hadCertainCandidate);
        records.KeyCameTooLate = _keyCameTooLate;
        ConnectionSummary summary = connection.Summary;
        summary.NoteList.Clear();
        summary.NoteList.AddRange(_notes ?? []);
        _side0.Restore(connection.DirectionOfSide(0), summary.Data(connection.SenderOfSide(0)), _lost?[0]);
        _side1.Restore(connection.DirectionOfSide(1), summary.Data(connection.SenderOfSide(1)), _lost?[1]);
    }

    private static Side Take(TlsConnection connection, int side) => new(connection.DirectionOfSide(side), connection.Summary.Data(connection.SenderOfSide(side)));
}
