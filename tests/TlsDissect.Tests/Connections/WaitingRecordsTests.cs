using CsCheck;
using TlsDissect.Connections;
using TlsDissect.Protocol;
using TlsDissect.Records.Resynchronization;

namespace TlsDissect.Tests.Connections;

/// <summary>Records that wait for keys, and the connections that hold them, by themselves.</summary>
public class WaitingRecordsTests
{
    [Fact]
    public void Records_come_out_in_the_order_of_arrival_once_both_directions_can_be_read()
    {
        Owner owner = new(1);
        WaitingRecords waiting = owner.Waiting;
        foreach ((int side, byte content) in new (int, byte)[] { (1, 1), (0, 2), (0, 3), (1, 4) }) waiting.Add(side, Record([content]));
        List<(int Side, byte Content)> read = [];
        waiting.Drain((side, held) => Take(read, side, held));
        Assert.Equal([(1, 1), (0, 2), (0, 3), (1, 4)], read);
        Assert.True(waiting.IsEmpty);
        Assert.Equal(0, waiting.Bytes);
    }

    [Fact]
    public void A_direction_without_keys_does_not_hold_up_the_other()
    {
        WaitingRecords waiting = new Owner(1).Waiting;
        foreach ((int side, byte content) in new (int, byte)[] { (0, 1), (1, 2), (0, 3), (1, 4) }) waiting.Add(side, Record([content]));
        List<(int, byte)> read = [];
        waiting.Drain((side, held) => side == 1 && Take(read, side, held));
        Assert.Equal([(1, 2), (1, 4)], read);
        Assert.True(waiting.Has(0));
        Assert.False(waiting.Has(1));
    }

    /// <summary>The order is what tells hidden records of a handshake from data: neither direction may get ahead.</summary>
    [Fact]
    public void Directions_that_are_given_up_come_out_in_the_order_of_arrival()
    {
        WaitingRecords waiting = new Owner(1).Waiting;
        foreach ((int side, byte content) in new (int, byte)[] { (1, 1), (0, 2), (1, 3), (0, 4) }) waiting.Add(side, Record([content]));
        List<(int Side, byte Content)> read = [];
        List<int> givenUp = [];
        waiting.DrainInOrder((side, held) => givenUp.Contains(side) && Take(read, side, held), givenUp.Add);
        Assert.Equal([(1, 1), (0, 2), (1, 3), (0, 4)], read);
        Assert.Equal([1, 0], givenUp);
        Assert.True(waiting.IsEmpty);
        Assert.Equal(0, waiting.Bytes);
    }

    /// <summary>The client's record may lack only the server's message.</summary>
    [Fact]
    public void A_record_is_tried_again_after_one_of_the_other_direction()
    {
        WaitingRecords waiting = new Owner(1).Waiting;
        waiting.Add(0, Record([1]));
        waiting.Add(1, Record([2]));
        List<(int, byte)> read = [];
        waiting.Drain((side, held) => (side == 1 || read.Contains((1, (byte)2))) && Take(read, side, held));
        Assert.Equal([(1, 2), (0, 1)], read);
    }

    [Fact]
    public void A_loss_keeps_its_place_and_ends_what_follows_a_record()
    {
        WaitingRecords waiting = new Owner(1).Waiting;
        waiting.Add(0, Record([1]));
        waiting.Add(0, Record([2]));
        waiting.AddLost(0, new LostRecords(7, null), default);
        waiting.Add(0, Record([3]));
        Assert.Equal([2], Assert.Single(waiting.Following(0, 3)).ToArray());
        Assert.Equal(4, waiting.CountOf(0));
        List<long> missing = [];
        waiting.Drain((_, held) =>
        {
            missing.Add(held.Lost?.MissingBytes ?? 0);
            return true;
        });
        Assert.Equal([0, 0, 7, 0], missing);
    }

    [Fact]
    public void Any_mixture_is_counted_down_to_nothing() => Gen.Select(Gen.Int[0, 1], Gen.Int[0, 40]).Array[0, 30].Sample(records =>
    {
        Owner owner = new(1);
        foreach ((int side, int length) in records)
        {
            if (length == 0) owner.Waiting.AddLost(side, new LostRecords(1, null), default);
            else owner.Waiting.Add(side, Record(new byte[length]));
        }

        int held = owner.Waiting.Bytes;
        bool isCounted = owner.All.Bytes == held && owner.All.All().Length == (records.Length > 0 ? 1 : 0) &&
            held >= records.Sum(record => record.Item2);
        owner.Waiting.Drain((_, _) => true);
        return isCounted && (owner.Waiting.Bytes, owner.All.Bytes, owner.All.All().Length) == (0, 0, 0);
    });

    [Fact]
    public void Past_the_bound_over_all_connections_the_oldest_stop_waiting()
    {
        ConnectionsAwaitingKeys all = new(TimeSpan.Zero, maxBytes: 2500);
        Owner[] owners = [.. new[] { 30, 10, 20 }.Select(id => new Owner(id, all))];
        foreach (Owner owner in owners)
        {
            owner.Waiting.Add(0, Record(new byte[1000]));
            all.Bound();
        }

        Assert.Equal([false, true, false], owners.Select(owner => owner.HasStopped));
        Assert.Equal([20L, 30L], all.All().Select(owner => owner.Id));
        Assert.InRange(all.Bytes, 2000, 2500);
    }

