using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Export;

/// <summary>Programs that know nothing of TLS read what was exported.</summary>
public sealed class OtherProgramsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [NeedsFact("tshark")]
    public void Tshark_reads_http_2_on_the_port_that_alpn_gives_it()
    {
        Assert.Equal(0, Exports.Of("pcap", "http2", _folder["plain.pcap"]).Code);

        Assert.Equal(["80\t/hello.html"],
            OtherProcess.Tshark("-r", _folder["plain.pcap"], "-Y", "http2.headers.path", "-T", "fields", "-e", "tcp.dstport", "-e",
                "http2.headers.path").Lines);
        Assert.Equal(["80\t200"],
            OtherProcess.Tshark("-r", _folder["plain.pcap"], "-Y", "http2.headers.status", "-T", "fields", "-e", "tcp.srcport", "-e",
                "http2.headers.status").Lines);
        Assert.Empty(
            OtherProcess.Tshark("-r", _folder["plain.pcap"], "-o", "tcp.check_checksum:TRUE", "-Y",
                "tcp.checksum.status != 1 || tcp.analysis.flags || _ws.malformed").Lines);
    }

    [Fact]
    public void Follow_shows_what_http_2_is_made_of()
    {
        CaptureCase http2 = CaptureCase.Of("http2");
        byte[] client = InProcess.Run(http2.Folder, ["follow", .. http2.Arguments, "1", "--from", "client", "--as", "raw"]).Output;
        byte[] server = InProcess.Run(http2.Folder, ["follow", .. http2.Arguments, "1", "--from", "server", "--as", "raw"]).Output;

        // The preface (RFC 9113 §3.4), then frames: three bytes of length, type, flags, stream.
        byte[] preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray();
        Assert.Equal(preface, client[..preface.Length]);
        Assert.Contains((byte)1, FrameTypes(client.AsSpan(preface.Length)));
        Assert.Contains((byte)0, FrameTypes(server));
        Assert.Contains("Hello from inside TLS", System.Text.Encoding.UTF8.GetString(server), StringComparison.Ordinal);
    }

    [NeedsTheory("tcpflow")]
    [InlineData("rsa-aes128-gcm")]
    [InlineData("large-transfer")]
    [InlineData("ipv6")]
    public void Tcpflow_puts_together_what_follow_shows(string name)
    {
        CaptureCase of = CaptureCase.Of(name);
        Exports.Of("pcap", name, _folder["plain.pcap"]);

        RunResult result = OtherProcess.Run("tcpflow", _folder.Path, null, "-o", "flows", "-r", _folder["plain.pcap"]);

        Assert.True(result.Code == 0, result.Errors);
        byte[][] flows =
            [.. Directory.GetFiles(_folder["flows"]).Where(file => !file.EndsWith(".xml", StringComparison.Ordinal))
                .Select(File.ReadAllBytes)];
        foreach (string side in new[] { "client", "server" })
            Assert.Contains(InProcess.Run(of.Folder, ["follow", .. of.Arguments, "1", "--from", side, "--as", "raw"]).Output, flows);
    }

    public void Dispose() => _folder.Dispose();

    private static List<byte> FrameTypes(ReadOnlySpan<byte> frames)
    {
        List<byte> types = [];
        while (frames.Length >= 9)
        {
            int length = frames[0] << 16 | frames[1] << 8 | frames[2];
            types.Add(frames[3]);
            frames = frames[Math.Min(frames.Length, 9 + length)..];
        }

        Assert.True(frames.IsEmpty);
        return types;
    }
}
