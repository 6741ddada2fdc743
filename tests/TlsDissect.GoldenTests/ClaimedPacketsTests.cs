using System.Text.Json.Nodes;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests;

/// <summary>Packets that only their connection tells do not count as not dissected.</summary>
public sealed class ClaimedPacketsTests
{
    /// <summary>Cases of which some packets have only short headers, between addresses without a handshake.</summary>
    public static TheoryData<string> Cases() =>
    [
        "quic-mid-stream", "quic-address-changed", "quic-nat-rebinding", "quic-preferred-address",
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_read_is_dissected(string name)
    {
        CaptureCase of = CaptureCase.Of(name);
        foreach (string threads in (string[])["1", "2", "3"])
        {
            RunResult result = InProcess.RunConsole(of.Folder, ["stats", "--threads", threads, "-o", "/dev/null", .. of.Arguments]);
            Assert.DoesNotContain("not dissected", result.Errors, StringComparison.Ordinal);
            Assert.Empty(NotDissected(of, [.. of.Keys, "--threads", threads]));
        }
    }

    [Fact]
    public void Without_a_key_they_are_told_of()
    {
        CaptureCase of = CaptureCase.Of("quic-mid-stream");
        Assert.Equal(["UDP on port 443", "other UDP"], NotDissected(of).Select(entry => (string?)entry!["kind"]));
        Assert.Contains("if it is QUIC, the capture begins after its start: capture from there, or give a key log with --keylog",
            InProcess.RunConsole(of.Folder, ["read", of.Capture, "-o", "/dev/null"]).Errors, StringComparison.Ordinal);
    }

    private static JsonArray NotDissected(CaptureCase of, params string[] options)
    {
        RunResult result = InProcess.Run(of.Folder, ["read", "-q", "--format", "json", .. options, of.Capture]);
        return JsonNode.Parse(result.Text.TrimEnd().Split('\n')[^1])!["not_dissected"]!.AsArray();
    }
}
