using System.Text;
using TlsDissect.Output.Fields;
using TlsDissect.Output.Tables;

namespace TlsDissect.Tests.Output.Tables;

public class CellTests
{
    [Theory]
    [InlineData("true", "rsa_pss_rsae_sha256", "false", null, "server")]
    [InlineData("true", "rsa_pss_rsae_sha256", "true", "ed25519", "mutual")]
    [InlineData("true", "rsa_pss_rsae_sha256", "false", "ed25519", "server, client failed")]
    [InlineData("true", "rsa_pss_rsae_sha256", "null", null, "server")]
    [InlineData("null", "rsa_pss_rsae_sha256", "false", null, "server unverified")]
    [InlineData("false", "rsa_pss_rsae_sha256", "null", null, "server failed")]
    [InlineData("true", "psk", "true", "psk", "psk")]
    [InlineData("true", "psk", "null", "psk", "psk")]
    [InlineData("true", "rsa_key_exchange", "true", "psk", "server, psk")]
    [InlineData("null", "resumption", "null", "resumption", "resumption unverified")]
    [InlineData("false", null, "false", null, "none")]
    [InlineData("null", null, "false", null, "")]
    public void Authentication_says_who_proved_an_identity(string server, string? serverScheme, string client, string? clientScheme,
        string expected)
    {
        string json = $$"""
            {"authentication":{
              "client":{"authenticated":{{client}},"scheme":{{Text(clientScheme)}} },
              "server":{"authenticated":{{server}},"scheme":{{Text(serverScheme)}} } } }
            """;
        Assert.Equal(expected, Cell("authentication", json));
    }

    [Fact]
    public void A_suite_without_authentication_is_anonymous() => Assert.Equal("anonymous", Cell("authentication",
        """{"cipher_suite":{"authentication":"anon"},"authentication":{"server":{"authenticated":false,"scheme":null}}}"""));

    [Theory]
    [InlineData("""{"outcome":{"result":"established","by":null,"alert":null}}""", "established")]
    [InlineData("""{"outcome":{"result":"refused","by":"server","alert":"unknown_ca"}}""", "refused: unknown_ca")]
    [InlineData("""{"outcome":{"result":"aborted","by":"client","alert":null}}""", "aborted by client")]
    [InlineData("""{"outcome":{"result":"not_seen","by":null,"alert":null}}""", "not seen")]
    [InlineData("""{"outcome":null}""", "")]
    public void Outcome_has_the_alert_or_the_side(string json, string expected) => Assert.Equal(expected, Cell("outcome", json));

    [Theory]
    [InlineData("""{"decryption":{"status":"decrypted","reason":null}}""", "yes")]
    [InlineData("""{"decryption":{"status":"not_needed","reason":null}}""", "not needed")]
    [InlineData("""{"decryption":{"status":"partial","reason":"stream_gap"}}""", "part: stream_gap")]
    [InlineData("""{"decryption":{"status":"none","reason":"no_key"}}""", "no_key")]
    public void Decrypted_has_the_reason_if_something_is_not(string json, string expected) =>
        Assert.Equal(expected, Cell("decrypted", json));

    [Fact]
    public void Findings_are_counted_by_severity_the_most_severe_first() => Assert.Equal("2 high, 1 low", Cell("findings",
        """{"findings":[{"severity":"high"},{"severity":"low"},{"severity":"high"}]}"""));

    [Theory]
    [InlineData("""{"client":{"address":"192.0.2.1","port":5}}""", "192.0.2.1:5")]
    [InlineData("""{"client":{"address":"2001:db8::1","port":5}}""", "[2001:db8::1]:5")]
    public void An_endpoint_is_one_cell(string json, string expected) => Assert.Equal(expected, Cell("client", json));

    [Fact]
    public void Bytes_are_those_of_both_sides() => Assert.Equal("30", Cell("bytes",
        """{"application_data":{"client":{"ciphertext_bytes":10},"server":{"ciphertext_bytes":20}}}"""));

    [Fact]
    public void A_suite_without_a_name_is_a_number() =>
        Assert.Equal("0x1A2B", Cell("suite", """{"cipher_suite":{"id":6699,"name":null}}"""));

    [Fact]
    public void A_field_of_a_list_has_all_values()
    {
        ConnectionColumn column = ConnectionColumns.Find("client_hellos.alpn")!;
        FieldRow row = Read(column, """{"client_hellos":[{"alpn":["h2"]},{"alpn":["h2","http/1.1"]}]}""");
        Assert.True(column.IsList);
        Assert.Equal(["h2", "h2", "http/1.1"], column.Values(row));
    }

    [Fact]
    public void Every_name_finds_a_column() =>
        Assert.All(ConnectionColumns.Names, name => Assert.Equal(name, ConnectionColumns.Find(name)?.Name));

    [Theory]
    [InlineData("type")]
    [InlineData("tcp")]
    [InlineData("")]
    public void What_is_not_a_field_is_not_a_column(string name) => Assert.Null(ConnectionColumns.Find(name));

    private static string Text(string? value) => value is null ? "null" : $"\"{value}\"";

    private static string Cell(string name, string json)
    {
        ConnectionColumn column = ConnectionColumns.Find(name)!;
        return string.Join(';', column.Values(Read(column, json)));
    }

    private static FieldRow Read(ConnectionColumn column, string json)
    {
        using FieldReader reader = new(new FieldSelection(column.Fields));
        return reader.Read(Encoding.UTF8.GetBytes(json));
    }
}
