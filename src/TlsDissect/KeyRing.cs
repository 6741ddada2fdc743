using TlsDissect.Keys;
using TlsDissect.Keys.Index;

namespace TlsDissect;

/// <summary>The keys that a run can decrypt with. The methods that add keys return the ring, so that calls can be chained.</summary>
/// <remarks>
/// Thread-safe. Any number of runs may share a ring, in parallel or one after another. A run only reads it, and keeps secrets from the
/// capture (secrets blocks, trailers) to itself. A run uses the private and pre-shared keys that the ring had when the run began, but finds
/// secrets of key logs from the moment they are added. A connection waits for such a secret only if <see cref="MayGrow"/> is set.
/// </remarks>
/// <example>
/// <code>
/// KeyRing keys = new KeyRing().AddRsaKey("server.key").AddKeyLog("keys.log");
/// </code>
/// </example>
public sealed partial class KeyRing
{
    /// <summary>
    /// Maximum number of secrets kept from packet trailers. Anyone can forge a trailer, and a secret is useful only to connections of its
    /// time.
    /// </summary>
    private const int MaxTrailerSecrets = 1 << 18;

    private readonly Lock _lock = new();
    private readonly KeyLog _secretsBlocks = new();
    private readonly KeyLog _trailers = new() { MaxSecrets = MaxTrailerSecrets, IsOfTrailers = true };
    private readonly KeyLog? _keyLog;
    private readonly KeyIndexes _indexes;

    // Replaced, never changed, so that a fork keeps the keys of its time.
    private volatile IReadOnlyList<ServerKey> _serverKeys;
    private volatile IReadOnlyList<StaticDhKey> _staticDhKeys;
    private volatile IReadOnlyList<PreSharedKey> _preSharedKeys;
    private volatile IReadOnlyList<string> _followed = [];
    private volatile bool _mayGrow;

    /// <summary>A ring without keys.</summary>
    internal static KeyRing Empty => new([], null);

    /// <summary>A ring without keys.</summary>
    public KeyRing() : this([], new KeyLog()) { }

    /// <summary>Creates a ring with these keys.</summary>
    /// <param name="serverKeys">RSA private keys.</param>
    /// <param name="keyLog">Secrets by client random, or <c>null</c>. May be shared and may grow.</param>
    /// <param name="preSharedKeys">Pre-shared keys.</param>
    /// <param name="staticDhKeys">Static Diffie-Hellman private keys.</param>
    /// <param name="indexes">Key indexes. May be shared.</param>
    internal KeyRing(IReadOnlyList<ServerKey> serverKeys, KeyLog? keyLog, IReadOnlyList<PreSharedKey>? preSharedKeys = null,
        IReadOnlyList<StaticDhKey>? staticDhKeys = null, KeyIndexes? indexes = null)
    {
        _indexes = indexes ?? new KeyIndexes();
        _staticDhKeys = staticDhKeys ?? [];
        _serverKeys = serverKeys;
        _keyLog = keyLog;
        _preSharedKeys = preSharedKeys ?? [];
    }

