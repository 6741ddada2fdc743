using System.Text.Json.Nodes;
using TlsDissect.Capture;
using TlsDissect.Capture.Network;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Export;

/// <summary>The plaintext of DTLS as UDP.</summary>
public sealed class DatagramExportTests : IDisposable
{
    /// <summary>The lines of text that a case sends by ALPN as CoAP are not CoAP.</summary>
    private const string Wrong =
        "udp.checksum.status != 1 || ip.checksum.status == 0 || dtls || ((_ws.malformed || _ws.expert.severity >= 6291456) && !coap)";

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Cases => [.. Repository.CasesOf("dtls")];

    public void Dispose() => _folder.Dispose();

    /// <summary>Datagrams stay in the order of their times, and <c>follow</c> shows the order in which they were sent.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void The_datagrams_of_each_side_say_what_follow_shows(string name)
    {
        CaptureCase of = CaptureCase.Of(name);
        JsonNode[] connections = Connections(of);
        RunResult result = Exports.Of("pcap", name, _folder["plain.pcap"]);
        List<Sent> datagrams = result.Code == 0 ? Datagrams(_folder["plain.pcap"]) : [];

        int shown = 0;
        foreach (IGrouping<string, JsonNode> flow in connections.GroupBy(connection => Endpoint(connection["client"]!)))
        {
            foreach (string side in new[] { "client", "server" })
            {
                byte[][] said =
                    [.. datagrams.Where(sent => (side == "client" ? sent.Source : sent.Destination) == flow.Key)
                        .Select(sent => sent.Payload)];
                byte[] expected = [.. flow.SelectMany(connection => Followed(of, connection["id"]!.ToString(), side))];
                byte[] exported = [.. said.SelectMany(payload => payload)];
                if (flow.All(connection => (long?)connection["dtls"]!["out_of_order"] is null or 0)) Assert.Equal(expected, exported);
                Assert.Equal(expected.Length, exported.Length);
                Assert.All(said, payload => Assert.True(expected.AsSpan().IndexOf(payload) >= 0));
                shown += said.Length;
            }
        }

        Assert.Equal(datagrams.Count, shown);
    }

    [NeedsTheory("tshark")]
    [MemberData(nameof(Cases))]
    public void Tshark_finds_nothing_wrong_with_the_datagrams(string name)
    {
        if (Exports.Of("pcap", name, _folder["plain.pcap"]).Code != 0)
        {
            Assert.All(Connections(CaptureCase.Of(name)),
                connection => Assert.Equal(0, Bytes(connection, "client") + Bytes(connection, "server")));
            return;
        }

        Assert.NotEmpty(Datagrams(_folder["plain.pcap"]));
        Assert.Empty(
            OtherProcess.Tshark("-r", _folder["plain.pcap"], "-o", "udp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE", "-Y",
                Wrong).Lines);
    }

    [NeedsFact("tshark")]
    public void Tshark_reads_coap_on_the_port_without_dtls()
    {
        Exports.Of("pcap", "dtls12-coap", _folder["plain.pcapng"]);

        string[] codes = OtherProcess.Tshark("-r", _folder["plain.pcapng"], "-Y", "coap", "-T", "fields", "-e", "coap.code").Lines;
        Assert.Equal(Datagrams(_folder["plain.pcapng"]).Count, codes.Length);
        Assert.All(Datagrams(_folder["plain.pcapng"]), sent => Assert.Contains("127.0.0.1:5683", new[] { sent.Source, sent.Destination }));
    }

    [NeedsFact("tshark")]
    public void Tshark_reads_a_data_channel_of_webrtc_on_the_port_that_it_is_told()
    {
        Exports.Of("pcap", "dtls12-webrtc", _folder["plain.pcap"]);

        string port = Datagrams(_folder["plain.pcap"])[0].Source.Split(':')[^1];
        string[] types =
            OtherProcess.Tshark("-r", _folder["plain.pcap"], "-d", $"udp.port=={port},sctp", "-Y", "rtcdc", "-T", "fields", "-e",
                "rtcdc.message_type").Lines;
        // DATA_CHANNEL_OPEN and DATA_CHANNEL_ACK (RFC 8832 §5).
        Assert.Equal(["3", "2"], types);
    }

