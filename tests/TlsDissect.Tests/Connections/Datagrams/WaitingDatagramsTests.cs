using CsCheck;
using TlsDissect.Connections;
using TlsDissect.Connections.Datagrams;

namespace TlsDissect.Tests.Connections.Datagrams;

/// <summary>Records of datagrams that wait for keys, by themselves.</summary>
public sealed class WaitingDatagramsTests : IAwaitsKeys
{
    private readonly ConnectionsAwaitingKeys _all = new(TimeSpan.Zero, long.MaxValue);
    private readonly WaitingDatagrams _waiting;

    public WaitingDatagramsTests() => _waiting = new WaitingDatagrams(this, _all);

    long IAwaitsKeys.Id => 1;

    [Fact]
    public void Records_come_out_as_they_came_in_the_order_of_arrival()
    {
        foreach ((int side, byte content) in new (int, byte)[] { (1, 1), (0, 2), (0, 3), (1, 4) })
            Add(side, side + 2, [9, 9], [content]);
        List<string> read = [];
        Assert.True(_waiting.Drain(held => Take(read, held)));
        Assert.Equal(["1/3 090901", "0/2 090902", "0/2 090903", "1/3 090904"], read);
        AssertEmpty();
        Assert.False(_waiting.Drain(held => Take(read, held)));
    }

    [Fact]
    public void One_that_must_keep_waiting_holds_up_no_other()
    {
        foreach (int epoch in new[] { 1, 2, 1, 3 }) Add(0, epoch, [], [(byte)epoch]);
        List<string> read = [];
        Assert.True(_waiting.Drain(held => held.Epoch != 1 && Take(read, held)));
        Assert.Equal(["0/2 02", "0/3 03"], read);
        Assert.Equal((2, 0, 0), (_waiting.CountOf(0, 1), _waiting.CountOf(0, 2), _waiting.CountOf(1, 1)));
        Assert.Equal((true, false), (_waiting.Has(0), _waiting.Has(1)));
        Assert.True(_waiting.Drain(held => Take(read, held)));
        AssertEmpty();
    }

    [Fact]
    public void A_record_that_comes_meanwhile_is_kept()
    {
        Add(0, 1, [], [1]);
        Assert.True(_waiting.Drain(_ =>
        {
            Add(0, 1, [], [2]);
            return true;
        }));
        List<string> read = [];
        _waiting.Drain(held => Take(read, held));
        Assert.Equal(["0/1 02"], read);
        AssertEmpty();
    }

    [Fact]
    public void Any_mixture_is_counted_down_to_nothing() =>
        Gen.Select(Gen.Int[0, 1], Gen.Int[0, 3], Gen.Int[0, 2000]).Array[0, 30].Sample(records =>
        {
            WaitingDatagramsTests test = new();
            foreach ((int side, int epoch, int length) in records) test.Add(side, epoch, new byte[13], new byte[length]);
            bool isCounted = test._all.Bytes == test._waiting.Bytes && test._waiting.Held >= test._waiting.Bytes &&
                test._waiting.Bytes >= records.Sum(record => record.Item3) && test._all.All().Length == (records.Length > 0 ? 1 : 0);
            test._waiting.Drain(held => held.Epoch % 2 == 0);
            isCounted &= test._all.Bytes == test._waiting.Bytes;
            test._waiting.Drain(_ => true);
            test.AssertEmpty();
            return isCounted;
        });

    [Fact]
    public void What_is_dropped_after_a_fault_is_not_counted_any_more()
    {
        for (byte i = 0; i < 5; i++) Add(0, 1, [], [i]);
        Assert.Throws<InvalidOperationException>(
            () => _waiting.Drain(held => held.Bytes[0] < 2 ? true : throw new InvalidOperationException("made")));
        Assert.Equal(3, _waiting.CountOf(0, 1));
        Assert.Equal(_all.Bytes, _waiting.Bytes);
        _waiting.Forget();
        AssertEmpty();
    }

    private void Add(int side, int epoch, ReadOnlySpan<byte> header, ReadOnlySpan<byte> fragment) =>
        _waiting.Add(new() { Side = side, Epoch = epoch, Header = header, Fragment = fragment, Position = default });

    void IAwaitsKeys.OnKeysAdded() { }

    void IAwaitsKeys.StopWaiting() { }

    void IAwaitsKeys.Finish() { }

    private static bool Take(List<string> read, WaitingDatagrams.HeldRecord held)
    {
        read.Add($"{held.Side}/{held.Epoch} {Convert.ToHexString(held.Bytes)}");
        return true;
    }

    private void AssertEmpty()
    {
        Assert.True(_waiting.IsEmpty);
        Assert.Equal((0, 0, 0L, 0), (_waiting.Bytes, _waiting.Held, _all.Bytes, _all.All().Length));
    }
}
