using System.Text;
using TlsDissect.Keys;
using TlsDissect.Tests.Connections;

namespace TlsDissect.Tests.Secrets;

/// <summary>Cost of searching a large key log for a connection that it cannot decrypt.</summary>
[Collection(MeasuredAlone.Name)]
public sealed class SearchWorkTests
{
    private const int Connections = 20;

    /// <summary>100,000 lines: MaxTrialBytes bounds what is tried of them, and a note says so.</summary>
    [Fact]
    public void Garbage_costs_no_more_than_the_bound_however_long_the_key_log()
    {
        KeyLog log = new();
        log.Add(Encoding.ASCII.GetBytes(string.Join('\n', MissingHelloTests.Decoys(20_000))), "log", fromSecretsBlock: false);
        KeyRing keys = new([], log);

        TimeSpan bound = Run(keys, new DissectorOptions(), out List<ConnectionSummary> bounded);
        TimeSpan quarter = Run(keys, new DissectorOptions { MaxTrialBytes = 1 << 20 }, out _);

        Assert.All(bounded,
            connection =>
                Assert.Contains(connection.Notes, note => note.Contains("DissectorOptions.MaxTrialBytes of", StringComparison.Ordinal)));
        // 4 MiB of work a connection at some 100 MB/s; a slow processor is given much more.
        Assert.True(bound.TotalMilliseconds / Connections < 500, $"{bound.TotalMilliseconds / Connections} ms a connection");
        Assert.True(quarter < bound, $"{quarter.TotalMilliseconds} ms with a quarter of the bound, {bound.TotalMilliseconds} ms with all");
    }

    /// <summary>
    /// Secrets of a length that no suite has are not tried, but looked at; a log of millions took seconds for each connection.
    /// </summary>
    [Fact]
    public void Looking_at_secrets_that_fit_nothing_is_within_the_bound_too()
    {
        KeyLog log = new();
        log.Add(Encoding.ASCII.GetBytes(
            string.Join('\n', Enumerable.Range(0, 300_000).Select(i => $"CLIENT_TRAFFIC_SECRET_0 {i:x64} {new string('a', 128)}"))), "log",
            fromSecretsBlock: false);

        TimeSpan used = Run(new KeyRing([], log), new DissectorOptions(), out List<ConnectionSummary> connections);

        Assert.All(connections,
            connection =>
                Assert.Contains(connection.Notes, note => note.Contains("DissectorOptions.MaxTrialBytes of", StringComparison.Ordinal)));
        Assert.True(used.TotalMilliseconds / Connections < 300, $"{used.TotalMilliseconds / Connections} ms a connection");
    }

    private static TimeSpan Run(KeyRing keys, DissectorOptions options, out List<ConnectionSummary> connections)
    {
        connections = [];
        TimeSpan before = MeasuredAlone.WorkSoFar;
        for (int i = 0; i < Connections; i++) connections.Add(Dissection.Of(Garbage(i), keys, options, withSyn: false).Connection);
        return MeasuredAlone.WorkSoFar - before;
    }

    /// <summary>Records of application data that nothing opens.</summary>
    private static List<Segment> Garbage(int seed)
    {
        Random random = new(seed);
        List<Segment> segments = [];
        for (int i = 0, offset = 0; i < 40; i++)
        {
            byte[] payload = new byte[5 + 400];
            random.NextBytes(payload);
            (payload[0], payload[1], payload[2], payload[3], payload[4]) = (23, 3, 3, 400 >> 8, 400 & 0xff);
            segments.Add(new Segment(1, offset, 0, payload));
            offset += payload.Length;
        }

        return segments;
    }
}
