using System.Text.Json.Nodes;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Terminal;

public sealed class ReadFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ReadFolderTests()
    {
        Directory.CreateDirectory(_folder["b"]);
        File.Copy(CaptureCase.Of("rsa-aes128-gcm").Capture, _folder["b/one.pcap"]);
        File.Copy(CaptureCase.Of("ipv6").Capture, _folder["a.pcap"]);
        File.Copy(CaptureCase.Of("mutual-tls12").Capture, _folder["c.pcap"]);
        File.WriteAllText(_folder["b/notes.txt"], "no capture");
        File.WriteAllText(_folder["empty"], "");
        File.WriteAllText(_folder[".hidden"], "no capture");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_is_its_captures_in_the_order_of_their_names()
    {
        RunResult folder = InProcess.Run(_folder.Path, "read", "-q", "--format", "json", "--recursive", ".");
        RunResult files = InProcess.Run(_folder.Path, "read", "-q", "--format", "json", "./a.pcap", "./b/one.pcap", "./c.pcap");

        Assert.Equal(0, folder.Code);
        Assert.Equal(3, folder.Lines.Count(line => JsonNode.Parse(line)!["type"]!.ToString() == "connection"));
        Assert.Equal(files.Text, folder.Text);
    }

    [Fact]
    public void A_file_that_is_not_a_capture_is_a_warning()
    {
        RunResult folder = InProcess.Run(_folder.Path, "read", "-q", "-r", ".");

        Assert.Equal(2, folder.ErrorLines.Length);
        Assert.Contains("notes.txt: is not a capture file", folder.Errors, StringComparison.Ordinal);
        Assert.Contains("empty: is empty", folder.Errors, StringComparison.Ordinal);
        Assert.All(folder.ErrorLines, line => Assert.EndsWith("; skipped", line, StringComparison.Ordinal));
    }

    [Fact]
    public void A_named_file_that_is_not_a_capture_is_an_error() =>
        Assert.Equal(1, InProcess.Run(_folder.Path, "read", "-q", "-r", "b/notes.txt", "a.pcap").Code);

    [Fact]
    public void A_folder_needs_to_be_asked_for()
    {
        RunResult result = InProcess.Run(_folder.Path, "read", "b");

        Assert.Equal(2, result.Code);
        Assert.Contains("--recursive", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }
}
