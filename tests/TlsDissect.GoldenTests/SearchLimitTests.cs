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

    /// <summary>None of them is right, and all were tried: to raise the limit would not help.</summary>
    [Theory]
    [InlineData("tls13-server-only", 100)]
    [InlineData("tls12-server-only-keylog", 250)]
    [InlineData("mid-stream-tls13-aes128-gcm", 4)]
    [InlineData("dtls12-server-only", 250)]
    [InlineData("dtls13-server-only", 100)]
    [InlineData("quic-server-only", 8)]
    [InlineData("quic-lost-client-initial", 8)]
    public void A_search_that_ended_is_not(string name, int connections)
    {
        CaptureCase of = CaptureCase.Of(name);
        using TemporaryFolder folder = new();
        File.WriteAllLines(folder["others.log"], Others().Take(9 * connections));
        JsonNode connection = JsonNode.Parse(Assert.Single(
            InProcess.Run(folder.Path, ["read", "-q", "--format", "json", "-l", "others.log", of.Capture]).ConnectionLines))!;
        Assert.Equal("missing_client_hello", (string?)connection["decryption"]!["reason"]);
        Assert.DoesNotContain(connection["decryption"]!["notes"]!.AsArray(),
            note => ((string?)note)!.StartsWith("not all logged secrets were tried:", StringComparison.Ordinal));
    }

    /// <summary>Its first byte is that of a record of DTLS 1.3 without a length.</summary>
    [Fact]
    public void Queries_of_NTP_use_up_nothing()
    {
        CaptureCase of = CaptureCase.Of("mid-stream-tls13-aes128-gcm");
        using TemporaryFolder folder = new();
        File.WriteAllLines(folder["keys.log"], [.. File.ReadAllLines(of.FileNamed(of.Keys[^1])), .. Others()]);
        byte[] capture = File.ReadAllBytes(of.Capture);
        using (FileStream file = File.Create(folder["ntp.pcap"]))
        {
            file.Write(capture.AsSpan(0, 24));
            for (int i = 0; i < 2000; i++) file.Write(NtpQuery(capture.AsSpan(24, 8), (ushort)(1024 + i)));
            file.Write(capture.AsSpan(24));
        }

        Assert.Contains("1 TLS connection, decrypted", InProcess.RunConsole(folder.Path,
            ["read", "-l", "keys.log", "--threads", "1", "--limit", "trials-in-all=16M", "ntp.pcap", "-o", "/dev/null"]).Errors,
            StringComparison.Ordinal);
    }

    /// <summary>A packet of a pcap file: Ethernet, IPv4 and UDP.</summary>
    private static byte[] NtpQuery(ReadOnlySpan<byte> time, ushort port) =>
    [
        .. time, 90, 0, 0, 0, 90, 0, 0, 0,
        .. new byte[12], 8, 0,
        0x45, 0, 0, 76, 0, 0, 0, 0, 64, 17, 0, 0, 192, 0, 2, 1, 192, 0, 2, 2,
        (byte)(port >> 8), (byte)port, 0, 123, 0, 56, 0, 0,
        0x23, .. new byte[47],
    ];

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
