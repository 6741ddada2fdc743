using System.Text.Json.Nodes;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests;

/// <summary>The warning that the bound of trial work over all connections was reached.</summary>
public sealed class TrialWarningTests
{
    private const int Hosts = 8;

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    public void A_run_warns_once_and_the_connections_say_it_in_their_notes(string threads)
    {
        // Each connection searches the key log for its secrets.
        using ManyHosts capture = new(CaptureCase.Of("encrypted-client-hello"), Hosts);

        RunResult bounded = capture.Read("--limit", "trials-in-all=1", "--threads", threads);

        Assert.Equal(0, bounded.Code);
        JsonNode warning = Assert.Single(Contract.Warnings(bounded));
        Assert.Contains("used up the limit of trials (1 bytes); raise --limit trials-in-all=SIZE", (string?)warning["text"],
            StringComparison.Ordinal);
        Assert.Single(bounded.ErrorLines, line => line.Contains("--limit trials-in-all", StringComparison.Ordinal));
        JsonNode[] connections = Contract.Connections(bounded);
        Assert.Equal(Hosts, connections.Length);
        Assert.InRange(connections.Count(IsNotTried), Hosts - int.Parse(threads), Hosts);
    }

    [Fact]
    public void Without_need_nothing_is_said()
    {
        using ManyHosts capture = new(CaptureCase.Of("encrypted-client-hello"), Hosts);

        RunResult result = capture.Read("--threads", "2");

        Assert.Empty(Contract.Warnings(result));
        Assert.DoesNotContain("trials-in-all", result.Errors, StringComparison.Ordinal);
        Assert.All(Contract.Connections(result), connection => Assert.Equal("decrypted", (string?)connection["decryption"]!["status"]));
    }

    /// <summary>The sentence comes from the library, the names of the options from the program.</summary>
    [Fact]
    public void A_connection_whose_own_bound_is_used_up_names_the_option()
    {
        using ManyHosts capture = new(CaptureCase.Of("encrypted-client-hello"), 1);

        JsonNode connection = Assert.Single(Contract.Connections(capture.Read("--max-trials", "1")));

        Assert.Contains("not all logged secrets were tried: --limit trials of 1 bytes was reached; raise it",
            connection["decryption"]!["notes"]!.AsArray().Select(note => (string?)note));
    }

    private static bool IsNotTried(JsonNode connection) =>
        connection["decryption"]!["notes"]!.AsArray()
            .Any(note => ((string?)note)!.Contains("reached --limit trials-in-all", StringComparison.Ordinal));
}
