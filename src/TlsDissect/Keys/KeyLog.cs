namespace TlsDissect.Keys;

/// <summary>
/// The secrets of key logs (SSLKEYLOGFILE, RFC 9850, and NSS's older lines) and of Decryption Secrets Blocks. Invalid lines are counted,
/// not refused. Several threads may read while one adds. A secret takes about 60 bytes in TLS 1.3 and 95 before; the time of a lookup does
/// not depend on their number. If several secrets have the same key, all are kept, in order.
/// </summary>
internal sealed class KeyLog : ISecretTarget, ILoggedSecrets
{
    private readonly Lock _lock = new();
    private KeyLogStore _secrets = new();
    private KeyLogStore? _older;

    /// <summary>Maximum number of unnumbered secrets of one direction. Further ones are left out.</summary>
    private const int MaxUnnumbered = 1000;

    /// <summary>Number of places before <see cref="_secrets"/>.</summary>
    private long _first;
    private readonly List<(string Name, bool FromSecretsBlock)> _sources = [];
    private readonly KeyLogCensus _census = new();
    private string[]? _sourceNames;
    private int _version;
    private long _junkLines;
    private readonly Dictionary<int, long> _junkBySource = [];

    /// <summary>Increases with every secret that is added.</summary>
    public int Version => Volatile.Read(ref _version);

    /// <summary>
    /// Limit on the number of secrets held. Beyond it, the older half is dropped. Default: no limit, because a file is finite. Set it if a
    /// key log is watched for weeks.
    /// </summary>
    public int MaxSecrets { get; init; } = int.MaxValue;

    /// <summary>Whether its secrets come from packet trailers.</summary>
    internal bool IsOfTrailers { get; init; }

    /// <summary>Whether it holds a secret. Takes no lock, because it is asked for each record. Once there is one, some are kept.</summary>
    internal bool HasAny => Version > 0;

