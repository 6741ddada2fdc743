namespace TlsDissect.Transport.Tcp;

/// <summary>A RST that closed a connection.</summary>
/// <param name="Side">Who sent it.</param>
/// <param name="NextOwn">Offset up to which that side had sent when it came.</param>
/// <param name="NextOther">Offset up to which the other side had sent.</param>
internal sealed record TcpReset(int Side, long NextOwn, long NextOther)
{
    /// <summary>
    /// Whether something else forged it, as middleboxes do. The sender of a real RST falls silent: it neither sends more nor acknowledges
    /// later data.
    /// </summary>
    public bool IsForged(TcpConnection connection) =>
        connection.Stream(Side).Next > NextOwn || connection.Stream(1 - Side).Acknowledged > NextOther;
}
