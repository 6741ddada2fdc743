using System.Globalization;
using TlsDissect.Transport;

namespace TlsDissect.Cli.Why;

/// <summary>Connections of one kind, as one row: the first of them, and how many there are.</summary>
/// <param name="first">The row of a connection.</param>
internal sealed class ConnectionGroup(ConnectionRow first)
{
    /// <summary>Limit on the numbers of connections that are named.</summary>
    private const int MaxIds = 3;

    /// <summary>Limit on the clients and servers that are told apart.</summary>
    private const int MaxHosts = 1000;

    private readonly SortedSet<long> _ids = [];
    private readonly HashSet<IpAddress> _clients = [];
    private readonly HashSet<IpEndpoint> _servers = [];

    /// <summary>The connection with the lowest number.</summary>
    public ConnectionRow First { get; private set; } = first;

    public long Count { get; private set; }

    /// <summary>Adds a connection.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="row">Makes its row.</param>
    public void Add(ConnectionSummary connection, Func<ConnectionRow> row)
    {
        Count++;
        AddId(connection.Id);
        if (_clients.Count < MaxHosts) _clients.Add(connection.Client.Address);
        if (_servers.Count < MaxHosts) _servers.Add(connection.Server);
        if (connection.Id < First.Id) First = row();
    }

    /// <summary>Adds the same group of another part of the input.</summary>
    public void Add(ConnectionGroup other)
    {
        Count += other.Count;
        foreach (long id in other._ids) AddId(id);
        _clients.UnionWith(other._clients);
        _servers.UnionWith(other._servers);
        if (other.First.Id < First.Id) First = other.First;
    }

    /// <summary>The row of the whole group.</summary>
    public string[] Cells() =>
    [
        Ids(),
        _clients.Count == 1 && Count == 1 ? First.Client : _clients.Count == 1 ? $"{_clients.First()}" : $"{Many(_clients.Count)} clients",
        _servers.Count == 1 ? First.Server : $"{First.Server} and {Many(_servers.Count - 1)} more server{(_servers.Count == 2 ? "" : "s")}",
        First.Protocol,
        First.Decrypted,
    ];

    private string Ids()
    {
        string[] ids = [.. _ids.Select(id => id.ToString(CultureInfo.InvariantCulture))];
        return Count > ids.Length
            ? $"{string.Join(", ", ids)} and {(Count - ids.Length).ToString("N0", CultureInfo.InvariantCulture)} more"
            : string.Join(", ", ids);
    }

    private static string Many(int count) => count >= MaxHosts - 1
        ? $"{(MaxHosts - 1).ToString("N0", CultureInfo.InvariantCulture)} or more"
        : count.ToString("N0", CultureInfo.InvariantCulture);

    private void AddId(long id)
    {
        _ids.Add(id);
        if (_ids.Count > MaxIds) _ids.Remove(_ids.Max);
    }
}