    /// <summary>Number of secrets held.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _secrets.Count + (_older?.Count ?? 0);
        }
    }

    /// <summary>
    /// Counts the connections that the secrets belong to. Returns more than <see cref="KeyLogCensus.MaxConnections"/> if there are more.
    /// </summary>
    internal int CountConnections() => _census.Count(this);

    /// <summary>The names of the sources, in the order in which they were opened.</summary>
    internal IReadOnlyList<string> SourceNames
    {
        get
        {
            lock (_lock) return _sourceNames ??= [.. _sources.Select(source => source.Name)];
        }
    }

    /// <summary>Number of lines of all sources that are neither secrets, comments nor empty.</summary>
    public long InvalidLines => Volatile.Read(ref _junkLines);

    /// <summary>Adds the lines of a key log file, which may be compressed with gzip. The result has the counts of its lines.</summary>
    /// <exception cref="KeyFileException">The file cannot be read.</exception>
    public KeyLogParser Load(string path)
    {
        KeyLogParser feed = Open(Path.GetFileName(path));
        KeyLogFile.Read(path, feed);
        return feed;
    }

    /// <summary>Begins a source whose bytes come piece by piece, as from a growing file.</summary>
    /// <param name="source">The value of <see cref="KeyLogEntry.Source"/> for its secrets.</param>
    public KeyLogParser Open(string source) => new(this, AddSource(source, fromSecretsBlock: false));

    /// <summary>Adds lines.</summary>
    /// <param name="content">Whole lines.</param>
    /// <param name="source">The value of <see cref="KeyLogEntry.Source"/> for its secrets.</param>
    /// <param name="fromSecretsBlock">Whether they come from the capture itself.</param>
    public KeyLogParser Add(ReadOnlySpan<byte> content, string source, bool fromSecretsBlock)
    {
        KeyLogParser feed = new(this, AddSource(source, fromSecretsBlock));
        feed.Append(content);
        feed.Complete();
        return feed;
    }

    /// <summary>Finds the first secret of a label for a client random.</summary>
    /// <param name="label">The kind of secret.</param>
    /// <param name="clientRandom">32 bytes.</param>
    /// <param name="entry">The secret.</param>
    /// <param name="generation">N of <c>CLIENT_TRAFFIC_SECRET_N</c>: the number of KeyUpdates before it.</param>
    public bool TryFind(KeyLogLabel label, ReadOnlySpan<byte> clientRandom, out KeyLogEntry entry, int generation = 0) =>
        TryFind(new KeyLogKey(label, clientRandom, (uint)generation), out entry);

    /// <inheritdoc/>
    /// <remarks>Values come in the order in which they were added.</remarks>
    public bool TryFindNext(in KeyLogKey key, ref long after, out KeyLogEntry entry)
    {
        entry = default;
        lock (_lock)
        {
            return (_older is not null && after <= _first && TryFindNext(_older, _first - _older.End, key, ref after, out entry))
                || TryFindNext(_secrets, _first, key, ref after, out entry);
        }
    }

    /// <inheritdoc/>
    public void Add(in KeyLogKey key, ReadOnlySpan<byte> secret, int source)
    {
        lock (_lock)
        {
            if (_secrets.Count >= MaxSecrets - MaxSecrets / 2)
            {
                _first += _secrets.End;
                (_older, _secrets) = (_secrets, new KeyLogStore());
            }

            if (key.Generation == KeyLogKey.Unnumbered ? !TryAddNext(key, secret, source) : !_secrets.Add(key, secret, source)) return;
        }

        Interlocked.Increment(ref _version);
    }

    /// <summary>Adds the secret after one more KeyUpdate, unless it is known. A log may be read twice.</summary>
    private bool TryAddNext(KeyLogKey key, ReadOnlySpan<byte> secret, int source)
    {
        for (uint generation = 1; generation <= MaxUnnumbered; generation++)
        {
            key = key with { Generation = generation };
            if (_secrets.PlaceAfter(key, 0) == 0) return _secrets.Add(key, secret, source);
            if (_secrets.Has(key, secret)) return false;
        }

        return false;
    }

    /// <inheritdoc/>
    /// <remarks>Secrets come in the order in which they were added.</remarks>
    public bool TryNext(ref long at, uint labels, ref int most, out LoggedSecret logged)
    {
        lock (_lock)
        {
            if (_older is not null && TryNext(_older, _first - _older.End, ref at, labels, ref most, out logged)) return true;
            return TryNext(_secrets, _first, ref at, labels, ref most, out logged);
        }
    }

    /// <inheritdoc/>
    public bool Has(KeyLogLabel label)
    {
        lock (_lock) return ((_secrets.Labels | (_older?.Labels ?? 0)) >> (int)label & 1) != 0;
    }

    /// <inheritdoc/>
    public bool HasNext(long at)
    {
        lock (_lock) return at < _first + _secrets.End;
    }

    /// <inheritdoc/>
    public void CountJunk(int source)
    {
        Interlocked.Increment(ref _junkLines);
        lock (_lock) _junkBySource[source] = _junkBySource.GetValueOrDefault(source) + 1;
    }

    /// <summary>Number of lines of a source that are neither secrets, comments nor empty. Sources of one name count together.</summary>
    internal long InvalidLinesOf(string source)
    {
        lock (_lock) return _junkBySource.Where(one => _sources[one.Key].Name == source).Sum(one => one.Value);
    }

    internal int AddSource(string name, bool fromSecretsBlock)
    {
        lock (_lock)
        {
            int known = _sources.IndexOf((name, fromSecretsBlock));
            if (known >= 0) return known;
            // If a capture has more secrets blocks than that, all of them share one name.
            if (_sources.Count > ushort.MaxValue) return ushort.MaxValue;
            _sources.Add((name, fromSecretsBlock));
            _sourceNames = null;
            return _sources.Count - 1;
        }
    }

    public bool TryFind(in KeyLogKey key, out KeyLogEntry entry)
    {
        long after = 0;
        return TryFindNext(key, ref after, out entry);
    }

    private bool TryFindNext(KeyLogStore secrets, long first, in KeyLogKey key, ref long after, out KeyLogEntry entry)
    {
        entry = default;
        uint place = secrets.PlaceAfter(key, (uint)Math.Max(0, after - first));
        if (place == 0) return false;
        (after, entry) = (first + place, EntryOf(secrets.SecretAt(place), secrets.SourceAt(place)));
        return true;
    }

    private KeyLogEntry EntryOf(byte[] secret, int source) =>
        new(secret, _sources[source].Name, _sources[source].FromSecretsBlock) { FromTrailer = IsOfTrailers };

    private bool TryNext(KeyLogStore secrets, long first, ref long at, uint labels, ref int most, out LoggedSecret logged)
    {
        logged = default;
        if (most <= 0 || at >= first + secrets.End) return false;
        uint place = (uint)Math.Max(0, at - first);
        bool found = secrets.TryNext(ref place, labels, ref most, out logged, out int source);
        at = first + place;
        if (found) logged = logged with { Entry = EntryOf(logged.Secret, source) };
        return found;
    }
}
