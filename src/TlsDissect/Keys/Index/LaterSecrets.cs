namespace TlsDissect.Keys.Index;

/// <summary>
/// The secrets after a KeyUpdate of one direction. Those without a number get the numbers that are free, in the order of their lines.
/// </summary>
internal sealed class LaterSecrets
{
    /// <summary>Maximum number of unnumbered secrets. Further ones are left out.</summary>
    private const uint MaxUnnumbered = 1000;

    /// <summary>Maximum number of secrets, more than any connection has. Further ones are left out.</summary>
    private const int Max = 100_000;

    private readonly List<byte[]> _entries = [];
    private readonly HashSet<uint> _generations = [];
    private readonly HashSet<(uint Generation, string Secret)> _numbered = [];
    private readonly HashSet<string> _secrets = [];
    private uint _next = 1;

    /// <summary>Whether an entry is of the direction of those before it. The first always is.</summary>
    public bool IsOf(ReadOnlySpan<byte> entry) => _entries.Count == 0 ||
        (KeyIndexEntry.Label(_entries[0]) == KeyIndexEntry.Label(entry) &&
            KeyIndexEntry.Identity(_entries[0]).SequenceEqual(KeyIndexEntry.Identity(entry)));

    /// <summary>Adds an entry, unless it is there. Entries come in order, so that those without a number come last.</summary>
    public void Add(ReadOnlySpan<byte> entry)
    {
        if (_entries.Count == Max) return;
        string secret = Convert.ToHexString(KeyIndexEntry.Value(entry));
        uint generation = KeyIndexEntry.Generation(entry);
        bool isNew = _secrets.Add(secret);
        if (generation == KeyLogKey.Unnumbered)
        {
            while (_generations.Contains(_next)) _next++;
            if (!isNew || _next > MaxUnnumbered) return;
            generation = _next;
        }
        else if (!_numbered.Add((generation, secret)))
        {
            return;
        }

        byte[] added = entry.ToArray();
        KeyIndexEntry.SetGeneration(added, generation);
        _generations.Add(generation);
        _entries.Add(added);
    }

    /// <summary>Takes all of them, by number.</summary>
    public byte[][] Take()
    {
        if (_entries.Count == 0) return [];
        byte[][] all = [.. _entries.OrderBy(entry => KeyIndexEntry.Generation(entry))];
        _entries.Clear();
        _generations.Clear();
        _numbered.Clear();
        _secrets.Clear();
        _next = 1;
        return all;
    }
}
