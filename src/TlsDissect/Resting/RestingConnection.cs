using TlsDissect.Protocol;
using TlsDissect.Records;
using TlsDissect.Records.Resynchronization;

namespace TlsDissect.Resting;

/// <summary>
/// All that is kept of a connection whose handshake is over and that no key decrypts: an archive that restores its state, and the other
/// findings. Application data is counted here and does not wake the connection.
/// </summary>
internal sealed class RestingConnection
{
    private readonly byte[] _archive;
    private readonly ArchiveDictionary _dictionary;
    private readonly byte _fractionDigits;
    private readonly bool _keyCameTooLate;
    private readonly (bool, bool) _candidates;
    private readonly bool? _clientAuthenticated;
    private readonly bool? _serverAuthenticated;
    private readonly Rest? _rest;
    private HiddenFlights _flights;
    private Milestones _milestones;
    private Counted _side0;
    private Counted _side1;

    /// <summary>Parts that few connections have.</summary>
    /// <param name="Notes">The summary's notes.</param>
    /// <param name="ClientRandom">Identifies secrets in a key log, if keys may be added.</param>
    /// <param name="Lost">The loss in each direction, which only a later key needs; otherwise <c>null</c>.</param>
    private sealed record Rest(string[]? Notes, ReadOnlyMemory<byte>? ClientRandom, LostRecords?[]? Lost);

    private struct Counted(in DirectionFindings findings)
    {
        private readonly DecryptionReason _reason = findings.Reason;
        private bool _isLost = findings.Lost is not null;
        private long _undecrypted = findings.Undecrypted;
        private long _records = findings.Records;
        private long _ciphertextBytes = findings.CiphertextBytes;

        public readonly long Records => _records;

        public void Add(int length, EncryptedHandshake handshake)
        {
            _isLost = true;
            _undecrypted++;
            _records += 1 - handshake.Records;
            _ciphertextBytes += length - handshake.CiphertextBytes;
        }

        public readonly DirectionFindings Findings(LostRecords? lost) =>
            new(_reason, _undecrypted, _records, _ciphertextBytes, lost ?? (_isLost ? new LostRecords(0, null) : null));
    }

    /// <summary>Compresses the archive, and keeps more if keys may be added.</summary>
    public RestingConnection(RecordArchive archive, EarlierFindings findings, bool mayGetKeys, ArchiveCompressor compressor)
    {
        _fractionDigits = (byte)archive.FractionDigits;
        _archive = compressor.Compress(archive.Bytes, out _dictionary);
        _keyCameTooLate = findings.KeyCameTooLate;
        _candidates = findings.Candidates;
        (_flights, _milestones) = (findings.Flights, findings.Milestones);
        (_clientAuthenticated, _serverAuthenticated) = (findings.ClientAuthenticated, findings.ServerAuthenticated);
        (_side0, _side1) = (new Counted(findings.Side0), new Counted(findings.Side1));
        if (mayGetKeys) _rest = new Rest(findings.Notes, findings.ClientRandom, [findings.Side0.Lost, findings.Side1.Lost]);
        else if (findings.Notes is not null) _rest = new Rest(findings.Notes, null, null);
    }

    /// <summary>Bytes of memory used.</summary>
    public int Held => HeldByObject + _archive.Length + (_rest?.ClientRandom?.Length ?? 0);

    private const int HeldByObject = 384;

    /// <summary>Releases the dictionary, because the connection does not rest any more.</summary>
    public void Release() => _dictionary.Leave();

    /// <summary>The findings that the archive cannot restore.</summary>
    public EarlierFindings Findings => new(_side0.Findings(_rest?.Lost?[0]), _side1.Findings(_rest?.Lost?[1]))
    {
        ClientAuthenticated = _clientAuthenticated,
        ServerAuthenticated = _serverAuthenticated,
        Candidates = _candidates,
        Flights = _flights,
        Milestones = _milestones,
        KeyCameTooLate = _keyCameTooLate,
        ClientRandom = _rest?.ClientRandom,
        Notes = _rest?.Notes,
    };

    /// <summary>Counts application data that nothing decrypts.</summary>
    public void Count(int side, Sender sender, in RecordHeader header, in StreamPosition position)
    {
        EncryptedHandshake handshake = _flights.AddOpaque(sender, header.Length);
        if (_rest?.Lost is LostRecords?[] lost)
        {
            LostRecords skipped = LostRecords.Skipped(header);
            lost[side] = lost[side] is LostRecords earlier ? earlier.And(skipped) : skipped;
        }

        ref Counted counted = ref (side == 0 ? ref _side0 : ref _side1);
        counted.Add(header.Length, handshake);
        _milestones.OnOpaque(sender, position, isHandshake: handshake.Records > 0, HiddenFlights.MayBeFinished(sender, header.Length),
            hasData: counted.Records > 0);
    }

    /// <summary>Whether a key is known that may decrypt the connection. If a hello is missing, any key may.</summary>
    public bool HasSecret(KeyRing keys) => _rest?.ClientRandom is not ReadOnlyMemory<byte> random || keys.HasSecretOf(random.Span) ||
        keys.HasEchSecretOf(random.Span);

    /// <summary>The archive as it was. The caller disposes it.</summary>
    public RecordArchive Decompress(ArchiveCompressor compressor) =>
        new(compressor.Rent(_archive, _dictionary, out int length), length, _fractionDigits);
}
