using System.Buffers;
using System.Text.Json;
using TlsDissect.Output.Json;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Output.Json;

public class JsonQuicWriterTests
{
    private static readonly string[] Fields =
    [
        "version", "first_version", "offered_versions", "original_destination_id", "client_connection_ids", "server_connection_ids",
        "retried", "client_parameters", "server_parameters", "streams", "unlisted_streams", "datagram_frames", "client_key_updates",
        "server_key_updates", "paths", "close", "reset_by", "missing_packets", "truncated_packets", "skipped_bytes", "out_of_order",
        "repeated", "retransmitted", "other_datagrams", "seen_start", "seen_end",
    ];

    [Fact]
    public void It_is_in_place_of_tcp_with_all_of_its_fields()
    {
        JsonElement json = Write(SampleConnections.Quic());

        Assert.Equal("quic", json.GetProperty("transport").GetString());
        Assert.Equal("TLS 1.3", json.GetProperty("version").GetString());
        Assert.False(json.TryGetProperty("tcp", out _) || json.TryGetProperty("dtls", out _));
        Assert.Equal(Fields, json.GetProperty("quic").EnumerateObject().Select(member => member.Name));
        Assert.Equal(("1", "0102", "[\"aa\"]", "[\"bbcc\"]"), (Text(json, "version"), Text(json, "original_destination_id"),
            Raw(json, "client_connection_ids"), Raw(json, "server_connection_ids")));
    }

    [Fact]
    public void What_is_not_known_is_null_or_empty()
    {
        JsonElement json = Write(SampleConnections.OverQuic(SampleConnections.Bare(null, ProtocolVersion.Tls13)));

        Assert.Equal(Fields, json.GetProperty("quic").EnumerateObject().Select(member => member.Name));
        foreach (string name in (string[])["version", "original_destination_id", "close", "reset_by", "missing_packets", "out_of_order"])
            Assert.Equal("null", Raw(json, name));
        foreach (string name in (string[])["offered_versions", "streams", "paths", "client_connection_ids", "server_parameters"])
            Assert.Equal("[]", Raw(json, name));
    }

    [Fact]
    public void Each_stream_has_both_sides()
    {
        Assert.Equal("""
            {"id":0,"client":{"bytes":78,"missing_bytes":0,"finished":true,"reset_code":null},
            "server":{"bytes":300,"missing_bytes":20,"finished":false,"reset_code":null}}
            """.ReplaceLineEndings(""), Raw(Write(SampleConnections.Quic()), "streams").Split(",{\"id\"")[0][1..]);
    }

    [Fact]
    public void A_stream_with_one_direction_has_the_side_that_opened_it()
    {
        JsonElement stream = Write(SampleConnections.Quic()).GetProperty("quic").GetProperty("streams")[1];
        Assert.Equal((3, JsonValueKind.Null, 5), (stream.GetProperty("id").GetInt32(), stream.GetProperty("client").ValueKind,
            stream.GetProperty("server").GetProperty("bytes").GetInt32()));
    }

    [Fact]
    public void With_hashes_each_side_of_a_stream_has_one()
    {
        ConnectionSummary connection = SampleConnections.Quic();
        connection.Quic!.Streams[0].Client!.Sha256 = new byte[32];

        JsonElement first = Write(connection, withHash: true).GetProperty("quic").GetProperty("streams")[0];

        Assert.Equal(new string('0', 64), first.GetProperty("client").GetProperty("sha256").GetString());
        Assert.Equal(JsonValueKind.Null, first.GetProperty("server").GetProperty("sha256").ValueKind);
    }

