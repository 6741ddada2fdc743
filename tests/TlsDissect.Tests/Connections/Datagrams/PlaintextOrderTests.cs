using System.Text;
using CsCheck;
using TlsDissect.Connections.Datagrams;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Connections.Datagrams;

/// <summary>The order of application data, by itself. The data of a record is its number as text.</summary>
public sealed class PlaintextOrderTests : IPlaintextReceiver
{
    private const string Gap = "?";
    private const int MaxBytes = 1000;
    private const long MaxNanoseconds = 1_000_000_000;

    private readonly List<string> _story = [];
    private readonly PlaintextOrder _order;
    private long _now;

    public PlaintextOrderTests() =>
        _order = new PlaintextOrder(1, 3, this, new PlaintextOrder.Limits(MaxBytes, MaxNanoseconds));

    private string Story => string.Join(' ', _story);

    [Fact]
    public void A_receiver_that_throws_leaves_nothing_half_done()
    {
        Thrower thrower = new();
        PlaintextOrder order = new(0, 3, thrower, new PlaintextOrder.Limits(MaxBytes, MaxNanoseconds));
        order.Add(1, [1], 1, default);
        Assert.Throws<IOException>(() => order.Add(0, [0], 1, default));
        order.Complete();
        Assert.True(order.IsEmpty);
    }

    /// <summary>Throws on data that waited.</summary>
    private sealed class Thrower : IPlaintextReceiver
    {
        public void OnOrdered(int side, int epoch, ReadOnlySpan<byte> plaintext, int ciphertextLength, in StreamPosition position)
        {
            if (plaintext[0] == 1) throw new IOException();
        }

        public void OnMissing(int side, in StreamPosition position) { }
    }

    [Fact]
    public void Data_in_order_is_handed_on_at_once()
    {
        for (ulong number = 0; number < 4; number++)
        {
            Add(number);
            Assert.Equal((int)number + 1, _story.Count);
        }

        AssertNothingWaits("0 1 2 3");
    }

    [Fact]
    public void Data_that_overtook_other_data_waits_for_it()
    {
        Add(0, 3, 1);
        Assert.Equal("0 1", Story);
        Assert.False(_order.IsEmpty);
        Add(2);
        AssertNothingWaits("0 1 2 3");
    }

    [Fact]
    public void A_record_without_data_has_a_place_too()
    {
        Add(0, 2);
        Pass(1);
        Pass(4);
        Add(5, 3);
        AssertNothingWaits("0 2 3 5");
    }

    [Fact]
    public void Data_after_the_first_record_of_the_epoch_does_not_wait()
    {
        Pass(0);
        Add(1);
        AssertNothingWaits("1");
    }

    [Fact]
    public void Any_order_within_the_window_is_put_right() =>
        Gen.Shuffle(Enumerable.Range(0, PlaintextOrder.Window).Select(number => (ulong)number).ToArray()).Sample(numbers =>
        {
            PlaintextOrderTests test = new();
            test.Add(numbers);
            return test._order.IsEmpty && test._order.Held == 0 &&
                test._story.SequenceEqual(numbers.Order().Select(number => $"{number}"));
        });

    [Fact]
    public void A_record_is_given_up_once_the_window_has_moved_beyond_it()
    {
        Add(0);
        for (ulong number = 2; number <= 1 + PlaintextOrder.Window; number++) Add(number);
        Assert.Equal("0", Story);
        Add(2 + PlaintextOrder.Window);
        AssertNothingWaits($"0 {Gap} {Numbers(2, 2 + PlaintextOrder.Window)}");
    }

    [Fact]
    public void A_number_far_above_moves_the_window_at_once()
    {
        Add(0, 2, 100_000, 100_001);
        AssertNothingWaits($"0 {Gap} 2 {Gap} 100000 100001");
    }

    [Fact]
    public void Data_waits_within_its_bytes()
    {
        Add(0);
        Take(2, new string('a', MaxBytes));
        Assert.Equal("0", Story);
        Take(3, "b");
        AssertNothingWaits($"0 {Gap} {new string('a', MaxBytes)} b");
    }

