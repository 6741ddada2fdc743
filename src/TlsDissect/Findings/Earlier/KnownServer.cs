namespace TlsDissect.Findings.Earlier;

/// <summary>A fact about a server, and the last connection that showed it.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="Connection">The connection's number.</param>
internal readonly record struct KnownFact(ServerFact Fact, long Connection);

/// <summary>The facts that earlier connections showed about a server. Bounded: of each kind, the oldest fact is forgotten first.</summary>
/// <param name="key">The server.</param>
internal sealed class KnownServer(in ServerKey key)
{
    /// <summary>Limit on the facts of a kind.</summary>
    private const int MostOfKind = 6;

    private const int BytesEmpty = 320;
    private const int BytesPerFact = 48;

    private readonly List<KnownFact> _facts = new(6);

    /// <summary>The server.</summary>
    public ServerKey Key { get; } = key;

    /// <summary>The name that was asked for last; <c>null</c> if none was.</summary>
    public string? LastName { get; private set; }

    /// <summary>The connection that asked for <see cref="LastName"/>.</summary>
    public long LastConnection { get; private set; }

    /// <summary>Bytes of memory that it takes.</summary>
    public int Bytes => BytesEmpty + (2 * (Key.Length + (LastName?.Length ?? 0))) +
        _facts.Sum(known => BytesPerFact + (2 * (known.Fact.Text?.Length ?? 0)));

    /// <summary>The facts of a kind, the latest first.</summary>
    public IEnumerable<KnownFact> Of(FactKind kind)
    {
        for (int i = _facts.Count - 1; i >= 0; i--)
        {
            if (_facts[i].Fact.Kind == kind) yield return _facts[i];
        }
    }

    /// <summary>Adds the facts of a connection.</summary>
    public void Learn(ReadOnlySpan<ServerFact> facts, string? name, long connection)
    {
        (LastName, LastConnection) = (name, connection);
        foreach (ServerFact fact in facts)
        {
            int same = _facts.FindIndex(known => known.Fact == fact);
            if (same < 0 && _facts.Count(known => known.Fact.Kind == fact.Kind) >= MostOfKind)
                same = _facts.FindIndex(known => known.Fact.Kind == fact.Kind);
            if (same >= 0) _facts.RemoveAt(same);
            _facts.Add(new KnownFact(fact, connection));
        }
    }
}
