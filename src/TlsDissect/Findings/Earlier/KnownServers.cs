using TlsDissect.Transport;

namespace TlsDissect.Findings.Earlier;

/// <summary>
/// Remembers what the servers of earlier connections chose and accepted: for each name that was asked for, and for each address with all
/// its names. Bounded in bytes: the server that was silent longest is forgotten first.
/// </summary>
/// <param name="maxBytes">Limit, in bytes; 0 remembers nothing.</param>
/// <param name="memory">Counts them; <c>null</c> if they are not counted.</param>
internal sealed class KnownServers(long maxBytes, MemoryBudget? memory = null)
{
    private readonly Dictionary<ServerKey, LinkedListNode<KnownServer>> _servers = [];

    /// <summary>Those that were silent longest first.</summary>
    private readonly LinkedList<KnownServer> _order = new();
    private readonly MemoryAccount? _memory = memory?.Open();

    /// <summary>Bytes that it takes.</summary>
    public long Bytes { get; private set; }

    /// <summary>Whether servers had to be forgotten.</summary>
    public bool HasForgotten { get; private set; }

    /// <summary>Whether anything is remembered.</summary>
    public bool IsUsed => maxBytes > 0;

    /// <summary>Adds the facts of a connection.</summary>
    public void Learn(in ServerKey server, List<ServerFact> facts, long connection)
    {
        if (facts.Count == 0 || !IsUsed) return;
        Learn(server, server.Name, facts, connection);
        Learn(server.AnyName, server.Name, facts, connection);
        while (Bytes > maxBytes && _order.First is LinkedListNode<KnownServer> oldest)
        {
            HasForgotten = true;
            _order.RemoveFirst();
            _servers.Remove(oldest.Value.Key);
            Count(-oldest.Value.Bytes);
        }
    }

    /// <summary>Returns what is known of a server; <c>null</c> if nothing is.</summary>
    public KnownServer? Find(in ServerKey server) =>
        _servers.TryGetValue(server, out LinkedListNode<KnownServer>? node) ? node.Value : null;

    /// <summary>Forgets everything: another input begins.</summary>
    public void Clear()
    {
        _servers.Clear();
        _order.Clear();
        Count(-Bytes);
    }

    private void Learn(in ServerKey key, string? name, List<ServerFact> facts, long connection)
    {
        if (_servers.TryGetValue(key, out LinkedListNode<KnownServer>? node))
        {
            _order.Remove(node);
            Count(-node.Value.Bytes);
        }
        else
        {
            _servers.Add(key, node = new LinkedListNode<KnownServer>(new KnownServer(key)));
        }

        _order.AddLast(node);
        node.Value.Learn(facts, name, connection);
        Count(node.Value.Bytes);
    }

    private void Count(long bytes)
    {
        Bytes += bytes;
        _memory?.Add(bytes);
    }
}
