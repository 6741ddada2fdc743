using CsCheck;
using TlsDissect.Output.Statistics;

namespace TlsDissect.Tests.Output.Statistics;

public class DurationSketchTests
{
    /// <summary>Rounding to whole nanoseconds adds a half to the error.</summary>
    private const double Rounding = 0.5;

    /// <summary>From nanoseconds to centuries, each length as likely.</summary>
    private static readonly Gen<long> Duration =
        Gen.OneOf(Gen.Double[0, 62].Select(power => (long)Math.Pow(2, power)), Gen.Const(0L), Gen.Const(1L), Gen.Const(long.MaxValue));

    [Fact]
    public void Quantiles_are_within_the_stated_error_of_the_exact_ones() =>
        Gen.Select(Duration.Array[1, 500], Gen.Double[0, 1]).Sample((durations, share) =>
        {
            DurationSketch sketch = Of(durations);
            long[] sorted = [.. durations.Order()];
            long exact = sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];
            double error = exact * DurationSketch.Error * (1 + 1e-9) + Rounding;
            Assert.InRange((double)sketch.Quantile(share), exact - error, exact + error);
        });

    [Fact]
    public void The_shortest_and_the_longest_are_exact() => Duration.Array[1, 50].Sample(durations =>
    {
        DurationSketch sketch = Of(durations);
        Assert.Equal((durations.Length, durations.Min(), durations.Max()), (sketch.Count, sketch.Shortest, sketch.Longest));
        Assert.InRange(sketch.Quantile(0), sketch.Shortest, sketch.Longest);
        Assert.InRange(sketch.Quantile(1), sketch.Shortest, sketch.Longest);
    });

    [Fact]
    public void The_order_does_not_matter() => Gen.Select(Duration.Array[1, 50], Gen.Double[0, 1]).Sample((durations, share) =>
        Assert.Equal(Of(durations).Quantile(share), Of([.. durations.Order()]).Quantile(share)));

    [Fact]
    public void Without_durations_all_are_zero()
    {
        DurationSketch sketch = new();
        Assert.Equal((0, 0, 0, 0), (sketch.Count, sketch.Shortest, sketch.Longest, sketch.Quantile(0.5)));
    }

    private static DurationSketch Of(long[] durations)
    {
        DurationSketch sketch = new();
        foreach (long duration in durations) sketch.Add(duration);
        return sketch;
    }
}
