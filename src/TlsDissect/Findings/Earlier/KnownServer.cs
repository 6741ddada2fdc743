using System.Runtime.InteropServices;

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
    private const int BytesPerFact = 64;

    private readonly List<KnownFact> _facts = new(6);
    private int _factBytes;

    /// <summary>The server.</summary>
    public ServerKey Key { get; } = key;

    /// <summary>The name that was asked for last; <c>null</c> if none was.</summary>
    public string? LastName { get; private set; }

    /// <summary>The connection that asked for <see cref="LastName"/>.</summary>
    public long LastConnection { get; private set; }

    /// <summary>Bytes of memory that it takes.</summary>
    public int Bytes => BytesEmpty + (2 * (Key.Length + (LastName?.Length ?? 0))) + _factBytes;

    /// <summary>The facts of a kind, the latest first.</summary>
    public IEnumerable<KnownFact> Of(FactKind kind)
    {
        for (int i = _facts.Count - 1; i >= 0; i--)
        {
            if (_facts[i].Fact.Kind == kind) yield return _facts[i];
        }
    }

    /// <summary>Adds the facts of a connection. Facts that are known already stay, so that nothing new lives long.</summary>
    public void Learn(List<ServerFact> facts, string? name, long connection)
    {
        if (LastName != name) LastName = name;
        LastConnection = connection;
        foreach (ref readonly ServerFact fact in CollectionsMarshal.AsSpan(facts)) Learn(fact, connection);
    }

    private void Learn(in ServerFact fact, long connection)
    {
        int ofKind = 0, oldest = -1, same = -1;
        for (int i = _facts.Count - 1; i >= 0 && same < 0; i--)
        {
            if (_facts[i].Fact.Kind != fact.Kind) continue;
            (ofKind, oldest) = (ofKind + 1, i);
            if (_facts[i].Fact == fact) same = i;
        }

        ServerFact kept = same >= 0 ? _facts[same].Fact : fact;
        int replaced = same >= 0 ? same : ofKind >= MostOfKind ? oldest : -1;
        if (replaced >= 0)
        {
            _factBytes -= BytesOf(_facts[replaced].Fact);
            _facts.RemoveAt(replaced);
        }

        _facts.Add(new KnownFact(kept, connection));
        _factBytes += BytesOf(kept);
    }

    private static int BytesOf(in ServerFact fact) => BytesPerFact + (2 * (fact.Text?.Length ?? 0));
}
