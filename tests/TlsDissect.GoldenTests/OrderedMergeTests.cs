using System.Text;
using CsCheck;
using TlsDissect.Cli.Runs;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests;

public class OrderedMergeTests
{
    private const int Packets = 400;

    [Fact]
    public void Any_number_of_parts_at_any_pace_gives_one_order() =>
        Gen.Select(Gen.Int[1, 5], Gen.Int[1, Packets].Array[0, 60], Gen.Int[0, 1000]).Sample(
            (parts, ends, seed) =>
            {
                OrderedMerge.Place[] places = [.. ends.Order().Select((end, id) => new OrderedMerge.Place(end, end % 7, id)).Order()];
                string expected = string.Concat(places.Select(place => $"{place}\n"));
                Assert.Equal(expected, Merge(parts, places, seed, bytesEach: 0));
            },
            iter: 200);

    [Fact]
    public void Parts_that_fill_their_queues_do_not_wait_for_each_other_for_ever()
    {
        // Each output is a third of what a part may keep: the one that is ahead has to wait, and the one behind must not.
        OrderedMerge.Place[] places =
            [.. Enumerable.Range(0, 40).Select(id => new OrderedMerge.Place(id < 20 ? 1 : Packets, id, id)).Order()];
        Assert.Equal(places.Length, Merge(2, places, 1, bytesEach: 11 << 20).Count(c => c == '\n'));
    }

    [Fact]
    public void A_part_that_fails_ends_the_waiting_of_the_others()
    {
        OrderedMerge merge = new(2, Stream.Null);
        byte[] large = new byte[33 << 20];
        Thread waiting = new(() => merge.Add(0, new OrderedMerge.Place(1, 1, 1), large));
        waiting.Start();
        Patience.Until(() => waiting.ThreadState.HasFlag(ThreadState.WaitSleepJoin), () => "it does not wait", () => !waiting.IsAlive);
        merge.Fail();
        Assert.True(waiting.Join(Patience.Limit));
    }

    [Fact]
    public void An_output_that_cannot_be_written_at_a_part_s_end_ends_the_waiting_of_the_others()
    {
        using MemoryStream closed = new([], writable: false);
        OrderedMerge merge = new(2, closed);
        byte[] large = new byte[33 << 20];
        Thread waiting = new(() => merge.Add(0, new OrderedMerge.Place(1, 1, 1), large)) { IsBackground = true };
        waiting.Start();
        Patience.Until(() => waiting.ThreadState.HasFlag(ThreadState.WaitSleepJoin), () => "it does not wait", () => !waiting.IsAlive);
        Assert.Throws<NotSupportedException>(() => merge.Complete(1));
        Assert.True(waiting.Join(Patience.Limit));
    }

    [Fact]
    public void A_part_that_waits_for_others_elsewhere_lets_them_write_what_comes_before_its_place()
    {
        // At the end of the input all outputs have the same packet: without the exact place each of the two would wait for the other.
        MemoryStream output = new();
        OrderedMerge merge = new(2, output);
        byte[] large = new byte[33 << 20];
        Thread full = new(() => merge.Add(0, new OrderedMerge.Place(long.MaxValue, 4, 4), large)) { IsBackground = true };
        full.Start();
        Patience.Until(() => full.ThreadState.HasFlag(ThreadState.WaitSleepJoin), () => "it does not wait", () => !full.IsAlive);

        merge.Wait(1, long.MaxValue, 5);

        Assert.True(full.Join(TimeSpan.FromMinutes(1)), "the two wait for each other");
        merge.Add(0, new OrderedMerge.Place(long.MaxValue, 5, 5), [1]);
        merge.Advance(1, 100);
        Assert.Equal(large.Length, output.Length);
        merge.Complete(1);
        Assert.Equal(large.Length + 1, output.Length);
    }

    /// <summary>Deals the places out to parts as flows would be, and lets each part run on a thread of its own.</summary>
    private static string Merge(int parts, OrderedMerge.Place[] places, int seed, int bytesEach)
    {
        CountingStream output = new();
        OrderedMerge merge = new(parts, output);
        Thread[] threads = [.. Enumerable.Range(0, parts).Select(part => new Thread(() =>
        {
            Random random = new(seed + part);
            Queue<OrderedMerge.Place> own = new(places.Where(place => place.Id % parts == part));
            for (long packet = 1; packet <= Packets; packet++)
            {
                for (; own.TryPeek(out OrderedMerge.Place place) && place.FinalizedAt == packet; own.Dequeue())
                    merge.Add(part, place, Encoding.UTF8.GetBytes($"{place}\n{new string('.', bytesEach)}"));
                if (random.Next(10) == 0) merge.Advance(part, packet);
                if (random.Next(50) == 0) Thread.Yield();
            }

            merge.Complete(part);
        }))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) Assert.True(thread.Join(Patience.Limit));
        return output.Text.ToString();
    }

    /// <summary>Keeps the first line of every write: the rest is only there to be large.</summary>
    private sealed class CountingStream : MemoryStream
    {
        public StringBuilder Text { get; } = new();

        public override void Write(ReadOnlySpan<byte> buffer) =>
            Text.Append(Encoding.UTF8.GetString(buffer[..(buffer.IndexOf((byte)'\n') + 1)]));
    }
}
