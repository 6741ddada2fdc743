using System.Globalization;
using System.Text.Json.Nodes;
using TlsDissect.Capture;
using TlsDissect.Capture.Network;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests;

/// <summary>The last line of the JSON, and the closing lines on standard error: every packet is accounted for.</summary>
public sealed class SummaryTests : IDisposable
{
    private static readonly CaptureCase Mixed = CaptureCase.Of("mixed");

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> All => [.. CaptureCase.Names()];

    public static TheoryData<string> Counted => CaptureCase.With("tshark-counts.txt");

    public void Dispose() => _folder.Dispose();

    /// <summary>
    /// Every packet is a segment of TCP, or is counted among what is not dissected; fragments belong to what they are fragments of.
    /// </summary>
    [Theory]
    [MemberData(nameof(All))]
    public void Every_packet_is_accounted_for(string name)
    {
        CaptureCase of = CaptureCase.Of(name);
        JsonNode summary = Contract.Summary(InProcess.Read(of, "--format", "json"))!;
        JsonNode[] connections = Contract.Connections(InProcess.Read(of, "--format", "json"));

        (long packets, long tcp) = Decode(of);
        Assert.Equal(packets, (long)summary["packets"]!);
        long notDissected = summary["not_dissected"]!.AsArray().Sum(kind => (long)kind!["packets"]!);
        // The output does not tell how many datagrams are those of DTLS and QUIC.
        bool hasDatagrams = connections.Any(connection => (string?)connection["transport"] != "tcp");
        // Without its beginning, QUIC is other UDP, even if a key log reads it.
        long least = hasDatagrams && name != "quic-mid-stream" ? 1 : 0;
        Assert.InRange(notDissected, hasDatagrams ? 0 : packets - tcp, packets - tcp - least);
        Assert.Equal(connections.Length, (int)summary["connections"]!);
        foreach (string status in (string[])["decrypted", "partial", "not_needed"])
            Assert.Equal(connections.Count(connection => (string?)connection["decryption"]!["status"] == status), (int)summary[status]!);
        Assert.Equal(
            connections.Select(connection => (string?)connection["decryption"]!["reason"]).OfType<string>().CountBy(reason => reason)
                .ToDictionary(),
            summary["reasons"]!.AsObject().ToDictionary(reason => reason.Key, reason => (int)reason.Value!));
        // Here fragments count as TCP, whatever they belong to.
        if (!hasDatagrams)
            Assert.Equal(connections.Any(connection => connection["previous"] is null), tcp > (long)summary["other_tcp_packets"]!);
    }

