namespace TlsDissect.Tcp;

/// <summary>Connections in the order of their last packets, without an object per entry.</summary>
internal sealed class TcpConnectionList
{
    private TcpConnection? _newest;

    /// <summary>The one that has been silent longest.</summary>
    public TcpConnection? Oldest { get; private set; }

    /// <summary>Adds at the newest end.</summary>
    public void Add(TcpConnection connection)
    {
        connection.Previous = _newest;
        connection.Next = null;
        if (_newest is null) Oldest = connection;
        else _newest.Next = connection;
        _newest = connection;
    }

    public void Remove(TcpConnection connection)
    {
        if (connection.Previous is null) Oldest = connection.Next;
        else connection.Previous.Next = connection.Next;
        if (connection.Next is null) _newest = connection.Previous;
        else connection.Next.Previous = connection.Previous;
        connection.Previous = connection.Next = null;
    }

    /// <summary>A packet came: moves to the newest end.</summary>
    public void Touch(TcpConnection connection)
    {
        if (ReferenceEquals(connection, _newest)) return;
        Remove(connection);
        Add(connection);
    }
}