    /// <summary>tshark 4.0 knows DTLS up to 1.2.</summary>
    [NeedsTheory("tshark")]
    [InlineData("dtls10-rsa-aes128-sha")]
    [InlineData("dtls12-rsa-aes128-gcm")]
    [InlineData("dtls12-connection-ids")]
    public void Tshark_decrypts_with_the_exported_secrets(string name)
    {
        CaptureCase of = CaptureCase.Of(name);
        Assert.Equal(0, Exports.Of("keylog", name, _folder["keys.log"]).Code);
        Assert.Equal(0, Exports.Of("secrets", name, _folder["secrets.pcapng"]).Code);
        Exports.Of("pcap", name, _folder["plain.pcap"]);

        string[] data = [.. Datagrams(_folder["plain.pcap"]).Select(sent => Convert.ToHexStringLower(sent.Payload))];
        Assert.NotEmpty(data);
        Assert.Equal(data, Data(of.Capture, "-o", $"tls.keylog_file:{_folder["keys.log"]}"));
        Assert.Equal(data, Data(_folder["secrets.pcapng"]));
    }

    /// <summary>An exported key log decrypts again, whatever the version.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void The_exported_key_log_decrypts_what_it_came_from(string name)
    {
        CaptureCase of = CaptureCase.Of(name);
        if (Exports.Of("keylog", name, _folder["keys.log"]).Code != 0) return;
        RunResult again = InProcess.Run(of.Folder, "read", "--quiet", "--format", "json", "--keylog", _folder["keys.log"], of.Capture);

        Assert.Equal(Connections(of).Select(Decrypted),
            again.ConnectionLines.Select(line => Decrypted(JsonNode.Parse(line)!)));
    }

    [Theory]
    [InlineData("dtls12-rsa-aes128-gcm")]
    [InlineData("dtls12-data-disordered")]
    public void A_datagram_has_the_time_of_its_record(string name)
    {
        Exports.Of("pcap", name, _folder["plain.pcap"]);

        HashSet<string> captured = [.. Datagrams(CaptureCase.Of(name).Capture).Select(sent => sent.Time)];
        string[] times = [.. Datagrams(_folder["plain.pcap"]).Select(sent => sent.Time)];
        Assert.NotEmpty(times);
        Assert.All(times, time => Assert.Contains(time, captured));
        Assert.Equal(times.Order(StringComparer.Ordinal), times);
    }

    private static string[] Data(string capture, params string[] options) =>
        OtherProcess.Tshark(["-r", capture, "-d", "udp.port==443,dtls", .. options, "-Y", "data", "-T", "fields", "-e", "data.data"]).Lines;

    private static (string?, long, long) Decrypted(JsonNode connection) =>
        ((string?)connection["decryption"]!["status"], Bytes(connection, "client"), Bytes(connection, "server"));

    private static JsonNode[] Connections(CaptureCase of) =>
        [.. InProcess.Read(of, "--format", "json").ConnectionLines.Select(line => JsonNode.Parse(line)!)];

    private static long Bytes(JsonNode connection, string side) => (long?)connection["application_data"]?[side]?["bytes"] ?? 0;

    private static byte[] Followed(CaptureCase of, string id, string side) =>
        InProcess.Run(of.Folder, ["follow", .. of.Arguments, id, "--from", side, "--as", "raw"]).Output;

    private static string Endpoint(JsonNode end) =>
        $"{end["address"]}" is string address && address.Contains(':', StringComparison.Ordinal)
            ? $"[{address}]:{end["port"]}" : $"{end["address"]}:{end["port"]}";

    private sealed record Sent(string Source, string Destination, byte[] Payload, string Time);

    private static List<Sent> Datagrams(string path)
    {
        List<Sent> datagrams = [];
        using IPacketSource source = CaptureFile.Open(path);
        using PacketDecoder decoder = new();
        while (source.TryRead(out CapturedItem item))
        {
            if (item.Kind != CapturedItemKind.Packet || decoder.Decode(item, out DecodedPacket decoded) != DecodedKind.Datagram) continue;
            datagrams.Add(
                new Sent(decoded.Datagram.Source.ToString(), decoded.Datagram.Destination.ToString(), decoded.Datagram.Payload.ToArray(),
                    item.Time.ToString()));
        }

        return datagrams;
    }
}