    [Theory]
    [MemberData(nameof(Counted))]
    public void Kinds_are_counted_as_tshark_counts_them(string name)
    {
        CaptureCase of = CaptureCase.Of(name);
        JsonNode summary = Contract.Summary(InProcess.Read(of, "--format", "json"))!;

        Assert.Equal(
            File.ReadAllLines(of.FileNamed("tshark-counts.txt")).Order(StringComparer.Ordinal),
            summary["not_dissected"]!.AsArray()
                .Select(kind => string.Create(CultureInfo.InvariantCulture, $"{(long)kind!["packets"]!} {(string)kind["kind"]!}"))
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_was_not_dissected_is_named_on_standard_error()
    {
        RunResult result = InProcess.Run(Mixed.Folder, ["read", .. Mixed.Arguments]);

        Assert.Equal(
            [
                "tlsdissect: 64 packets, 2 TLS connections: 1 decrypted, 1 not decrypted (1 forward_secrecy); " +
                    "1 TCP connection without TLS",
                "tlsdissect: 18 packets were not dissected: 12 ICMPv6, 2 ARP, 2 ICMP, 2 other UDP (1 flow)",
            ],
            result.ErrorLines);
        Assert.Empty(InProcess.Read(Mixed).Errors);
    }

    [Theory]
    [InlineData("eap-tls", "11 EAP-TLS (RADIUS), 2 other UDP (1 flow)", "EAP-TLS (RADIUS) is not supported yet")]
    [InlineData("unknown-link-type", "17 link type 147 (private use)",
        "link type 147 (private use) is not supported; capture on another interface, or convert the capture")]
    public void A_capture_without_TLS_says_what_to_do(string name, string kinds, string advice)
    {
        CaptureCase of = CaptureCase.Of(name);
        RunResult result = InProcess.Run(of.Folder, ["read", .. of.Arguments]);

        Assert.Equal(0, result.Code);
        Assert.Empty(result.Output);
        long packets = Decode(of).Packets;
        Assert.Equal([$"tlsdissect: {packets} packets, 0 TLS connections", $"tlsdissect: {packets} packets were not dissected: {kinds}",
            $"tlsdissect: {advice}"], result.ErrorLines);
    }

    /// <summary>Eight kinds in one capture, of which tshark names as many.</summary>
    [Fact]
    public void Only_the_first_kinds_are_named_and_JSON_has_all()
    {
        byte[] file = File.ReadAllBytes(Mixed.Capture);
        foreach (int etherType in (int[])[0x88CC, 0x88F7, 0x8863, 0x4321])
        {
            byte[] frame = [.. new byte[12], (byte)(etherType >> 8), (byte)etherType, .. new byte[46]];
            file = [.. file, .. new byte[8], 60, 0, 0, 0, 60, 0, 0, 0, .. frame];
        }

        File.WriteAllBytes(_folder["more.pcap"], file);
        Assert.Equal(
            "tlsdissect: 22 packets were not dissected: 1 EtherType 0x4321, 12 ICMPv6, 2 ARP, 2 ICMP, 2 other UDP (1 flow) and " +
                "3 more kinds",
            InProcess.Run(_folder.Path, "read", "more.pcap").ErrorLines[1]);
        Assert.Equal(8,
            Contract.Summary(InProcess.Run(_folder.Path, "read", "more.pcap", "--format", "json"))!["not_dissected"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("text")]
    public void What_is_not_a_capture_has_no_summary(string format)
    {
        File.WriteAllText(_folder["notes.txt"], "this is not a capture\n");
        RunResult result = InProcess.Run(_folder.Path, "read", "notes.txt", "--format", format);

        Assert.Equal(1, result.Code);
        Assert.Contains("notes.txt", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Null(format == "json" ? Contract.Summary(result) : null);

        RunResult export = InProcess.Run(_folder.Path, "export", "keylog", "notes.txt");
        Assert.DoesNotContain("packets", export.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_capture_without_packets_has_a_summary()
    {
        File.WriteAllBytes(_folder["empty.pcap"], File.ReadAllBytes(Mixed.Capture)[..PcapEdit.HeaderLength]);
        RunResult result = InProcess.Run(_folder.Path, "read", "empty.pcap", "--format", "json");

        Assert.Equal(0, result.Code);
        Assert.Equal(0, (long?)Contract.Summary(result)!["packets"]);
        Assert.Equal("tlsdissect: 0 packets, 0 TLS connections", Assert.Single(result.ErrorLines));
    }

    [Fact]
    public void What_could_be_read_of_several_inputs_is_summed_up()
    {
        RunResult result =
            InProcess.Run(Mixed.Folder, ["read", "no-such.pcap", "capture.pcap", CaptureCase.Of("quic").Capture, "--format", "json"]);

        Assert.Equal(1, result.Code);
        JsonNode summary = Contract.Summary(result)!;
        Assert.Equal((115, 3), ((int)summary["packets"]!, (int)summary["connections"]!));
        Assert.Equal("ICMPv6", (string?)summary["not_dissected"]![0]!["kind"]);
    }

    /// <summary>Each part reads all packets, and has its own connections; the first counts what is not dissected.</summary>
    [Fact]
    public void With_shards_the_first_counts_what_is_not_dissected()
    {
        JsonNode whole = Contract.Summary(InProcess.Read(Mixed, "--format", "json"))!;
        JsonNode[] parts =
            [.. Enumerable.Range(1, 3).Select(i => Contract.Summary(InProcess.Read(Mixed, "--format", "json", "--shard", $"{i}/3"))!)];

        Assert.All(parts, part => Assert.Equal((int)whole["packets"]!, (int)part["packets"]!));
        Assert.Equal(whole["not_dissected"]!.ToJsonString(), parts[0]["not_dissected"]!.ToJsonString());
        Assert.All(parts[1..], part => Assert.Empty(part["not_dissected"]!.AsArray()));
        foreach (string sum in (string[])["connections", "decrypted", "other_tcp", "other_tcp_packets"])
            Assert.Equal((int)whole[sum]!, parts.Sum(part => (int)part[sum]!));
    }

    [NeedsFact("libpcap")]
    public void What_a_filter_hides_is_not_counted()
    {
        JsonNode summary = Contract.Summary(InProcess.Read(Mixed, "--format", "json", "-f", "arp or tcp port 80"))!;

        Assert.Equal((14, 0, 1), ((int)summary["packets"]!, (int)summary["connections"]!, (int)summary["other_tcp"]!));
        Assert.Equal("""[{"kind":"ARP","packets":2,"flows":null}]""", summary["not_dissected"]!.ToJsonString());
    }

    [Theory]
    [InlineData("1")]
    [InlineData("3")]
    public void Fragments_that_a_bound_drops_are_told_of_once(string threads)
    {
        byte[] file = File.ReadAllBytes(Mixed.Capture)[..PcapEdit.HeaderLength];
        for (byte identification = 0; identification < 5; identification++)
        {
            byte[] packet = [.. new byte[12], 8, 0, 0x45, 0, 0, 28, 0, identification, 0x20, 0, 64, 17, 0, 0, 192, 0, 2, 1, 192, 0, 2, 2,
                .. new byte[8]];
            file = [.. file, .. new byte[8], (byte)packet.Length, 0, 0, 0, (byte)packet.Length, 0, 0, 0, .. packet];
        }

        File.WriteAllBytes(_folder["fragments.pcap"], file);
        RunResult result =
            InProcess.Run(_folder.Path, "read", "fragments.pcap", "--format", "json", "--max-fragmented", "2", "--threads", threads);

        Assert.Single(result.ErrorLines,
            line => line.Contains("packet 3: too many IP datagrams are incomplete at once", StringComparison.Ordinal));
        Assert.Single(Contract.Warnings(result));
        Assert.Contains("tlsdissect: 5 packets were not dissected: 5 IP fragments of incomplete datagrams", result.ErrorLines);
        Assert.DoesNotContain("too many IP datagrams",
            InProcess.Run(_folder.Path, "read", "fragments.pcap", "--max-fragmented", "5").Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Exports_say_it_too()
    {
        RunResult result = InProcess.Run(Mixed.Folder, ["export", "keylog", .. Mixed.Arguments]);

        Assert.Equal(0, result.Code);
        Assert.StartsWith("tlsdissect: 18 packets were not dissected: 12 ICMPv6", result.ErrorLines[1], StringComparison.Ordinal);
    }

    /// <summary>All packets, and those of TCP. The fragments of two cases are of TCP, those of the others are not.</summary>
    private static (long Packets, long Tcp) Decode(CaptureCase of)
    {
        using IPacketSource source = CaptureFile.Open(of.Capture);
        TunnelPorts ports = new() { Vxlan = of.Arguments.Contains("vxlan=8473") ? [8473] : [] };
        using PacketDecoder decoder = new(tunnels: ports);
        bool isFragmented = of.Name.EndsWith("-fragments", StringComparison.Ordinal);
        long packets = 0, tcp = 0;
        while (source.TryRead(out CapturedItem item))
        {
            if (item.Kind != CapturedItemKind.Packet) continue;
            packets++;
            if (decoder.Decode(item, out _) == DecodedKind.TcpSegment ||
                (isFragmented && decoder.Undissected.Kind == UndissectedKind.Fragment)) tcp++;
        }

        return (packets, tcp);
    }
}
