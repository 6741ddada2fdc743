using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Export;

public sealed class KeyLogExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [NeedsTheory("tshark")]
    [InlineData("rsa-aes128-gcm", 1)]
    [InlineData("resumed-by-ticket", 2)]
    [InlineData("resumed-by-id", 2)]
    [InlineData("psk-tls12", 1)]
    [InlineData("tls10-rsa-aes128-sha", 1)]
    [InlineData("tls13-aes128-gcm", 1)]
    [InlineData("mutual-tls13", 1)]
    public void Tshark_decrypts_with_the_exported_lines_alone(string name, int requests)
    {
        string log = _folder["keys.log"];

        Assert.Equal(0, Exports.Of("keylog", name, log).Code);

        string[] http = Exports.Http(CaptureCase.Of(name).Capture, "-o", $"tls.keylog_file:{log}");
        Assert.True(http.Count(line => line.StartsWith('/')) >= requests, string.Join('\n', http));
    }

    [NeedsFact("tshark")]
    public void Both_handshakes_of_a_renegotiation_are_open()
    {
        Exports.Of("keylog", "renegotiation-tls12", _folder["keys.log"]);

        Assert.Equal(2, File.ReadLines(_folder["keys.log"]).Count());
        string capture = CaptureCase.Of("renegotiation-tls12").Capture;
        RunResult finished =
            OtherProcess.Tshark("-r", capture, "-o", $"tls.keylog_file:{_folder["keys.log"]}", "-Y", "tls.handshake.type == 20");
        Assert.Equal(4, finished.Lines.Length);
    }

    [Fact]
    public void Tls_13_has_a_line_for_each_traffic_secret_that_was_used()
    {
        Exports.Of("keylog", "tls13-aes128-gcm", _folder["keys.log"]);

        string[] labels = [.. File.ReadLines(_folder["keys.log"]).Select(line => line.Split(' ')[0]).Order(StringComparer.Ordinal)];
        Assert.Equal(["CLIENT_HANDSHAKE_TRAFFIC_SECRET", "CLIENT_TRAFFIC_SECRET_0", "SERVER_HANDSHAKE_TRAFFIC_SECRET",
            "SERVER_TRAFFIC_SECRET_0"], labels);
    }

    [Fact]
    public void Only_its_owner_may_read_it()
    {
        Exports.Of("keylog", "rsa-aes128-gcm", _folder["keys.log"]);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, Exports.Mode(_folder["keys.log"]));
    }

    [Fact]
    public void A_file_that_exists_stays_unless_forced()
    {
        File.WriteAllText(_folder["keys.log"], "mine");

        RunResult refused = Exports.Of("keylog", "rsa-aes128-gcm", _folder["keys.log"]);

        Assert.Equal(2, refused.Code);
        Assert.Contains("--force", Assert.Single(refused.ErrorLines), StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(_folder["keys.log"]));

        Assert.Equal(0, Exports.Of("keylog", "rsa-aes128-gcm", _folder["keys.log"], "--force").Code);
        Assert.StartsWith("CLIENT_RANDOM ", File.ReadAllText(_folder["keys.log"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_no_secret_opened_anything_no_file_appears()
    {
        RunResult result = Exports.Of("keylog", "no-key", _folder["keys.log"]);

        Assert.Equal(1, result.Code);
        Assert.Contains("no secret decrypted anything", result.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_capture_that_is_not_there_is_told_once()
    {
        RunResult result = InProcess.RunConsole(_folder.Path, ["export", "keylog", "none.pcap", "-q", "-o", _folder["keys.log"]]);

        Assert.Equal(1, result.Code);
        Assert.Equal("tlsdissect: none.pcap: no such file", Assert.Single(result.ErrorLines));
    }

    [Fact]
    public void Standard_output_is_written_to_for_a_dash()
    {
        CaptureCase of = CaptureCase.Of("rsa-aes128-gcm");

        RunResult result = OtherProcess.Tlsdissect(null, "export", "keylog", of.Capture, "-k", of.FileNamed("server.key"), "-o", "-");

        Assert.StartsWith("CLIENT_RANDOM ", Assert.Single(result.Lines), StringComparison.Ordinal);
    }
}
