using System.Text;
using TlsDissect.Keys;
using TlsDissect.Protocol;
using TlsDissect.Records;
using TlsDissect.Tests.Connections;
using TlsDissect.Tests.Secrets;
using TlsDissect.Transport;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Tests.Records;

/// <summary>The bound of trial work over all connections, and the time that refills it.</summary>
public sealed class SharedTrialsTests
{
    private const long Second = 1_000_000_000;
    private const long Start = 1_767_607_200 * Second;

    /// <summary>None of these secrets decrypts anything, so each connection would use up its bound.</summary>
    private static readonly KeyRing Keys = Decoys();

    [Fact]
    public void Connections_past_the_bound_are_not_searched_for_and_say_so()
    {
        DissectorOptions options = new() { MaxTrialBytes = 1 << 16, MaxTrialBytesInAll = 10 << 16 };

        (List<ConnectionSummary> connections, bool ranOut) = Run(200, spacing: 0, options);

        Assert.Equal(200, connections.Count);
        Assert.True(ranOut);
        Assert.InRange(connections.Count(IsNotTried), 185, 195);
        Assert.All(connections,
            connection =>
                Assert.Equal((DecryptionStatus.None, DecryptionReason.NotTried), (connection.Status, connection.Reason)));
    }

    [Fact]
    public void The_input_s_time_brings_a_hundredth_of_it_a_second()
    {
        DissectorOptions options = new() { MaxTrialBytes = 1 << 16, MaxTrialBytesInAll = 10 << 16 };

        // Each spends a tenth of the bucket, which ten seconds bring.
        Assert.False(Run(50, spacing: 11 * Second, options).RanOut);
        int atOnce = Run(50, spacing: 0, options).Connections.Count(IsNotTried);
        Assert.InRange(Run(50, spacing: 5 * Second, options).Connections.Count(IsNotTried), 1, atOnce - 1);
    }

    [Fact]
    public void A_few_hundred_connections_are_within_the_default()
    {
        Assert.True(new DissectorOptions().MaxTrialBytesInAll >= 500 * new DissectorOptions().MaxTrialBytes);
        (List<ConnectionSummary> connections, bool ranOut) = Run(20, spacing: 0, new DissectorOptions { MaxTrialBytes = 1 << 16 });
        Assert.False(ranOut);
        Assert.DoesNotContain(connections, IsNotTried);
    }

    [Fact]
    public void A_time_that_was_before_brings_nothing_and_another_capture_s_time_counts()
    {
        SharedTrials trials = new(1000);
        trials.Observe(Start);
        Assert.True(trials.TrySpend(1000));
        Assert.False(trials.TrySpend(1));
        for (int i = 0; i < 100; i++)
        {
            trials.Observe(Start - Second);
            trials.Observe(Start);
        }

        Assert.False(trials.MayTry());
        trials.Observe(Start - 86_400 * Second);
        Assert.False(trials.MayTry());
        trials.Observe(Start - 86_390 * Second);
        Assert.True(trials.TrySpend(100));
        Assert.False(trials.MayTry());
    }

    [Fact]
    public void No_time_whatsoever_fills_it_past_its_size()
    {
        SharedTrials trials = new(1000);
        foreach (long time in new[] { long.MinValue, 0, long.MaxValue, long.MinValue, long.MaxValue }) trials.Observe(time);
        Assert.True(trials.TrySpend(1000));
        Assert.False(trials.MayTry());
    }

    /// <summary>After a loss a connection goes on with the trials that its own bytes have earned, whatever others spent.</summary>
    [Fact]
    public void What_a_connection_s_own_bytes_have_earned_others_cannot_spend()
    {
        SharedTrials shared = new(1);
        Assert.True(shared.TrySpend(1));
        TrialBudget budget = new(1 << 20, shared);
        Assert.False(budget.TrySpend(100));
        Assert.True(budget.OthersSpentIt);
        budget.Earn(1000);
        Assert.True(budget.MayTry());
        Assert.True(budget.TrySpend(100));
    }

    private static bool IsNotTried(ConnectionSummary connection) => connection.Notes.Contains(SharedTrials.Note(AdviceWording.OfLibrary));

    private static KeyRing Decoys()
    {
        KeyLog log = new();
        log.Add(Encoding.ASCII.GetBytes(string.Join('\n', MissingHelloTests.Decoys(2000))), "log", fromSecretsBlock: false);
        return new KeyRing([], log);
    }

    /// <summary>Connections whose hellos are not there, one after the other.</summary>
    private static (List<ConnectionSummary> Connections, bool RanOut) Run(int count, long spacing, DissectorOptions options)
    {
        Dissection result = new();
        TlsDissector dissector = new(options, Keys, result);
        Random random = new(1);
        long number = 0;
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < 6; j++)
            {
                byte[] record = new byte[5 + 400];
                random.NextBytes(record);
                (record[0], record[1], record[2], record[3], record[4]) = (23, 3, 3, 400 >> 8, 400 & 0xff);
                dissector.Add(new TcpSegment
                {
                    PacketNumber = ++number,
                    Time = new CaptureTime(Start + i * spacing),
                    Source = new IpEndpoint(IpAddress.FromV4([192, 0, 2, 1]), (ushort)(10_000 + i)),
                    Destination = new IpEndpoint(IpAddress.FromV4([192, 0, 2, 2]), 443),
                    Sequence = (uint)(1000 + j * record.Length),
                    Acknowledgment = 1000,
                    Flags = TcpFlags.Ack,
                    Payload = record,
                    PayloadLength = record.Length,
                });
            }
        }

        dissector.Complete();
        return (result.Connections, dissector.TrialsRanOut);
    }
}
