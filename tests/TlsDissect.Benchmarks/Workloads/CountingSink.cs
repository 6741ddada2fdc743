using TlsDissect.Protocol;

namespace TlsDissect.Benchmarks.Workloads;

/// <summary>Counts, so that nothing is measured but the way to it.</summary>
/// <param name="wantsData">Whether application data is counted too.</param>
internal sealed class CountingSink(bool wantsData = true) : IConnectionSink
{
    public long Ended { get; private set; }

    public long Bytes { get; private set; }

    public bool WantsApplicationData(ConnectionSummary connection) => wantsData;

    public void OnMessage(ConnectionSummary connection, MessageEntry message) { }

    public void OnAlert(ConnectionSummary connection, AlertEntry alert) { }

    public void OnApplicationData(ConnectionSummary connection, in ApplicationData data) => Bytes += data.Plaintext.Length;

    public void OnGap(ConnectionSummary connection, Sender from, long missing, StreamPosition position) { }

    public void OnEnd(ConnectionSummary connection) => Ended++;
}
