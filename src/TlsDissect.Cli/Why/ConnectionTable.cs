namespace TlsDissect.Cli.Why;

/// <summary>
/// The connections of an input as rows: each in a row of its own if they are few, else those of one kind in one. Its size is bounded.
/// </summary>
/// <param name="mostRows">Limit on the connections with rows of their own.</param>
internal sealed class ConnectionTable(int mostRows)
{
    /// <summary>Number of connections up to which each has a row of its own.</summary>
    public const int UsualRows = 10;

    /// <summary>Limit on the kinds that a part of the input tells apart. Connections of further kinds are only counted.</summary>
    private const int MaxKinds = 1000;

    private readonly List<ConnectionRow> _rows = [];
    private readonly Dictionary<ConnectionKind, ConnectionGroup> _groups = [];

    /// <summary>Number of connections.</summary>
    public long Connections { get; private set; }

    public void Add(ConnectionFit fit)
    {
        Connections++;
        ConnectionRow? own = null;
        ConnectionRow Row() => own ??= ConnectionRow.Of(fit);
        if (_rows.Count < mostRows) _rows.Add(Row());
        ConnectionKind kind = ConnectionKind.Of(fit);
        if (!_groups.TryGetValue(kind, out ConnectionGroup? group))
        {
            if (_groups.Count == MaxKinds) return;
            _groups[kind] = group = new ConnectionGroup(Row());
        }

        group.Add(fit.Connection, Row);
    }

    /// <summary>Adds the connections of another part of the same input.</summary>
    public void Add(ConnectionTable other)
    {
        Connections += other.Connections;
        _rows.AddRange(other._rows);
        foreach ((ConnectionKind kind, ConnectionGroup added) in other._groups)
        {
            if (_groups.TryGetValue(kind, out ConnectionGroup? group)) group.Add(added);
            else _groups[kind] = added;
        }
    }

    /// <summary>
    /// The rows: connections by number, or the largest groups. <paramref name="leftOut"/> is the number of connections in no row.
    /// </summary>
    public string[][] Rows(out long leftOut)
    {
        if (Connections <= mostRows)
        {
            leftOut = 0;
            return [.. _rows.OrderBy(row => row.Id).ThenBy(row => row.Client, StringComparer.Ordinal)
                .Select(row => new[] { $"{row.Id}", row.Client, row.Server, row.Protocol, row.Decrypted })];
        }

        ConnectionGroup[] largest =
            [.. _groups.Values.OrderByDescending(group => group.Count).ThenBy(group => group.First.Id)
                .ThenBy(group => group.First.Decrypted, StringComparer.Ordinal).Take(UsualRows)];
        leftOut = Connections - largest.Sum(group => group.Count);
        return [.. largest.Select(group => group.Cells())];
    }
}
