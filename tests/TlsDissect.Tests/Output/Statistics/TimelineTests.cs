using CsCheck;
using TlsDissect.Output.Statistics;

namespace TlsDissect.Tests.Output.Statistics;

public class TimelineTests
{
    /// <summary>Times up to the year 9999, close to each other or far apart.</summary>
    private static readonly Gen<long[]> Times =
        Gen.Select(Gen.Long[0, 200_000_000_000_000], Gen.Double[0, 45]).SelectMany((start, power) =>
            Gen.Long[0, (long)Math.Pow(2, power)].Select(more => start + more).Array[1, 200]);

    [Fact]
    public void Each_connection_is_in_the_slot_of_its_time() => Times.Sample(times =>
    {
        Timeline timeline = Of(times);
        long start = timeline.Start!.Value;
        Assert.InRange(timeline.Counts().Length, 1, Timeline.MaxSlots);
        Assert.Equal(0, start % timeline.SlotMilliseconds);
        long[] exact = new long[timeline.Counts().Length];
        foreach (long time in times) exact[(time - start) / timeline.SlotMilliseconds]++;
        Assert.Equal(exact, timeline.Counts());
    });

    [Fact]
    public void The_order_does_not_matter() => Times.Sample(times =>
    {
        (Timeline one, Timeline other) = (Of(times), Of([.. times.OrderDescending()]));
        Assert.Equal((one.Start, one.SlotMilliseconds), (other.Start, other.SlotMilliseconds));
        Assert.Equal(one.Counts().AsEnumerable(), other.Counts());
    });

    [Theory]
    [InlineData(59, 1)]
    [InlineData(60, 10)]
    [InlineData(59_000, 1000)]
    [InlineData(3_600_000, 5 * 60_000)]
    [InlineData(365L * 86_400_000, 8L * 86_400_000)]
    public void Slots_are_as_short_as_the_time_allows(long last, long expected) => Assert.Equal(expected, Of([0, last]).SlotMilliseconds);

    [Fact]
    public void Without_connections_there_is_no_slot()
    {
        Timeline timeline = new();
        Assert.Null(timeline.Start);
        Assert.Empty(timeline.Counts());
    }

    private static Timeline Of(long[] times)
    {
        Timeline timeline = new();
        foreach (long time in times) timeline.Add(time);
        return timeline;
    }
}
