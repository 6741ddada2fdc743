using System.Buffers;
using System.Text;
using System.Text.Json;
using CsCheck;
using TlsDissect.Output.Json;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Output.Json;

public class JsonConnectionWriterTests
{
    private static readonly string[] Fields =
    [
        "type", "id", "transport", "client", "server", "community_id", "first_packet", "last_packet", "start", "end", "outcome", "version",
        "server_name", "alpn", "application_protocol", "cipher_suite", "key_exchange_group",
        "handshake", "mutual_authentication", "forward_secrecy", "messages", "client_hellos", "server_hellos", "certificates",
        "authentication", "alerts", "decryption",
        "application_data", "latency", "tcp", "findings",
    ];

    [Fact]
    public void A_connection_has_the_contracts_fields_in_order()
    {
        using JsonDocument json = JsonDocument.Parse(Write(SampleConnections.Rsa()));
        Assert.Equal(Fields, json.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("alpn").ValueKind);
        Assert.Equal("2026-01-05T10:00:00.123456Z", json.RootElement.GetProperty("start").GetString());
        Assert.Equal("192.0.2.1", json.RootElement.GetProperty("client").GetProperty("address").GetString());
        Assert.Equal("rsa_key", json.RootElement.GetProperty("decryption").GetProperty("secret").GetString());
        Assert.Equal(78, json.RootElement.GetProperty("application_data").GetProperty("client").GetProperty("bytes").GetInt64());
        Assert.Equal(JsonValueKind.Null,
            json.RootElement.GetProperty("application_data").GetProperty("server").GetProperty("bytes").ValueKind);
    }

    [Fact]
    public void A_connection_of_which_nothing_is_known_has_the_same_fields()
    {
        using JsonDocument json = JsonDocument.Parse(Write(SampleConnections.Bare(null, ProtocolVersion.None)));
        Assert.Equal(Fields, json.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("cipher_suite").ValueKind);
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("version").ValueKind);
    }

    [Fact]
    public void An_unregistered_suite_keeps_its_number_and_the_same_fields()
    {
        using JsonDocument known = JsonDocument.Parse(Write(SampleConnections.Bare(0x009c, ProtocolVersion.Tls12)));
        using JsonDocument unknown = JsonDocument.Parse(Write(SampleConnections.Bare(0xff77, ProtocolVersion.Tls12)));
        JsonElement suite = unknown.RootElement.GetProperty("cipher_suite");
        Assert.Equal(0xff77, suite.GetProperty("id").GetInt32());
        Assert.Equal(JsonValueKind.Null, suite.GetProperty("name").ValueKind);
        Assert.Equal(known.RootElement.GetProperty("cipher_suite").EnumerateObject().Select(p => p.Name),
            suite.EnumerateObject().Select(p => p.Name));
    }

    [Theory]
    [InlineData((ushort)29, "x25519")]
    [InlineData((ushort)0x11ec, "X25519MLKEM768")]
    [InlineData((ushort)0x0a0a, "GREASE (0x0a0a)")]
    public void The_group_of_the_key_exchange_has_its_number_and_name(ushort id, string name)
    {
        ConnectionSummary connection = SampleConnections.Bare(0x1301, ProtocolVersion.Tls13);
        connection.NamedGroup = (NamedGroup)id;
        using JsonDocument json = JsonDocument.Parse(Write(connection));
        JsonElement group = json.RootElement.GetProperty("key_exchange_group");
        Assert.Equal((id, name), (group.GetProperty("id").GetUInt16(), group.GetProperty("name").GetString()));
    }

    [Fact]
    public void A_key_exchange_without_a_group_is_null()
    {
        using JsonDocument json = JsonDocument.Parse(Write(SampleConnections.Rsa()));
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("key_exchange_group").ValueKind);
    }

    [Fact]
    public void Sha256_is_there_only_when_it_is_asked_for()
    {
        Assert.DoesNotContain("\"sha256\":null", Write(SampleConnections.Rsa()), StringComparison.Ordinal);
        Assert.Contains("\"sha256\":null", Write(SampleConnections.Rsa(), withHash: true), StringComparison.Ordinal);
    }

    [Fact]
    public void WriteJson_writes_the_object_of_a_line()
    {
        ArrayBufferWriter<byte> output = new();
        SampleConnections.Rsa().WriteJson(output);
        Assert.Equal(Write(SampleConnections.Rsa()), Encoding.UTF8.GetString(output.WrittenSpan) + "\n");
    }

    [Fact]
    public void Any_name_from_the_wire_comes_back_and_is_one_line_without_control_characters() =>
        Gen.OneOf(Gen.String, Gen.Char.Array[0, 30].Select(c => new string(c))).Sample(name =>
        {
            string line = Write(SampleConnections.Rsa(name));
            Assert.Equal(line.Length - 1, line.IndexOf('\n', StringComparison.Ordinal));
            using JsonDocument json = JsonDocument.Parse(line);
            string wellFormed = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name));
            Assert.Equal(wellFormed, json.RootElement.GetProperty("server_name").GetString());
            Assert.DoesNotContain(line[..^1].EnumerateRunes(), IsActing);
        });

    [Fact]
    public void Letters_of_any_language_stay_readable() =>
        Assert.Contains("\"server_name\":\"münchen.例え\"", Write(SampleConnections.Rsa("münchen.例え")), StringComparison.Ordinal);

    [Fact]
    public void Directions_and_line_separators_are_escaped() =>
        Assert.Contains("\"server_name\":\"a\\u202Eb\\u2028c\\u200Bd\\u007Fe\\u0085f\"",
            Write(SampleConnections.Rsa("a\u202eb\u2028c\u200bd\u007fe\u0085f")), StringComparison.Ordinal);

    [Fact]
    public void A_warning_is_a_line_of_its_own()
    {
        ArrayBufferWriter<byte> buffer = new();
        JsonProblemWriter.WriteWarning(buffer, new CapturePlace("a\u001b.pcap"), 12, "cut short");
        Assert.Equal("{\"type\":\"warning\",\"capture\":\"a\\u001B.pcap\",\"packet\":12,\"text\":\"cut short\"}\n",
            Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    private static bool IsActing(Rune rune) =>
        Rune.IsControl(rune) ||
            Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.Format or
                System.Globalization.UnicodeCategory.LineSeparator;

    private static string Write(ConnectionSummary connection, bool withHash = false)
    {
        ArrayBufferWriter<byte> buffer = new();
        using JsonConnectionWriter writer = new(buffer, withHash);
        writer.Write(connection);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
