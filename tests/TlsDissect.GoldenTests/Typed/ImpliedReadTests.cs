using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Typed;

/// <summary><c>tlsdissect capture.pcap</c> reads it.</summary>
public sealed class ImpliedReadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _expected;

    public ImpliedReadTests()
    {
        CaptureCase rsa = CaptureCase.Of("rsa-aes128-gcm");
        foreach (string name in new[] { "capture.pcap", "read", "live", "-x.pcap", "@x.pcap", "[x]", "--data", "folder/one.pcap" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
            File.Copy(rsa.Capture, _folder[name]);
        }

        File.Copy(rsa.FileNamed("server.key"), _folder["server.key"]);
        _expected = Run("read -k server.key capture.pcap").Text;
        Assert.Contains("TLS 1.2", _expected, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("capture.pcap -k server.key")]
    [InlineData("-k server.key capture.pcap")]
    [InlineData("-k server.key -- capture.pcap")]
    [InlineData("-k server.key read capture.pcap")]
    [InlineData("--key=server.key capture.pcap")]
    [InlineData("read -k server.key read")]
    [InlineData("-k server.key read -- read")]
    [InlineData("-k server.key -- read")]
    [InlineData("./read -k server.key")]
    [InlineData("-k server.key -- live")]
    [InlineData("-k server.key -- -x.pcap")]
    [InlineData("-k server.key -- --data")]
    [InlineData("read -k server.key -- -x.pcap")]
    [InlineData("@x.pcap -k server.key")]
    [InlineData("[x] -k server.key")]
    [InlineData("-k server.key - <capture.pcap")]
    [InlineData("- -k server.key <capture.pcap")]
    [InlineData("-r folder -k server.key")]
    public void A_capture_is_read(string typed)
    {
        RunResult run = Run(typed);

        Assert.True(run.Code == 0, run.Errors);
        // Its name is part of the text.
        Assert.Equal(_expected, run.Text);
    }

    [Fact]
    public void Several_captures_are_read_as_one_stream() =>
        Assert.Equal(Run("read capture.pcap ./live --format json").Text, Run("capture.pcap ./live --format json").Text);

    [Fact]
    public void A_command_wins_over_a_file_of_its_name() =>
        Assert.Contains("live needs an interface: -i NAME", Assert.Single(Run("live").ErrorLines), StringComparison.Ordinal);

    [Theory]
    [InlineData(1, "tlsdissect: caputre.pcap: no such file", "caputre.pcap")]
    [InlineData(1, "tlsdissect: wat: no such file", "wat")]
    [InlineData(1, "tlsdissect: no/folder: no such file", "-r no/folder")]
    [InlineData(1, "tlsdissect: wat.pcap: no such file", "-f tcp wat.pcap")]
    [InlineData(2, "tlsdissect: raed: no such file or command. Did you mean 'read'? See 'tlsdissect --help'.", "raed capture.pcap")]
    [InlineData(2, "tlsdissect: raed: no such file or command. Did you mean 'read'? See 'tlsdissect --help'.", "-d raed capture.pcap")]
    public void A_name_that_is_neither_is_told(int code, string line, string typed)
    {
        RunResult run = Run(typed);

        Assert.Equal((code, line), (run.Code, run.ErrorLines[0]));
        Assert.Empty(run.Output);
    }

    [Theory]
    [InlineData("help", "--help")]
    [InlineData("", "--help")]
    [InlineData("help read", "read --help")]
    [InlineData("help export", "export --help")]
    [InlineData("help export pcap", "export pcap --help")]
    [InlineData("capture.pcap --help", "read --help")]
    public void Help_is_a_command_too(string typed, string same)
    {
        RunResult run = Run(typed);

        Assert.Equal((0, Run(same).Text, ""), (run.Code, run.Text, run.Errors));
    }

    [Theory]
    [InlineData("help raed", "unknown command or topic 'raed'. Did you mean 'read'?")]
    [InlineData("help export wat", "unknown command 'wat'")]
    public void Help_for_what_is_not_a_command_is_an_error(string typed, string line)
    {
        RunResult run = Run(typed);

        Assert.Equal(2, run.Code);
        Assert.Contains(line, Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    private RunResult Run(string typed) => Spawned.Shell(_folder.Path, $"set -f; \"$TLSDISSECT\" {typed}");
}
