using TlsDissect.Records.Dtls;

namespace TlsDissect.Tests.Records.Dtls;

public class ReplayWindowTests
{
    /// <summary>The window says what a set of all numbers would say, as far as it reaches.</summary>
    [Theory]
    [InlineData(1, 3, null)]
    [InlineData(2, 40, 0ul)]
    [InlineData(3, 700, 5ul)]
    [InlineData(4, 3000, null)]
    [InlineData(5, 3000, 0ul)]
    public void Numbers_in_any_order_are_accounted_for(int seed, int spread, ulong? first)
    {
        Random random = new(seed);
        ReplayWindow window = new(first);
        HashSet<ulong> seen = [];
        ulong next = first ?? 1000, start = first ?? 0;
        for (int i = 0; i < 4000; i++)
        {
            ulong number = (ulong)Math.Max(0, (long)next + random.Next(-spread, spread / 2 + 2));
            if (i == 0 && first is null) start = next = number;
            bool isRemembered = number + ReplayWindow.Size >= next;
            Assert.Equal(isRemembered && seen.Add(number), window.TryMark(number));
            if (isRemembered && first is null) start = Math.Min(start, number);
            next = Math.Max(next, number + 1);
            if (i % 100 == 0) Assert.Equal(next - start - (ulong)seen.Count(mark => mark >= start), window.Missing + window.Unseen);
        }
    }

    [Fact]
    public void A_number_is_missing_when_the_window_has_moved_beyond_it()
    {
        ReplayWindow window = new(0);
        Assert.True(window.TryMark(1));
        Assert.True(window.TryMark(ReplayWindow.Size - 1));
        Assert.Equal((0ul, ReplayWindow.Size - 2ul), (window.Missing, window.Unseen));
        Assert.True(window.TryMark(0));
        Assert.False(window.TryMark(1));
        Assert.True(window.TryMark(ReplayWindow.Size + 2));
        Assert.Equal(1ul, window.Missing);
        Assert.False(window.TryMark(2));
    }

    [Fact]
    public void Numbers_before_the_lowest_that_is_seen_are_not_missing()
    {
        ReplayWindow window = new();
        Assert.True(window.TryMark(5000));
        Assert.True(window.TryMark(4990));
        Assert.True(window.TryMark(1ul << 47));
        Assert.Equal((1ul << 47) - 4992, window.Missing + window.Unseen);
    }

    [Fact]
    public void The_highest_number_of_all_is_refused() => Assert.False(new ReplayWindow().TryMark(ulong.MaxValue));
}
