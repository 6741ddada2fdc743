using CsCheck;
using TlsDissect.Output.Statistics;

namespace TlsDissect.Tests.Output.Statistics;

public class FrequentValuesTests
{
    private const long Room = 20_000;

    /// <summary>Few values, so that they repeat, or many, so that some are forgotten.</summary>
    private static readonly Gen<(string Value, int Bytes)[]> Occurrences =
        Gen.Int[5, 2000].SelectMany(values =>
            Gen.Select(Gen.Int[0, values].Select(i => $"name{i * i / values}"), Gen.Int[0, 1000]).Array[0, 3000]);

    [Fact]
    public void What_is_told_is_exact_or_a_minimum() => Occurrences.Sample(occurrences =>
    {
        FrequentValues values = Add(occurrences, byBytes: false);
        Dictionary<string, (long Count, long Bytes)> exact = occurrences.GroupBy(one => one.Value)
            .ToDictionary(group => group.Key, group => ((long)group.Count(), group.Sum(one => (long)one.Bytes)));
        Assert.Equal(occurrences.Length, values.Occurrences);
        Assert.Equal(occurrences.Sum(one => (long)one.Bytes), values.TotalBytes);
        foreach (CountedValue value in values.All)
        {
            (long count, long bytes) = exact[value.Value];
            Assert.InRange(value.Count, 1, count);
            Assert.InRange(value.Bytes, 0, bytes);
            if (values.IsComplete) Assert.Equal((count, bytes), (value.Count, value.Bytes));
        }

        if (values.IsComplete) Assert.Equal(exact.Count, values.Distinct);
        Assert.InRange(values.Memory, 0, Room);
    });

    /// <summary>Of n occurrences in a table of m values, each that has more than n/m is remembered.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_frequent_value_is_never_forgotten(bool byBytes) => Occurrences.Sample(occurrences =>
    {
        FrequentValues values = Add(occurrences, byBytes);
        if (values.IsComplete) return;
        HashSet<string> remembered = [.. values.All.Select(value => value.Value)];
        double bound = (byBytes ? values.TotalBytes : values.Occurrences) / (double)values.Distinct;
        foreach (IGrouping<string, (string Value, int Bytes)> group in occurrences.GroupBy(one => one.Value))
        {
            if ((byBytes ? group.Sum(one => (long)one.Bytes) : group.Count()) > bound) Assert.Contains(group.Key, remembered);
        }
    });

    [Fact]
    public void A_million_names_take_no_more_memory_and_do_not_hide_the_frequent_one()
    {
        FrequentValues values = new(Room);
        for (int i = 0; i < 1_000_000; i++)
        {
            values.Add($"name{i}");
            if (i % 50 == 0) values.Add("frequent");
        }

        Assert.InRange(values.Memory, 1, Room);
        Assert.Equal(1_020_000, values.Occurrences);
        Assert.False(values.IsComplete);
        Assert.InRange(values.All.Single(value => value.Value == "frequent").Count, 19_900, 20_000);
    }

    [Fact]
    public void A_name_that_would_displace_many_is_counted_only_in_the_total()
    {
        FrequentValues values = new(Room);
        values.Add("short", 1);
        values.Add(new string('a', (int)Room), 2);
        Assert.Equal([new CountedValue("short", 1, 1)], values.All);
        Assert.Equal((2, 3, false), (values.Occurrences, values.TotalBytes, values.IsComplete));
    }

    [Fact]
    public void Names_differ_by_case() => Assert.Equal(2, Add([("A", 0), ("a", 0)], byBytes: false).Distinct);

    private static FrequentValues Add((string Value, int Bytes)[] occurrences, bool byBytes)
    {
        FrequentValues values = new(Room, byBytes);
        foreach ((string value, int bytes) in occurrences) values.Add(value, bytes);
        return values;
    }
}
