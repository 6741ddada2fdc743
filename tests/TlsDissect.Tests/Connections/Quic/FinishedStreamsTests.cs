using CsCheck;
using TlsDissect.Connections.Quic;

namespace TlsDissect.Tests.Connections.Quic;

/// <summary>The IDs of streams that are over.</summary>
public sealed class FinishedStreamsTests
{
    [Fact]
    public void Every_stream_that_was_added_is_over_and_no_other() =>
        Gen.ULong[0, 200].Array[0, 100].Sample(ids =>
        {
            FinishedStreams finished = new(limit: 1000);
            foreach (ulong id in ids) finished.Add(id);
            for (ulong id = 0; id <= 210; id++) Assert.Equal(ids.Contains(id), finished.Contains(id));
        });

    [Fact]
    public void Streams_in_order_need_no_memory()
    {
        FinishedStreams finished = new(limit: 10);
        for (ulong id = 0; id < 10_000; id++) finished.Add(id);
        Assert.Equal(0, finished.Count);
    }

    [Fact]
    public void Past_the_limit_lower_streams_count_as_over()
    {
        FinishedStreams finished = new(limit: 3);
        foreach (ulong id in (ulong[])[40, 80, 120, 160]) finished.Add(id);
        Assert.True(finished.Contains(4));
        Assert.False(finished.Contains(44));
        Assert.Equal(3, finished.Count);
    }
}
