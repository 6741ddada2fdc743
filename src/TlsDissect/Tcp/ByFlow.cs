namespace TlsDissect.Tcp;

/// <summary>Finds a connection by its endpoints, so that the table holds connections and no keys beside them.</summary>
internal sealed class ByFlow : IEqualityComparer<TcpConnection>, IAlternateEqualityComparer<FlowKey, TcpConnection>
{
    public static readonly ByFlow Comparer = new();

    public bool Equals(TcpConnection? x, TcpConnection? y) => ReferenceEquals(x, y) || (x is not null && y is not null && x.Key.Equals(y.Key));

    public int GetHashCode(TcpConnection connection) => connection.Key.GetHashCode();

    public bool Equals(FlowKey key, TcpConnection connection) => key.Equals(connection.Key);

    public int GetHashCode(FlowKey key) => key.GetHashCode();

    public TcpConnection Create(FlowKey key) => throw new NotSupportedException("a connection has more than its endpoints");
}