    [Fact]
    public void What_is_dropped_after_a_fault_is_not_counted_any_more()
    {
        Owner owner = new(1);
        owner.Waiting.Add(0, Record(new byte[100]));
        owner.Waiting.Forget();
        Assert.Equal((0L, 0), (owner.All.Bytes, owner.All.All().Length));
    }

    [Fact]
    public void A_connection_that_is_over_is_kept_until_its_time_is_up()
    {
        ConnectionsAwaitingKeys all = new(TimeSpan.FromSeconds(10), maxBytes: 1000);
        Owner[] owners = [new(1, all), new(2, all)];
        all.Observe(0);
        Assert.True(all.TryKeep(owners[0]));
        all.Observe(5_000_000_000);
        Assert.True(all.TryKeep(owners[1]));
        all.Observe(10_000_000_000);
        Assert.Equal([false, false], owners.Select(owner => owner.IsFinished));
        all.Observe(10_000_000_001);
        Assert.Equal([true, false], owners.Select(owner => owner.IsFinished));
        all.Complete();
        Assert.True(owners[1].IsFinished);
        Assert.False(new ConnectionsAwaitingKeys(TimeSpan.Zero, 1000).TryKeep(owners[0]));
    }

    /// <summary>
    /// What decrypted records say of their flight counts when no earlier record of the other side waits any more, and takes little room
    /// however many there are.
    /// </summary>
    [Fact]
    public void What_was_decrypted_ahead_counts_in_its_place()
    {
        Owner owner = new(1);
        WaitingRecords waiting = owner.Waiting;
        DecryptedFlight flight = new(0, 1, false);
        Assert.False(waiting.IsBehind(0));
        waiting.Add(1, Record([1]));
        Assert.True(waiting.IsBehind(0));
        for (int i = 0; i < 1000; i++) waiting.Defer(flight);
        int bytes = waiting.Bytes;
        waiting.Defer(flight with { IsOver = true });
        Assert.Equal(bytes, waiting.Bytes);
        waiting.Add(1, Record([2]));
        waiting.Defer(flight);

        List<int> told = [];
        waiting.Drain((_, held) =>
        {
            told.Add(owner.Flights.Count);
            return held.Number == 0;
        });
        Assert.Equal([0, 1, 1], told); // The record that has to wait is tried again after each round.
        Assert.Equal([new DecryptedFlight(0, 4, true)], owner.Flights);
        waiting.DrainInOrder((_, _) => true, _ => Assert.Fail("nothing has to be given up"));
        Assert.Equal([new DecryptedFlight(0, 4, true), flight], owner.Flights);
        Assert.Equal(0, waiting.Bytes);
        Assert.Equal(0, owner.All.Bytes);
    }

    /// <summary>A record that waits and is then decrypted counts after those of the other side that came before it.</summary>
    [Fact]
    public void So_does_what_waited_itself()
    {
        Owner owner = new(1);
        WaitingRecords waiting = owner.Waiting;
        waiting.Add(1, Record([1]));
        waiting.Add(0, Record([2]));
        waiting.Add(1, Record([3]));
        waiting.Drain((side, _) =>
        {
            if (side != 0) return false;
            Assert.True(waiting.IsBehind(0));
            waiting.Defer(new DecryptedFlight(0, 1, true));
            return true;
        });
        Assert.Empty(owner.Flights);
        List<int> told = [];
        waiting.Drain((_, _) =>
        {
            told.Add(owner.Flights.Count);
            return true;
        });
        Assert.Equal([0, 1], told);
    }

    private static bool Take(List<(int, byte)> read, int side, WaitingRecords.HeldRecord held)
    {
        read.Add((side, held.ToRecord().Fragment[0]));
        return true;
    }

    private static TlsRecord Record(byte[] fragment) =>
        new(new RecordHeader(ContentType.ApplicationData, ProtocolVersion.Tls12, fragment.Length), fragment, default);

    private sealed class Owner : IAwaitsKeys
    {
        public Owner(long id, ConnectionsAwaitingKeys? all = null)
        {
            (Id, All) = (id, all ?? new ConnectionsAwaitingKeys(TimeSpan.Zero, long.MaxValue));
            Waiting = new WaitingRecords(this, All, Flights.Add);
        }

        public ConnectionsAwaitingKeys All { get; }

        public WaitingRecords Waiting { get; }

        public List<DecryptedFlight> Flights { get; } = [];

        public long Id { get; }

        public bool HasStopped { get; private set; }

        public bool IsFinished { get; private set; }

        public void OnKeysAdded() { }

        public void StopWaiting()
        {
            HasStopped = true;
            Waiting.Drain((_, _) => true);
        }

        public void Finish() => IsFinished = true;
    }
}
