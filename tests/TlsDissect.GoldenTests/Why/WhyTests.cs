using System.Globalization;
using System.Text;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Why;

/// <summary><c>why</c> as a whole: what helps where no key is given or none helps, and how it is written.</summary>
public sealed class WhyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_keys_it_says_what_would_decrypt()
    {
        RunResult result = WhyRuns.Of("rsa-aes128-gcm");

        Assert.Equal(
            [
                "No keys were given, and the capture has no secrets of its own.",
                "connection  client  server  protocol  decrypted",
                "1  127.0.0.1:38396  server.example (127.0.0.1:443)  TLS 1.2, RSA  no: RSA key exchange; provide the server's " +
                    $"private key (--key) or a key log (--keylog); its certificate is {WhyRuns.Server}",
                $"1 connection needs the private key of {WhyRuns.Server} (--key).",
            ],
            result.Lines);
        Assert.Equal((0, "tlsdissect: 17 packets, 1 TLS connection, not decrypted (no_key)\n"), (result.Code, result.Errors));
    }

    [Fact]
    public void A_capture_that_starts_later_lacks_a_part_of_the_handshake() =>
        Assert.StartsWith("1 connection lacks a part of the handshake: ", WhyRuns.Of("mid-stream", "--key", "server.key").Lines[^1],
            StringComparison.Ordinal);

    [Theory]
    [InlineData("unsupported-gost", "1 connection cannot be decrypted with any key: see the table.")]
    [InlineData("tls12-rsa-null-sha", "Nothing was sent encrypted, so there is nothing to decrypt.")]
    public void It_says_where_no_key_helps(string name, string last) => Assert.Equal(last, WhyRuns.Of(name).Lines[^1]);

    [Fact]
    public void A_capture_without_TLS_says_so()
    {
        CaptureCase of = CaptureCase.Of("rsa-aes128-gcm");
        File.WriteAllBytes(_folder["tcp.pcap"], PcapEdit.Part(File.ReadAllBytes(of.Capture), 0, 3));

        RunResult result = InProcess.Run(of.Folder, "why", _folder["tcp.pcap"]);

        Assert.Equal("The capture has no TLS connections.", result.Lines[^1]);
    }

    /// <summary>The name of a file and an identity of the command line are outside text, too.</summary>
    [Fact]
    public void Hostile_names_reach_no_terminal()
    {
        const string Hostile = "k\u001b[2J\u202e.log";
        File.Copy(CaptureCase.Of("psk-tls12").FileNamed("expected.jsonl"), _folder[Hostile]);
        byte[] capture = File.ReadAllBytes(CaptureCase.Of("psk-tls12").Capture);
        Replace(capture, "server.example"u8, "srv\u001b]0;x\u0007mple!"u8);
        Replace(capture, "alice"u8, "a\u001b[2J"u8);
        File.WriteAllBytes(_folder["hostile.pcap"], capture);

        foreach (string[] more in new string[][] { [], ["--width", "60"], ["--width", "300"], ["--format", "json"] })
        {
            string text = InProcess.Run(_folder.Path,
                ["why", "hostile.pcap", "--keylog", Hostile, "--psk", "\u001b[31mbob=00", .. more]).Text;
            Assert.DoesNotContain(text, c => c != '\n' && char.IsControl(c));
            Assert.DoesNotContain('\u202e', text);
            Assert.Contains("x1b]0;x".Replace("x1b", more is ["--format", ..] ? "u001B" : "x1b", StringComparison.Ordinal), text,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Alike_connections_share_a_row_and_selected_ones_have_their_own()
    {
        RunResult grouped = WhyRuns.Of("refused-tls");
        string[] all =
            [.. WhyRuns.Json("refused-tls").Where(line => (string?)line["type"] == "connection_key").Select(line => $"{line["id"]}")];
        RunResult selected = WhyRuns.Of("refused-tls", [.. all.SelectMany(id => new[] { "--id", id })]);

        Assert.Equal(24, all.Length);
        Assert.StartsWith("1, 20, 39 and 21 more  127.0.0.1  server.example (127.0.0.1:25) and 23 more servers  TLS 1.2, RSA ",
            grouped.Lines[2], StringComparison.Ordinal);
        Assert.Equal(4, grouped.Lines.Length);
        Assert.Equal(all, selected.Lines.Skip(2).SkipLast(1).Select(line => line.Split(' ')[0]));
    }

    [Theory]
    [InlineData("40")]
    [InlineData("80")]
    [InlineData("120")]
    [InlineData("200")]
    public void Lines_fit_the_width(string width)
    {
        RunResult result = WhyRuns.Of("wrong-key", "--key", "other.key", "--width", width);

        Assert.All(result.Lines, line => Assert.InRange(line.Length, 1, int.Parse(width, CultureInfo.InvariantCulture)));
        Assert.Equal(width == "200", result.Text.Contains("│ connection", StringComparison.Ordinal));
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bytes()
    {
        string[] names = ["refused-tls", "judged-stacks", "mozilla-modern", "f5-trailer", "late-secrets", "resumed-by-id"];
        string[] captures = [.. names.Select(name => CaptureCase.Of(name).Capture)];
        string key = CaptureCase.Of("rsa-aes128-gcm").FileNamed("server.key");
        foreach (string[] format in new string[][] { [], ["--format", "json"], ["--apart"] })
        {
            string One(string threads) =>
                InProcess.Run(_folder.Path, ["why", .. captures, "--key", key, .. format, "--threads", threads]).Text;
            string one = One("1");
            Assert.All(["2", "3", "7"], threads => Assert.Equal(one, One(threads)));
        }
    }

    [Fact]
    public void Exit_codes_are_those_of_read()
    {
        string folder = CaptureCase.Of("ecdhe-rsa-key").Folder;
        int Code(params string[] arguments) =>
            InProcess.RunConsole(folder, ["why", "--quiet", "-o", _folder["out"], "--force", .. arguments]).Code;

        Assert.Equal(0, Code("capture.pcap"));
        Assert.Equal(4, Code("capture.pcap", "--key", "server.key", "--fail-on", "undecrypted"));
        Assert.Equal(1, Code("missing.pcap"));
        Assert.Equal(2, Code("capture.pcap", "--key", "missing.key"));
        Assert.Equal(1, Code("capture.pcap", "--id", "2"));
    }

    private static void Replace(byte[] content, ReadOnlySpan<byte> old, ReadOnlySpan<byte> by)
    {
        Assert.Equal(old.Length, by.Length);
        int at = content.AsSpan().IndexOf(old);
        Assert.True(at > 0, Encoding.ASCII.GetString(old));
        by.CopyTo(content.AsSpan(at));
    }
}
