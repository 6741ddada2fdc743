using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests;

/// <summary>Threads share the work by flow: a session that is resumed in another flow is found, but only if it came before.</summary>
public class SharedFlowTests
{
    private const int Pairs = 40;

    /// <summary>By session ID, by the ticket of TLS 1.2, and by that of TLS 1.3.</summary>
    public static TheoryData<string> Resumptions => ["resumed-by-id", "resumed-by-ticket", "tls13-psk-ke-resumption"];

    [Theory]
    [MemberData(nameof(Resumptions))]
    public void A_session_is_found_in_another_threads_part(string name)
    {
        using ResumedFlows flows = new(CaptureCase.Of(name), Pairs, ResumedFlows.InOrder);
        Assert.Equal(2 * Pairs, Decrypted(SameForAnyThreads(flows)));
    }

    [Theory]
    [MemberData(nameof(Resumptions))]
    public void A_session_that_begins_after_it_was_resumed_is_not_found(string name)
    {
        using ResumedFlows flows = new(CaptureCase.Of(name), Pairs, ResumedFlows.Reversed);
        Assert.Equal(Pairs, Decrypted(SameForAnyThreads(flows)));
    }

    [Theory]
    [MemberData(nameof(Resumptions))]
    public void A_session_is_found_from_the_packet_on_that_verified_its_secret(string name)
    {
        int found = 0;
        for (int seed = 0; seed < 5; seed++)
        {
            using ResumedFlows flows = new(CaptureCase.Of(name), Pairs, ResumedFlows.Shuffled(seed));
            found += Decrypted(SameForAnyThreads(flows));
        }

        // Some come too early and some do not: else the order would not be tested.
        Assert.InRange(found, 5 * Pairs + 1, 5 * 2 * Pairs - 1);
    }

    [Fact]
    public void Sessions_past_the_bound_are_forgotten_by_all_threads_alike()
    {
        using ResumedFlows flows = new(CaptureCase.Of("resumed-by-id"), Pairs, ResumedFlows.InOrder);
        string one = SameForAnyThreads(flows, "--max-sessions", $"{Pairs / 2}");
        Assert.Equal(Pairs + Pairs / 2, Decrypted(one));
    }

    private static string SameForAnyThreads(ResumedFlows flows, params string[] options)
    {
        string one = flows.Read([.. options, "--threads", "1"]).Text;
        foreach (string threads in new[] { "2", "3", "7" }) Assert.Equal(one, flows.Read([.. options, "--threads", threads]).Text);
        return one;
    }

    private static int Decrypted(string lines) =>
        lines.Split('\n').Count(line => line.Contains("\"status\":\"decrypted\"", StringComparison.Ordinal));
}