    [Fact]
    public void The_end_and_the_addresses_are_objects()
    {
        ConnectionSummary connection = SampleConnections.Quic();
        QuicStatistics quic = connection.Quic!;
        quic.Close = new QuicClose(Sender.Server, 256, true, 30) { Name = "0x100", Reason = "bye \u001b" };
        quic.PathList.Add(new QuicPath(connection.Client with { Port = 9 }, connection.Server, 20));
        quic.ResetBy = Sender.Server;
        JsonElement json = Write(connection);

        Assert.Equal("""{"by":"server","error_code":256,"name":"0x100","application":true,"reason":"bye \u001b","packet":30}""",
            Raw(json, "close"), ignoreCase: true);
        Assert.Equal("""[{"client":{"address":"192.0.2.1","port":9},"server":{"address":"192.0.2.2","port":443},"packet":20}]""",
            Raw(json, "paths"));
        Assert.Equal("server", Text(json, "reset_by"));
    }

    [Fact]
    public void Parameters_are_listed_as_they_were_sent()
    {
        ConnectionSummary connection = SampleConnections.Quic();
        connection.Quic!.ClientParameters = [new("initial_max_data", "1"), new("0x1a2b", ""), new("initial_max_data", "2")];

        Assert.Equal(
            """[{"name":"initial_max_data","value":"1"},{"name":"0x1a2b","value":""},{"name":"initial_max_data","value":"2"}]""",
            Raw(Write(connection), "client_parameters"));
    }

    [Fact]
    public void Events_name_the_stream()
    {
        string[] lines = Events(sink =>
        {
            ConnectionView view = new(SampleConnections.Quic());
            sink.OnApplicationData(view, new ApplicationData(Sender.Client, "hi"u8, SampleConnections.At(5)) { Stream = 4 });
            sink.OnApplicationData(view, new ApplicationData(Sender.Client, "hi"u8, SampleConnections.At(5)));
            sink.OnStreamGap(view, Sender.Server, 8, 1200, SampleConnections.At(6));
            sink.OnStreamEnd(view, Sender.Server, 8, null, SampleConnections.At(7));
            sink.OnStreamEnd(view, Sender.Client, 4, 268, SampleConnections.At(8));
        });

        Assert.Equal(
        [
            "\"event\":\"data\" \"from\":\"client\",\"bytes\":2,\"stream\":4}",
            "\"event\":\"data\" \"from\":\"client\",\"bytes\":2,\"stream\":null}",
            "\"event\":\"gap\" \"from\":\"server\",\"missing_bytes\":1200,\"stream\":8}",
            "\"event\":\"stream_end\" \"from\":\"server\",\"stream\":8,\"reset_code\":null}",
            "\"event\":\"stream_end\" \"from\":\"client\",\"stream\":4,\"reset_code\":268}",
        ], lines);
    }

    [Fact]
    public void Events_of_other_transports_have_no_stream()
    {
        string[] lines = Events(sink => sink.OnApplicationData(new ConnectionView(SampleConnections.Rsa()),
            new ApplicationData(Sender.Client, "hi"u8, SampleConnections.At(5))));

        Assert.Equal(["\"event\":\"data\" \"from\":\"client\",\"bytes\":2}"], lines);
    }

    /// <summary>The kind of each event, and what follows its time.</summary>
    private static string[] Events(Action<JsonEventSink> happen)
    {
        ArrayBufferWriter<byte> output = new();
        using JsonEventSink sink = new(output, withHash: false, withData: false);
        happen(sink);
        return
        [
            .. System.Text.Encoding.UTF8.GetString(output.WrittenSpan).Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => $"{line.Split(',')[1]} {line[line.IndexOf("\"from\"", StringComparison.Ordinal)..]}"),
        ];
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty("quic").GetProperty(name).GetString();

    private static string Raw(JsonElement json, string name) => json.GetProperty("quic").GetProperty(name).GetRawText();

    private static JsonElement Write(ConnectionSummary connection, bool withHash = false)
    {
        ArrayBufferWriter<byte> output = new();
        using JsonConnectionWriter writer = new(output, withHash);
        writer.WriteObject(connection);
        using JsonDocument json = JsonDocument.Parse(output.WrittenMemory);
        return json.RootElement.Clone();
    }
}