    [Fact]
    public void Data_waits_within_its_time()
    {
        Add(0, 2);
        _order.Observe(new CaptureTime(MaxNanoseconds));
        Assert.Equal("0", Story);
        _order.Observe(new CaptureTime(MaxNanoseconds + 1));
        AssertNothingWaits($"0 {Gap} 2");
    }

    [Fact]
    public void Each_data_waits_for_its_own_time()
    {
        Add(0, 2);
        _now = MaxNanoseconds / 2;
        Add(4);
        _order.Observe(new CaptureTime(MaxNanoseconds + 1));
        Assert.Equal($"0 {Gap} 2", Story);
        _order.Observe(new CaptureTime(_now + MaxNanoseconds + 1));
        AssertNothingWaits($"0 {Gap} 2 {Gap} 4");
    }

    [Fact]
    public void Late_data_is_handed_on_rather_than_never()
    {
        Add(0, 2);
        _order.Observe(new CaptureTime(MaxNanoseconds + 1));
        Add(1, 3);
        AssertNothingWaits($"0 {Gap} 2 1 3");
    }

    [Fact]
    public void A_capture_may_begin_with_any_number_above_the_window()
    {
        Add(PlaintextOrder.Window + 1, PlaintextOrder.Window + 2);
        AssertNothingWaits($"{PlaintextOrder.Window + 1} {PlaintextOrder.Window + 2}");
    }

    [Fact]
    public void At_the_end_everything_is_handed_on_in_order()
    {
        Add(0, 7, 3, 4);
        _order.Complete();
        AssertNothingWaits($"0 {Gap} 3 4 {Gap} 7");
    }

    [Fact]
    public void What_is_dropped_is_not_counted_any_more()
    {
        Add(0, 2, 5);
        Assert.InRange(_order.Held, 2, 1000);
        _order.Forget();
        AssertNothingWaits("0");
    }

    /// <summary>Whatever the numbers, all data comes once, and what waits is within the window and the bytes.</summary>
    [Fact]
    public void Any_numbers_are_all_handed_on_once() => Gen.ULong[0, 300].Array[0, 100].Sample(numbers =>
    {
        PlaintextOrderTests test = new();
        ulong[] different = [.. numbers.Distinct()];
        foreach (ulong number in different)
        {
            test.Add(number);
            int waiting = different.TakeWhile(each => each != number).Count() + 1 - test._story.Count(each => each != Gap);
            if (waiting > PlaintextOrder.Window) return false;
        }

        test._order.Complete();
        return test._order.IsEmpty && test._order.Held == 0 &&
            test._story.Where(each => each != Gap).Order(StringComparer.Ordinal)
                .SequenceEqual(different.Select(number => $"{number}").Order(StringComparer.Ordinal));
    });

    void IPlaintextReceiver.OnOrdered(int side, int epoch, ReadOnlySpan<byte> plaintext, int ciphertextLength, in StreamPosition position)
    {
        Assert.Equal((1, 3), (side, epoch));
        _story.Add(Encoding.ASCII.GetString(plaintext));
    }

    void IPlaintextReceiver.OnMissing(int side, in StreamPosition position) => _story.Add(Gap);

    private void Add(params ulong[] numbers)
    {
        foreach (ulong number in numbers) Take(number, $"{number}");
    }

    private void Take(ulong number, string data) =>
        _order.Add(number, Encoding.ASCII.GetBytes(data), data.Length + 8, new StreamPosition(1, new CaptureTime(_now)));

    private void Pass(ulong number) => _order.Pass(number, new StreamPosition(1, new CaptureTime(_now)));

    private void AssertNothingWaits(string story)
    {
        Assert.Equal(story, Story);
        Assert.True(_order.IsEmpty);
        Assert.Equal(0, _order.Held);
    }

    private static string Numbers(int first, int last) => string.Join(' ', Enumerable.Range(first, last - first + 1));
}
