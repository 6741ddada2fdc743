namespace TlsDissect.Capture.Running;

/// <summary>Keeps the connections that have ended until they are taken.</summary>
internal sealed class EndedConnections : IConnectionSink
{
    /// <summary>Number of connections that make a batch.</summary>
    private const int Batch = 64;

    private readonly Queue<ConnectionSummary> _ended = [];

    /// <summary>Whether enough have ended to hand them over.</summary>
    public bool IsFull => _ended.Count >= Batch;

    /// <summary>Takes the next connection.</summary>
    public bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ConnectionSummary? connection) =>
        _ended.TryDequeue(out connection);

    public bool WantsApplicationData(ConnectionView connection) => false;

    public void OnEnd(ConnectionSummary connection) => _ended.Enqueue(connection);
}
