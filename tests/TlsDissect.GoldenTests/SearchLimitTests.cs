using System.Text.Json.Nodes;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests;

/// <summary>A key log with more secrets than are tried on a connection without its ClientHello.</summary>
public sealed class SearchLimitTests
{
    private const string Cut = "the ClientHello is not in the capture, so that all logged secrets are tried, and the limit on trial " +
        "decryption (--limit trials, --limit trials-in-all) was reached before; raise it, give fewer secrets, or capture from the " +
        "start of the connection";

    /// <summary>Cases whose secrets are found by trial.</summary>
    public static TheoryData<string> FoundByTrial() =>
    [
        "mid-stream-tls13-aes128-gcm", "mid-stream-tls13-chacha20", "tls12-lost-client-hello-keylog", "tls12-server-only-keylog",
        "tls13-server-only", "quic-lost-client-initial", "quic-server-only", "dtls12-server-only",
        "dtls13-server-only",
    ];

    [Theory]
    [MemberData(nameof(FoundByTrial))]
    public void A_search_that_was_cut_short_is_the_reason(string name)
    {
        CaptureCase of = CaptureCase.Of(name);
        using TemporaryFolder folder = new();
        File.WriteAllLines(folder["long.log"], [.. Others(), .. File.ReadAllLines(of.FileNamed(of.Keys[^1]))]);
        string capture = of.Capture;

        JsonNode cut = Read("-l", "long.log", capture);
        Assert.Equal("not_tried", (string?)cut["decryption"]!["reason"]);
        Assert.Contains("not all logged secrets were tried: --limit trials of 4194304 bytes was reached; raise it",
            cut["decryption"]!["notes"]!.AsArray().Select(note => (string?)note));
        Assert.Contains(Cut, InProcess.Run(folder.Path, "read", "-q", "-l", "long.log", capture).Text, StringComparison.Ordinal);
        Assert.Contains("\"helps\":[\"limit\",\"capture\"]",
            InProcess.Run(folder.Path, "why", "-q", "--format", "json", "-l", "long.log", capture).Text, StringComparison.Ordinal);

        JsonNode all = Read("-l", "long.log", "--limit", "trials-in-all=1", capture);
        Assert.Equal("not_tried", (string?)all["decryption"]!["reason"]);

        JsonNode raised = Read("-l", "long.log", "--limit", "trials=1G", "--limit", "trials-in-all=8G", capture);
        Assert.Equal("keylog", (string?)raised["decryption"]!["secret"]);

        JsonNode Read(params string[] arguments) =>
            JsonNode.Parse(Assert.Single(InProcess.Run(folder.Path, ["read", "-q", "--format", "json", .. arguments]).ConnectionLines))!;
    }

    /// <summary>Secrets of connections that no capture has, as the log of a browser has thousands.</summary>
    private static IEnumerable<string> Others()
    {
        string[] labels = ["CLIENT_HANDSHAKE_TRAFFIC_SECRET", "SERVER_HANDSHAKE_TRAFFIC_SECRET", "CLIENT_TRAFFIC_SECRET_0",
            "SERVER_TRAFFIC_SECRET_0"];
        for (int connection = 0; connection < 8000; connection++)
        {
            string random = connection.ToString("x64");
            foreach (string label in labels)
            {
                yield return $"{label} {random} {connection.ToString("x64")}";
                yield return $"{label} {(connection + 8000).ToString("x64")} {connection.ToString("x96")}";
            }

            yield return $"CLIENT_RANDOM {random} {connection.ToString("x96")}";
        }
    }
}
