
namespace TlsDissect.Benchmarks.Workloads;

/// <summary>Counts, so that nothing is measured but the way to it.</summary>
/// <param name="wantsData">Whether application data is counted too.</param>
internal sealed class CountingSink(bool wantsData = true) : IConnectionSink
{
    public long Ended { get; private set; }

    public long Bytes { get; private set; }

    public bool WantsApplicationData(ConnectionView connection) => wantsData;

    public void OnApplicationData(ConnectionView connection, ApplicationData data) => Bytes += data.Plaintext.Length;

    public void OnEnd(ConnectionSummary connection) => Ended++;
}
