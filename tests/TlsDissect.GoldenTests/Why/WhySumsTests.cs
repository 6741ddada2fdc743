using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Why;

/// <summary><c>why</c> over several captures, and over a part of one.</summary>
public class WhySumsTests
{
    [Fact]
    public void Reasons_of_the_same_words_are_one_count()
    {
        CaptureCase of = CaptureCase.Of("lost-key-exchange");
        string key = Path.Combine(of.Folder, "server.key");

        RunResult result = InProcess.Run(of.Folder, "why", of.Capture, CaptureCase.Of("server-only").Capture, "--apart", "--key", key);

        Assert.EndsWith("; 2 connections lack a part of their handshake", result.Lines[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("why", "No TLS connection is selected.")]
    [InlineData("list", "no connections")]
    [InlineData("stats", "0 connections")]
    public void A_selection_of_nothing_is_not_a_capture_of_nothing(string command, string last)
    {
        CaptureCase of = CaptureCase.Of("rsa-aes128-gcm");

        RunResult result = InProcess.Run(of.Folder, command, of.Capture, "--where", "id == 99");

        Assert.Equal(last, result.Lines[^1]);
        Assert.Equal(0, result.Code);
    }
}
