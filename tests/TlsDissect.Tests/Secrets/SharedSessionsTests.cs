using System.Buffers;
using CsCheck;
using TlsDissect.Keys;
using TlsDissect.Output.Json;
using TlsDissect.Secrets;
using TlsDissect.Transport;

namespace TlsDissect.Tests.Secrets;

/// <summary>Several dissectors find in their common store what one alone finds in its own, at whatever pace each reads.</summary>
public sealed class SharedSessionsTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private static readonly KeyRing Keys = new([], null, [new PreSharedKey(null, [1])]);

    /// <summary>Action of one dissector's connection when its turn comes.</summary>
    /// <param name="Dissector">Which one; one alone does the work of all.</param>
    /// <param name="Order">Its place within the step.</param>
    /// <param name="Key">Few, so that they meet.</param>
    /// <param name="Value">The secret that is stored; <c>null</c> for a lookup.</param>
    private sealed record Turn(int Dissector, int Order, int Key, byte? Value);

    private static readonly Gen<Turn[][]> Scripts = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 5], Gen.Int[0, 5], Gen.Byte, Gen.Bool)
        .Select((dissector, order, key, value, isStored) => new Turn(dissector, order, key, isStored ? value : null))
        .Array[0, 4].Select(InTurn).Array[1, 60];

    [Fact]
    public void Any_number_of_dissectors_at_any_pace_finds_what_one_alone_finds() =>
        Gen.Select(Scripts, Gen.Int[2, 4], Gen.Int[0, 6], Gen.Int)
            .Sample((script, count, capacity, seed) =>
                Assert.Equal(Alone(script, count, capacity), Together(script, count, capacity, seed)), iter: 300, threads: 1);

    [Fact]
    public void A_dissector_that_stops_early_keeps_no_other_waiting() =>
        Gen.Select(Scripts, Gen.Int[2, 4], Gen.Int[0, 59], Gen.Int).Sample(
            (script, count, stop, seed) =>
            {
                Turn[][] without =
                    [.. script.Select((step, index) => index < stop ? step : [.. step.Where(turn => turn.Dissector % count != 0)])];
                Assert.Equal(Alone(without, count, 100), Together(without, count, 100, seed, stop));
            },
            iter: 200,
            threads: 1);

    [Fact]
    public void A_dissector_that_is_far_ahead_waits_instead_of_piling_up()
    {
        int waits = 0;
        DissectorOptions options = new();
        SharedSessions sessions = new(2, options) { Waiting = (_, _, _) => Interlocked.Increment(ref waits) };
        SharedSessions.Member ahead = sessions.Join(0, Keys);
        Thread thread = new(() =>
        {
            for (int i = 0; i < 10_000; i++)
            {
                ahead.Clock.OnPacket(i);
                ahead.Clock.OnTurn(i);
                ahead.Store(Key(i), Secret(1));
            }

            sessions.Leave(0);
        })
        { IsBackground = true };
        thread.Start();
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref waits) > 0, Limit), "it does not wait");

        Assert.Equal(4096, ahead.Pending.Count);
        sessions.Leave(1);
        Assert.True(thread.Join(Limit));
        Assert.Equal(0, options.Memory.HeldBytes);
    }

    [Fact]
    public void The_one_that_is_behind_stores_without_waiting()
    {
        SharedSessions sessions = new(2, new DissectorOptions()) { Waiting = (_, _, _) => Assert.Fail("it waits") };
        SharedSessions.Member behind = sessions.Join(0, Keys);
        sessions.Join(1, Keys).Clock.OnEnd();
        for (int i = 0; i < 10_000; i++)
        {
            behind.Clock.OnPacket(i);
            behind.Clock.OnTurn(i);
            behind.Store(Key(i), Secret(1));
        }

        Assert.NotNull(behind.Find(Key(9_999)));
    }

    [Fact]
    public void Without_keys_nothing_is_looked_up_so_none_waits()
    {
        SharedSessions sessions = new(2, new DissectorOptions()) { Waiting = (_, _, _) => Assert.Fail("it waits") };
        SharedSessions.Member member = sessions.Join(0, KeyRing.Empty);
        member.Clock.OnPacket(1);
        Assert.Null(member.Find(Key(1)));
    }

    [Fact]
    public void A_connection_finds_what_came_earlier_in_the_same_step()
    {
        // At the end of the input every connection ends in one step, the longest silent first.
        SharedSessions sessions = new(2, new DissectorOptions());
        SharedSessions.Member first = sessions.Join(0, Keys), second = sessions.Join(1, Keys);
        foreach (SharedSessions.Member member in new[] { first, second }) member.Clock.OnEnd();
        first.Clock.OnTurn(5);
        first.Store(Key(1), Secret(1));
        first.Clock.OnTurn(8);
        first.Store(Key(1), Secret(2));
        second.Clock.OnTurn(7);

        Assert.Equal(1, second.Find(Key(1))!.Master[0]);
    }

    [Fact]
    public void The_flows_and_the_sessions_have_the_same_number_of_parts() =>
        Assert.Throws<ArgumentException>(
            () => new TlsDissector(new DissectorOptions(), Keys, new JsonSink(new ArrayBufferWriter<byte>(), withHash: false),
                new SharedSessions(2, new DissectorOptions())));

    private static Turn[] InTurn(Turn[] turns) => [.. turns.DistinctBy(turn => turn.Order).OrderBy(turn => turn.Order)];

    private static List<int?>[] Alone(Turn[][] script, int count, int capacity)
    {
        DissectorOptions options = new() { MaxSessions = capacity };
        SessionStore store = new(options, options.Memory.OpenForDissector());
        List<int?>[] found = [.. Enumerable.Range(0, count).Select(_ => new List<int?>())];
        foreach (Turn turn in script.SelectMany(step => step)) Act(store, turn, found[turn.Dissector % count]);
        return found;
    }

    private static List<int?>[] Together(Turn[][] script, int count, int capacity, int seed, int stop = int.MaxValue)
    {
        DissectorOptions options = new() { MaxSessions = capacity };
        SharedSessions sessions = new(count, options);
        List<int?>[] found = [.. Enumerable.Range(0, count).Select(_ => new List<int?>())];
        Thread[] threads = [.. Enumerable.Range(0, count).Select(index => new Thread(() =>
        {
            Random random = new(seed + index);
            SharedSessions.Member member = sessions.Join(index, Keys);
            for (int step = 0; step < script.Length && !(index == 0 && step == stop); step++)
            {
                member.Clock.OnPacket(step);
                foreach (Turn turn in script[step].Where(turn => turn.Dissector % count == index))
                {
                    member.Clock.OnTurn(turn.Order);
                    Act(member, turn, found[index]);
                }

                if (random.Next(8) == 0) Thread.SpinWait(random.Next(2000));
                if (random.Next(40) == 0) Thread.Yield();
            }

            sessions.Leave(index);
        })
        { IsBackground = true })];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) Assert.True(thread.Join(Limit), "dissectors wait for each other");
        Assert.Equal(0, options.Memory.HeldBytes);
        return found;
    }

    private static void Act(ISessionStore store, Turn turn, List<int?> found)
    {
        if (turn.Value is byte value) store.Store(Key(turn.Key), Secret(value));
        else found.Add(store.Find(Key(turn.Key))?.Master[0]);
    }

    private static SessionKey Key(int number) => new(IpAddress.FromV4([10, 0, 0, 1]), IpAddress.FromV4([10, 0, 0, 2]), (UInt128)number, 32);

    private static SessionSecret Secret(byte value) => new([value], SecretSource.Resumed, null, Certain: false);
}
