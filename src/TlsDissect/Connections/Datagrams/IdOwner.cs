namespace TlsDissect.Connections.Datagrams;

/// <summary>Who chose a connection ID: packets that have it as their destination are sent to this side of the connection.</summary>
/// <typeparam name="TConnection">The kind of connection.</typeparam>
/// <param name="Connection">The connection.</param>
/// <param name="Receiver">The side, 0 or 1.</param>
/// <param name="Length">Length of the ID in bytes.</param>
internal readonly record struct IdOwner<TConnection>(TConnection Connection, int Receiver, int Length)
    where TConnection : class
{
    /// <summary>Whether a connection of another flow has the same ID, so that it does not tell a move.</summary>
    public bool IsShared { get; init; }
}
