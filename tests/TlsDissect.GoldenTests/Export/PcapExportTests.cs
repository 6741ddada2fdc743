using TlsDissect.Capture;
using TlsDissect.Capture.Network;
using TlsDissect.Cli.Export;
using TlsDissect.GoldenTests.Running;
using TlsDissect.Protocol;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.GoldenTests.Export;

public sealed class PcapExportTests : IDisposable
{
    private static readonly string[] Checked = ["-o", "tcp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [NeedsTheory("tshark")]
    [InlineData("rsa-aes128-gcm", "plain.pcap")]
    [InlineData("ipv6", "plain.pcapng")]
    [InlineData("large-transfer", "plain.pcap")]
    [InlineData("tls13-aes128-gcm", "plain.pcapng")]
    [InlineData("resumed-by-ticket", "plain.pcap")]
    [InlineData("reordered", "plain.pcap")]
    public void Tshark_reads_the_http_without_a_key_and_finds_nothing_wrong_with_the_packets(string name, string file)
    {
        Assert.Equal(0, Exports.Of("pcap", name, _folder[file]).Code);

        string[] http = Exports.Http(_folder[file]);
        Assert.Contains(http, line => line.StartsWith('/'));
        Assert.Contains(http, line => line.EndsWith("\t200", StringComparison.Ordinal));
        const string Wrong = "tcp.checksum.status != 1 || ip.checksum.status == 0 || tcp.analysis.flags || _ws.malformed || " +
            "_ws.expert.severity >= 6291456";
        Assert.Empty(OtherProcess.Tshark(["-r", _folder[file], .. Checked, "-Y", Wrong]).Lines);
    }

    [Theory]
    [InlineData("rsa-aes128-gcm", 1500)]
    [InlineData("large-transfer", 1500)]
    [InlineData("large-transfer", 576)]
    [InlineData("ipv6", 1280)]
    [InlineData("large-transfer", 65535)]
    public void Each_side_says_what_follow_shows_in_packets_that_fit(string name, int mtu)
    {
        CaptureCase of = CaptureCase.Of(name);
        Exports.Of("pcap", name, _folder["plain.pcap"], "--mtu", $"{mtu}");

        List<Packet> packets = Packets(_folder["plain.pcap"]);
        foreach ((string side, bool fromServer) in new[] { ("client", false), ("server", true) })
        {
            byte[] expected = InProcess.Run(of.Folder, ["follow", of.Capture, "1", .. of.Keys, "--from", side, "--as", "raw"]).Output;
            Assert.NotEmpty(expected);
            Assert.Equal(expected, packets.Where(p => p.FromServer == fromServer).SelectMany(p => p.Payload));
        }

        Assert.All(packets, packet => Assert.True(packet.Length <= mtu + 14));
    }

    [Fact]
    public void A_conversation_goes_from_syn_to_fin_without_a_hole_in_its_numbers()
    {
        Exports.Of("pcap", "large-transfer", _folder["plain.pcap"]);

        List<Packet> packets = Packets(_folder["plain.pcap"]);
        Assert.Equal(TcpFlags.Syn, packets[0].Flags);
        Assert.Equal(TcpFlags.Syn | TcpFlags.Ack, packets[1].Flags);
        Assert.Equal(2, packets.Count(p => (p.Flags & TcpFlags.Fin) != 0));
        foreach (IGrouping<bool, Packet> side in packets.GroupBy(p => p.FromServer))
        {
            uint next = side.First().Sequence;
            foreach (Packet packet in side)
            {
                Assert.Equal(next, packet.Sequence);
                next += (uint)packet.Payload.Length + ((packet.Flags & (TcpFlags.Syn | TcpFlags.Fin)) != 0 ? 1u : 0);
            }
        }
    }

    [Fact]
    public void Data_has_the_time_of_its_record()
    {
        CaptureCase of = CaptureCase.Of("rsa-aes128-gcm");
        Exports.Of("pcap", "rsa-aes128-gcm", _folder["plain.pcap"]);

        HashSet<string> captured = [.. Packets(of.Capture).Select(p => p.Time)];
        Assert.All(Packets(_folder["plain.pcap"]), packet => Assert.Contains(packet.Time, captured));
    }

    [NeedsFact("tshark")]
    public void Lost_bytes_are_a_hole_in_the_sequence_numbers()
    {
        Exports.Of("pcap", "lossy", _folder["plain.pcap"]);

        Assert.NotEmpty(OtherProcess.Tshark("-r", _folder["plain.pcap"], "-Y", "tcp.analysis.lost_segment").Lines);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(8000, "--port-map", "443:8000")]
    [InlineData(443, "--port-map", "443:443", "--port-map", "8443:80")]
    public void Ports_are_mapped(int port, params string[] options)
    {
        Exports.Of("pcap", "rsa-aes128-gcm", _folder["plain.pcap"], options);

        Assert.All(Packets(_folder["plain.pcap"]), packet => Assert.Equal(port, packet.ServerPort));
    }

    [Fact]
    public void A_comment_has_the_connections_number()
    {
        Exports.Of("pcap", "resumed-by-ticket", _folder["plain.pcap"], "--pcapng");

        List<string> comments = [];
        using IPacketSource source = CaptureFile.Open(_folder["plain.pcap"]);
        while (source.TryRead(out CapturedItem item))
        {
            if (item.Kind == CapturedItemKind.Comment && item.Text.StartsWith("connection ", StringComparison.Ordinal))
                comments.Add(item.Text);
        }

        string[] ids =
            [.. InProcess.Read(CaptureCase.Of("resumed-by-ticket"), "--format", "json").ConnectionLines.Select(
                line => System.Text.Json.Nodes.JsonNode.Parse(line)!["id"]!.ToString())];
        Assert.Equal(ids, comments.Select(comment => comment.Split(' ', ':')[1]));
    }

    [Theory]
    [InlineData("resumed-by-ticket")]
    [InlineData("starttls", "--cleartext")]
    [InlineData("browser")]
    public void Packets_stand_in_the_order_of_their_times(string name, params string[] options)
    {
        Exports.Of("pcap", name, _folder["plain.pcap"], options);

        string[] times = [.. Packets(_folder["plain.pcap"]).Select(packet => packet.Time)];
        Assert.True(times.Length > 5);
        Assert.Equal(times.Order(StringComparer.Ordinal), times);
    }

    [NeedsFact("tshark")]
    public void What_was_said_before_starttls_is_there_when_asked_for()
    {
        Exports.Of("pcap", "starttls", _folder["plain.pcap"]);
        Exports.Of("pcap", "starttls", _folder["whole.pcap"], "--cleartext");

        Assert.Equal(["EHLO", "QUIT"], Commands("plain.pcap"));
        Assert.Equal(["EHLO", "STAR", "EHLO", "QUIT"], Commands("whole.pcap"));
        Assert.Empty(
            OtherProcess.Tshark(
                ["-r", _folder["whole.pcap"], .. Checked, "-Y", "tcp.checksum.status != 1 || tcp.analysis.flags || _ws.malformed"]).Lines);
    }

    /// <summary>With SSLRequest in it, tshark takes what follows for TLS.</summary>
    [NeedsTheory("tshark")]
    [InlineData]
    [InlineData("--cleartext")]
    public void Tshark_reads_postgresql_that_asked_for_tls(params string[] options)
    {
        Exports.Of("pcap", "postgres", _folder["plain.pcap"], options);

        string[] said =
            OtherProcess.Tshark("-r", _folder["plain.pcap"], "-Y", "pgsql", "-T", "fields", "-e", "pgsql.type", "-e", "pgsql.query").Lines;
        Assert.StartsWith("Startup message", said[0], StringComparison.Ordinal);
        Assert.Contains(said, line => line.Contains("Hello from inside TLS", StringComparison.Ordinal));
        Assert.Empty(
            OtherProcess.Tshark(
                ["-r", _folder["plain.pcap"], .. Checked, "-Y",
                    "tls || tcp.checksum.status != 1 || tcp.analysis.flags || _ws.malformed"]).Lines);
    }

    [Fact]
    public void What_was_said_before_starttls_is_bounded()
    {
        Exports.Of("pcap", "starttls", _folder["cut.pcap"], "--cleartext", "--max-cleartext", "30");

        List<Packet> packets = Packets(_folder["cut.pcap"]);
        Assert.Equal("220 server.example ESMTP\r\n", Text(packets.First(packet => packet.Payload.Length > 0)));
        Assert.DoesNotContain(packets, packet => Text(packet).StartsWith("STARTTLS", StringComparison.Ordinal));
        Assert.Contains(packets, packet => Text(packet).StartsWith("EHLO client.example", StringComparison.Ordinal));
    }

    [Fact]
    public void Frames_come_in_order_of_time_from_memory_and_from_parts_on_disk()
    {
        Random random = new(4);
        (CaptureTime Time, byte[] Frame, string? Comment)[] frames =
            [.. Enumerable.Range(0, 5000)
                .Select(i => (new CaptureTime(random.Next(1000)), BitConverter.GetBytes(i).Concat(new byte[random.Next(100)]).ToArray(),
                    i % 7 == 0 ? $"comment {i}" : null))];
        foreach (int memory in new[] { 1 << 20, 10_000, 1 })
        {
            List<(CaptureTime Time, string Frame, string? Comment)> sorted = [];
            using SortedFrames sorting = new((time, frame, comment) => sorted.Add((time, Convert.ToHexString(frame), comment)), memory);
            foreach ((CaptureTime time, byte[] frame, string? comment) in frames) sorting.Add(time, frame, comment);
            sorting.Complete();
            Assert.Equal(
                frames.OrderBy(frame => frame.Time.Nanoseconds)
                    .Select(frame => (frame.Time, Convert.ToHexString(frame.Frame), frame.Comment)), sorted);
        }
    }

    [Fact]
    public void What_is_not_decrypted_is_not_there()
    {
        RunResult result = Exports.Of("pcap", "ecdhe-rsa-key", _folder["plain.pcap"]);

        Assert.Equal(1, result.Code);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData("--mtu", "100")]
    [InlineData("--mtu", "65536")]
    [InlineData("--port-map", "443")]
    [InlineData("--port-map", "443:0")]
    public void Numbers_that_make_no_sense_are_refused(string option, string value) =>
        Assert.Equal(2, Exports.Of("pcap", "rsa-aes128-gcm", _folder["plain.pcap"], option, value).Code);

    private string[] Commands(string file) =>
        OtherProcess.Tshark("-r", _folder[file], "-d", "tcp.port==587,smtp", "-Y", "smtp.req", "-T", "fields", "-e",
            "smtp.req.command").Lines;

    private static string Text(Packet packet) => System.Text.Encoding.ASCII.GetString(packet.Payload);

    private sealed record Packet(bool FromServer, ushort ServerPort, uint Sequence, TcpFlags Flags, byte[] Payload, int Length,
        string Time);

    private static List<Packet> Packets(string path)
    {
        List<Packet> packets = [];
        using IPacketSource source = CaptureFile.Open(path);
        using PacketDecoder decoder = new();
        while (source.TryRead(out CapturedItem item))
        {
            if (item.Kind != CapturedItemKind.Packet || !decoder.TryDecode(item, out TcpSegment segment)) continue;
            bool fromServer = segment.Source.Port < segment.Destination.Port;
            ushort port = Math.Min(segment.Source.Port, segment.Destination.Port);
            packets.Add(
                new Packet(fromServer, port, segment.Sequence, segment.Flags, segment.Payload.ToArray(), item.Data.Length,
                    item.Time.ToString()));
        }

        return packets;
    }
}
