using System.Buffers.Binary;

namespace TlsDissect.Keys;

/// <summary>The contents of one key log: the number of its secrets by label, and of the connections that they belong to.</summary>
internal sealed class KeyLogContents
{
    private const uint AllLabels = uint.MaxValue;

    private readonly HashSet<long> _connections = [];
    private readonly SortedDictionary<(KeyLogLabel Label, bool IsLater), long> _secrets = [];

    /// <summary>Number of secrets.</summary>
    public long Secrets { get; private set; }

    /// <summary>Number of lines that are neither secrets, comments nor empty.</summary>
    public long InvalidLines { get; private init; }

    /// <summary>
    /// Number of connections that they belong to. More than <see cref="KeyLogCensus.MaxConnections"/> if there are more.
    /// </summary>
    public int Connections => _connections.Count;

    /// <summary>
    /// Number of secrets by label, as it is written in lines. Secrets after a KeyUpdate have the label with the letter N.
    /// </summary>
    public IEnumerable<(string Label, long Secrets)> ByLabel =>
        _secrets.Select(one => (LineName(one.Key.Label, one.Key.IsLater), one.Value));

    /// <summary>Counts the secrets of logs by the name of their source. Sources of one name count together.</summary>
    /// <param name="logs">The secrets.</param>
    /// <param name="names">The names of all sources, also of those without secrets.</param>
    public static IReadOnlyDictionary<string, KeyLogContents> Of(ILoggedSecrets logs, IEnumerable<string> names)
    {
        KeyLog? log = logs as KeyLog;
        Dictionary<string, KeyLogContents> contents = names.Distinct()
            .ToDictionary(name => name, name => new KeyLogContents { InvalidLines = log?.InvalidLinesOf(name) ?? 0 });
        long at = 0;
        int most = int.MaxValue;
        while (logs.TryNext(ref at, AllLabels, ref most, out LoggedSecret logged))
        {
            string name = logged.Entry.Source;
            if (!contents.TryGetValue(name, out KeyLogContents? of)) contents[name] = of = new KeyLogContents();
            of.Add(logged);
        }

        return contents;
    }

    private void Add(in LoggedSecret logged)
    {
        Secrets++;
        (KeyLogLabel, bool) key = (logged.Label, logged.Generation > 0);
        _secrets[key] = _secrets.GetValueOrDefault(key) + 1;
        // The secrets of an encrypted ClientHello stand beside those of its connection, under another random.
        if (logged.Label is not (KeyLogLabel.EchSecret or KeyLogLabel.EchConfig) && Connections <= KeyLogCensus.MaxConnections)
            _connections.Add(BinaryPrimitives.ReadInt64LittleEndian(logged.ClientRandom.Span));
    }

    private static string LineName(KeyLogLabel label, bool isLater) =>
        isLater ? $"{label.LineName()[..^1]}N" : label.LineName();
}
