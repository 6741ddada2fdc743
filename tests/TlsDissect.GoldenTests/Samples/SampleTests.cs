using TlsDissect.GoldenTests.Live;
using TlsDissect.GoldenTests.Packages;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Samples;

/// <summary>The programs of samples/ do what their first lines say.</summary>
public sealed class SampleTests(LiveNetwork network) : IClassFixture<LiveNetwork>
{
    [Fact]
    public void ListConnections_lists_a_capture()
    {
        CaptureCase capture = CaptureCase.Of("rsa-aes128-gcm");

        RunResult closed = Run("ListConnections", capture.Capture);
        RunResult open = Run("ListConnections", capture.Capture, capture.FileNamed("server.key"));

        Assert.Equal((0, ""), (closed.Code, closed.Errors));
        Assert.Contains("Tls12 TLS_RSA_WITH_AES_128_GCM_SHA256\n    established; None, 0 bytes from the server\n    RSA key exchange; " +
            "provide the server's private key or a key log\n", closed.Text, StringComparison.Ordinal);
        Assert.EndsWith("    established; Decrypted, 172 bytes from the server\n", open.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void ListConnections_names_the_file_that_it_cannot_read()
    {
        CaptureCase capture = CaptureCase.Of("rsa-aes128-gcm");
        string key = capture.FileNamed("server.key");

        foreach (string[] arguments in (string[][])[[key], [capture.Capture, capture.FileNamed("missing.key")],
            [capture.FileNamed("missing.pcap"), key]])
        {
            RunResult result = Run("ListConnections", arguments);
            Assert.Equal((1, ""), (result.Code, result.Text));
            Assert.Matches($"^{Path.GetDirectoryName(key)}/(server.key|missing.key|missing.pcap): [^\n]+\n$", result.Errors);
        }
    }

    [Fact]
    public void JudgeConnections_lists_findings_and_broken_rules()
    {
        CaptureCase capture = CaptureCase.Of("rsa-aes128-gcm");
        RunResult bad = Run("JudgeConnections", capture.Capture, "mozilla-intermediate");
        Assert.Equal((4, ""), (bad.Code, bad.Errors));
        Assert.Contains("    Medium no_forward_secrecy: TLS_RSA_WITH_AES_128_GCM_SHA256 has no forward secrecy\n", bad.Text);
        Assert.Contains("    breaks cipher_suites: TLS_RSA_WITH_AES_128_GCM_SHA256 was agreed on\n", bad.Text);

        CaptureCase good = CaptureCase.Of("key-share-x25519mlkem768");
        Assert.Equal(0, Run("JudgeConnections", good.Capture, "nist-800-52r2", good.FileNamed("keys.log")).Code);
        RunResult unknown = Run("JudgeConnections", good.Capture, "nist-800-52r2");
        Assert.EndsWith("    policy: not known: the server's certificate_verify was not read\n", unknown.Text);

        RunResult missing = Run("JudgeConnections", capture.Capture, "no-policy");
        Assert.Equal((1, ""), (missing.Code, missing.Text));
        Assert.Single(missing.Errors.TrimEnd().Split('\n'));
    }

    [Fact]
    public void PlaintextToFiles_writes_the_plaintext_of_one_server()
    {
        CaptureCase capture = CaptureCase.Of("tls13-aes128-gcm");
        using TemporaryFolder folder = new();

        RunResult result = Run("PlaintextToFiles", capture.Capture, capture.FileNamed("keys.log"), "server.example", folder["one"]);
        RunResult other = Run("PlaintextToFiles", capture.Capture, capture.FileNamed("keys.log"), "other.example", folder["other"]);

        Assert.Equal("1 connections, 1 decrypted, 2 files\n", result.Text);
        foreach (string side in (string[])["client", "server"])
        {
            RunResult expected =
                OtherProcess.Tlsdissect(null, "follow", "--keylog", capture.FileNamed("keys.log"), capture.Capture, "1", "--from", side,
                    "--as", "raw");
            Assert.Equal(0, expected.Code);
            Assert.NotEmpty(expected.Output);
            Assert.Equal(expected.Output, File.ReadAllBytes(Path.Combine(folder["one"], $"1-{side}.bin")));
        }

        Assert.Equal("1 connections, 1 decrypted, 0 files\n", other.Text);
        Assert.Empty(Directory.EnumerateFiles(folder["other"]));
    }

    [NeedsFact("libpcap")]
    public void LiveWithSharpPcap_reads_a_file()
    {
        CaptureCase capture = CaptureCase.Of("tls13-aes128-gcm");

        RunResult result = Run("LiveWithSharpPcap", capture.Capture, capture.FileNamed("keys.log"));

        Assert.Equal((0, ""), (result.Code, result.Errors));
        Assert.Contains("Tls13 TLS_AES_128_GCM_SHA256\n", result.Text, StringComparison.Ordinal);
        Assert.EndsWith(", 1 TLS connections, 1 decrypted\n", result.Text, StringComparison.Ordinal);
    }

    [LiveFact]
    public void LiveWithSharpPcap_shows_a_handshake_on_an_interface()
    {
        network.Serve(4471, Path.Combine(LiveNetwork.Keys, "www"));
        using LiveProgram program = LiveProgram.StartOther(network.Client, "dotnet", Sample("LiveWithSharpPcap"), LiveNetwork.Wire);
        program.Until(() => program.Output.Contains("press Enter", StringComparison.Ordinal));

        network.Fetch(4471, "hello.html", "--tls-max", "1.2");
        program.Until(() => program.Output.Contains("established", StringComparison.Ordinal));
        program.PressEnter();
        RunResult result = program.WaitForEnd();

        Assert.Equal((0, ""), (result.Code, result.Errors));
        Assert.Matches("Tls12 TLS_ECDHE_RSA_WITH_[A-Z0-9_]+\n", result.Text);
        Assert.Contains(" 1 TLS connections, 0 decrypted\n", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_number_of_arguments_gives_the_usage()
    {
        foreach (string name in (string[])["ListConnections", "JudgeConnections", "PlaintextToFiles", "LiveWithSharpPcap"])
        {
            RunResult result = Run(name);
            Assert.Equal((2, ""), (result.Code, result.Text));
            Assert.StartsWith($"usage: {name} ", result.Errors, StringComparison.Ordinal);
        }
    }

    private static RunResult Run(string name, params string[] arguments) =>
        OtherProcess.Run("dotnet", Repository.Root, null, [Sample(name), .. arguments]);

    /// <summary>Built with these tests.</summary>
    private static string Sample(string name) =>
        Path.Combine(Repository.Root, "samples", name, "bin", DotnetCommand.Configuration, "net10.0", $"{name}.dll");
}
