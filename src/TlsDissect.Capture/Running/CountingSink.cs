namespace TlsDissect.Capture.Running;

/// <summary>Passes every event on, and counts the connections that have ended.</summary>
internal sealed class CountingSink(IConnectionSink inner, InputCounts counts) : ForwardingSink(inner)
{
    public override void OnEnd(ConnectionSummary connection)
    {
        base.OnEnd(connection);
        counts.Add(connection);
    }
}