    /// <summary>
    /// Limit on the number of secrets kept from key logs. Beyond it, the older half is dropped. Default: no limit. Set it if a key log is
    /// watched for weeks.
    /// </summary>
    public int MaxLoggedSecrets
    {
        get => _keyLog?.MaxSecrets ?? int.MaxValue;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 2);
            _keyLog = new KeyLog { MaxSecrets = value };
        }
    }

    /// <summary>
    /// Whether secrets may still be added to key logs during a run. Encrypted records then wait for their secrets, within
    /// <see cref="DissectorOptions.MaxWaitingBytes"/>, and connections that are over wait for <see cref="DissectorOptions.KeyWait"/>.
    /// Default <c>false</c>; <see cref="FollowKeyLog"/> sets it.
    /// </summary>
    public bool MayGrow
    {
        get => _mayGrow;
        set => _mayGrow = value;
    }

    /// <summary>RSA private keys in the order given.</summary>
    internal IReadOnlyList<ServerKey> ServerKeys => _serverKeys;

    /// <summary>Servers' static Diffie-Hellman keys in the order given.</summary>
    internal IReadOnlyList<StaticDhKey> StaticDhKeys => _staticDhKeys;

    /// <summary>Pre-shared keys in the order given.</summary>
    internal IReadOnlyList<PreSharedKey> PreSharedKeys => _preSharedKeys;

    /// <summary>Secrets by client random from key log files.</summary>
    internal KeyLog? KeyLog => _keyLog;

    /// <summary>Key logs that were merged into files which are read in place.</summary>
    internal IReadOnlyList<KeyIndex> Indexes => _indexes.All;

    /// <summary>Key logs that each run watches.</summary>
    internal IReadOnlyList<string> FollowedKeyLogs => _followed;

    /// <summary>Increases with every secret that is added.</summary>
    internal int Version => (KeyLog?.Version ?? 0) + _secretsBlocks.Version + _trailers.Version;

    /// <summary>Whether there is anything to decrypt with now.</summary>
    internal bool HasAny => HasServerKeys || HasLoggedSecrets || PreSharedKeys.Count > 0 || StaticDhKeys.Count > 0;

    /// <summary>Whether there is anything to decrypt with, now or later. If not, transcripts are not needed.</summary>
    internal bool MayHaveAny => MayGrow || HasAny;

    /// <summary>Whether there is any RSA private key.</summary>
    internal bool HasServerKeys => ServerKeys.Count > 0;

    /// <summary>Whether TLS 1.3 may be decrypted, now or later.</summary>
    internal bool HasTls13Secrets => MayGrow || HasLoggedSecrets || PreSharedKeys.Count > 0;

    /// <summary>Whether any secret is logged now.</summary>
    internal bool HasLoggedSecrets => KeyLog is { HasAny: true } || _indexes.HasAny || _secretsBlocks.HasAny || _trailers.HasAny;

    /// <summary>Whether a key log or a secrets block was given, with or without secrets.</summary>
    internal bool HasLogs => KeyLog is { SourceNames.Count: > 0 } || Indexes.Count > 0 || _secretsBlocks.SourceNames.Count > 0;

    /// <summary>The secrets of the capture's secrets blocks so far.</summary>
    internal KeyLog SecretsBlocks => _secretsBlocks;

    /// <summary>The secrets of the packets' trailers so far.</summary>
    internal KeyLog Trailers => _trailers;

    /// <summary>Copies the keys for another dissector, without the secrets from secrets blocks.</summary>
    internal KeyRing Fork() => new(ServerKeys, KeyLog, PreSharedKeys, StaticDhKeys, _indexes) { MayGrow = MayGrow, _followed = _followed };

    /// <summary>Adds the key log lines of a capture's secrets block.</summary>
    /// <param name="content">Whole lines.</param>
    /// <param name="capture">The capture's name.</param>
    internal void AddSecretsBlock(ReadOnlySpan<byte> content, string capture) =>
        _secretsBlocks.Add(content, capture, fromSecretsBlock: true);

    /// <summary>
    /// Adds the secrets from the bytes after a packet, if they are a trailer written by a BIG-IP (<see cref="F5Trailer"/>).
    /// </summary>
    /// <param name="padding">The bytes after the IP packet.</param>
    /// <param name="capture">The capture's name.</param>
    /// <returns>Whether it is such a trailer. Later packets' trailers may have secrets even if this one has none.</returns>
    internal bool AddTrailer(ReadOnlySpan<byte> padding, string capture)
    {
        if (!F5Trailer.TryFind(ref padding)) return false;
        F5Trailer.Read(padding, _trailers, _trailers.AddSource(capture, fromSecretsBlock: false));
        return true;
    }

    /// <summary>Finds the key that matches a certificate's SubjectPublicKeyInfo; <c>null</c> if there is none.</summary>
    internal ServerKey? FindServerKey(ReadOnlySpan<byte> subjectPublicKeyInfo)
    {
        foreach (ServerKey key in ServerKeys)
        {
            if (subjectPublicKeyInfo.SequenceEqual(key.SubjectPublicKeyInfo)) return key;
        }

        return null;
    }

    /// <summary>Finds the first logged secret of a label for a client random. For a traffic secret, <paramref name="generation"/> is the
    /// number of KeyUpdates before it.</summary>
    internal bool TryFind(KeyLogLabel label, ReadOnlySpan<byte> clientRandom, out KeyLogEntry entry, int generation = 0) =>
        TryFind(new KeyLogKey(label, clientRandom, (uint)generation), out entry);

    /// <summary>All logged secrets of a label for a client random, in the order in which they came. At most one of them is right.</summary>
    internal IEnumerable<KeyLogEntry> FindAll(KeyLogLabel label, ReadOnlySpan<byte> clientRandom, int generation = 0) =>
        FindAll(new KeyLogKey(label, clientRandom, (uint)generation));

    /// <summary>All logged secrets of a key, from key logs, secrets blocks and trailers.</summary>
    internal IEnumerable<KeyLogEntry> FindAll(KeyLogKey key)
    {
        foreach (ILoggedSecrets? log in (ILoggedSecrets?[])[KeyLog, _indexes, _secretsBlocks, _trailers])
        {
            long after = 0;
            while (log?.TryFindNext(key, ref after, out KeyLogEntry entry) == true) yield return entry;
        }
    }

    /// <summary>Enumerates all logged secrets in the order in which they came, those of key logs first.</summary>
    /// <param name="place">How far the enumeration has come.</param>
    /// <param name="labels">The labels wanted, one bit each.</param>
    /// <param name="most">Maximum number of secrets to look at; counted down.</param>
    /// <param name="logged">The next secret.</param>
    /// <returns><c>false</c> at the end, and if <paramref name="most"/> reaches 0 without a match.</returns>
    internal bool TryNext(ref KeyLogCursor place, uint labels, ref int most, out LoggedSecret logged)
    {
        logged = default;
        return KeyLog?.TryNext(ref place.Logs, labels, ref most, out logged) == true
            || _indexes.TryNext(ref place.Indexes, labels, ref most, out logged)
            || _secretsBlocks.TryNext(ref place.Blocks, labels, ref most, out logged)
            || _trailers.TryNext(ref place.Trailers, labels, ref most, out logged);
    }

    /// <summary>Whether any logged secret has this label.</summary>
    internal bool Has(KeyLogLabel label) =>
        KeyLog?.Has(label) == true || _indexes.Has(label) || _secretsBlocks.Has(label) || _trailers.Has(label);

    /// <summary>Whether there are secrets after this place.</summary>
    internal bool HasNext(in KeyLogCursor place) =>
        KeyLog?.HasNext(place.Logs) == true || _indexes.HasNext(place.Indexes) || _secretsBlocks.HasNext(place.Blocks) ||
            _trailers.HasNext(place.Trailers);

    /// <summary>Whether any secret is logged for a client random.</summary>
    internal bool HasSecretOf(ReadOnlySpan<byte> clientRandom) =>
        HasAnyOf(clientRandom,
            [KeyLogLabel.ClientRandom, KeyLogLabel.PremasterClientRandom, KeyLogLabel.ClientTrafficSecret0,
                KeyLogLabel.ServerTrafficSecret0]);

    /// <summary>Whether a TLS 1.3 secret is logged for a client random, other than that of early data.</summary>
    internal bool HasTrafficSecretOf(ReadOnlySpan<byte> clientRandom) => HasAnyOf(clientRandom,
        [KeyLogLabel.ClientHandshakeTrafficSecret, KeyLogLabel.ServerHandshakeTrafficSecret, KeyLogLabel.ClientTrafficSecret0,
            KeyLogLabel.ServerTrafficSecret0]);

    /// <summary>Whether a secret that decrypts an inner ClientHello is logged for the client random of the outer one.</summary>
    internal bool HasEchSecretOf(ReadOnlySpan<byte> outerRandom) => TryFind(KeyLogLabel.EchSecret, outerRandom, out _);

    private bool HasAnyOf(ReadOnlySpan<byte> clientRandom, ReadOnlySpan<KeyLogLabel> labels)
    {
        foreach (KeyLogLabel label in labels)
        {
            if (TryFind(label, clientRandom, out _)) return true;
        }

        return false;
    }

    /// <summary>Whether a master secret is logged for a session ID.</summary>
    internal bool HasSecretOfSession(ReadOnlySpan<byte> sessionId) => TryFind(new KeyLogKey(KeyLogLabel.SessionId, sessionId), out _);

    /// <summary>Whether a master secret is logged for a ticket.</summary>
    internal bool HasSecretOfTicket(ReadOnlySpan<byte> ticket) =>
        Has(KeyLogLabel.SessionTicket) && TryFind(KeyLogKey.OfTicket(ticket), out _);

    private bool TryFind(in KeyLogKey key, out KeyLogEntry entry)
    {
        long after = 0;
        if (KeyLog?.TryFindNext(key, ref after, out entry) == true) return true;
        after = 0;
        if (_indexes.TryFindNext(key, ref after, out entry)) return true;
        after = 0;
        if (_secretsBlocks.TryFindNext(key, ref after, out entry)) return true;
        after = 0;
        return _trailers.TryFindNext(key, ref after, out entry);
    }
}
