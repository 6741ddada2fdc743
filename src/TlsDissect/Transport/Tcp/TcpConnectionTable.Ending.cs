namespace TlsDissect.Transport.Tcp;

/// <content>The end of connections: both FINs or a RST, and their removal.</content>
internal sealed partial class TcpConnectionTable
{
    private void Close(TcpConnection connection, in TcpSegment segment, int? resetBy)
    {
        connection.Reset = null;
        if (resetBy is int side)
        {
            TcpStream own = connection.Stream(side);
            connection.Reset = new TcpReset(side, Math.Max(own.Next, own.OffsetOf(segment.Sequence)), connection.Stream(1 - side).Next);
        }

        Linger(connection);
    }

    private void Linger(TcpConnection connection)
    {
        connection.IsClosing = true;
        connection.Statistics.SeenEnd = true;
        _open.Remove(connection);
        _closing.Add(connection);
    }

    /// <summary>Reopens a connection that continues after both FINs or a RST.</summary>
    private void ReopenIfAlive(TcpConnection connection, int side, bool isRepeated)
    {
        bool isForged = connection.Reset?.Side == side && connection.Reset.IsForged(connection);
        if (isForged) connection.Reset = null;
        if (isForged && connection.End is { IsReset: true }) connection.End = null;
        if (!connection.IsClosing || !(isForged || isRepeated)) return;
        connection.IsClosing = false;
        _closing.Remove(connection);
        _open.Add(connection);
    }

    private void End(TcpConnection connection, long packetNumber)
    {
        Ending.Packet = packetNumber;
        Clock?.OnTurn(connection.Last.Packet);
        (connection.IsClosing ? _closing : _open).Remove(connection);
        _connections.Remove(connection);
        _waiting.Remove(connection);
        if (ReferenceEquals(connection, _latest)) _latest = null;
        try
        {
            connection.Complete();
        }
        catch (Exception e) when (connection.Consumer.IsFault(e))
        {
            Fail(connection, e);
        }

        if (connection.HasConsumer) connection.Consumer.OnEnd();
        if (!connection.HasConsumer || !connection.Consumer.IsRecognized) Other = Other.Plus(new OtherTcp(1, connection.Packets));
        connection.Stream0.Release();
        connection.Stream1.Release();
        Charge(connection, 0);
    }
}
