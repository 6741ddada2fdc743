using System.Text;
using TlsDissect.Cli.Where;
using TlsDissect.Output.Fields;

namespace TlsDissect.GoldenTests.Where;

/// <summary>What expressions hold for one connection, and what is wrong with others.</summary>
public class WhereExpressionTests
{
    private const string Connection = """
        {
          "id": 4, "version": "TLS 1.2", "server_name": "www.Example.com", "alpn": null, "forward_secrecy": false,
          "mutual_authentication": true, "start": "2026-11-29T23:59:59.5Z",
          "client": {"address": "10.1.2.3", "port": 46800}, "server": {"address": "2001:db8::2", "port": 443},
          "outcome": {"result": "established"}, "client_hellos": [{"session_id": "", "alpn": ["h2", "http/1.1"]}],
          "certificates": {"server": [
            {"subject": "CN=a'b\\c", "not_after": "2025-06-30T23:59:59Z", "subject_alt_names": ["*.example.com"]},
            {"subject": "CN=root", "not_after": "2040-01-01T00:00:00Z"}]},
          "messages": [{"protected": false}, {"protected": true}], "alerts": [{"protected": false}],
          "findings": [{"id": "certificate_expired", "severity": "high"}, {"id": "no_forward_secrecy", "severity": "medium"}]
        }
        """;

    [Theory]
    [InlineData("id == 4")]
    [InlineData("id = 4.0")]
    [InlineData("id != 5")]
    [InlineData("id<5")]
    [InlineData("id <= 4 and id >= 4")]
    [InlineData("id > -1")]
    [InlineData("id in (3, 4)")]
    [InlineData("id in(4)")]
    [InlineData("id in 4")]
    [InlineData("version < \"TLS 1.3\"")]
    [InlineData("version >= 'tls 1.2'")]
    [InlineData("version == TLSv1.2")]
    [InlineData("version in (1.1, 1.2)")]
    [InlineData("server_name == WWW.example.COM")]
    [InlineData("server_name != example.com")]
    [InlineData("server_name ~ '*.EXAMPLE.com'")]
    [InlineData("server_name ~ ww?.*")]
    [InlineData("server_name !~ \"*.org\"")]
    [InlineData("server_name in (a, 'www.example.com')")]
    [InlineData("client.address in 10.0.0.0/8")]
    [InlineData("client.address in 10.1.255.255/16")]
    [InlineData("client.address in (192.0.2.1, 10.1.2.3)")]
    [InlineData("client.address in (192.0.2.0/24, 10.1.2.2/31)")]
    [InlineData("client.address in 0.0.0.0/0")]
    [InlineData("server.address in 2001:db8::/32")]
    [InlineData("server.address == 2001:DB8:0::2")]
    [InlineData("client.address < 10.1.2.10")]
    [InlineData("start in 2026")]
    [InlineData("start in 2026-11")]
    [InlineData("start in (2025, 2026-11-29)")]
    [InlineData("start in '2026-11-29T23:59:59.500Z'")]
    [InlineData("start < 2026-11-30")]
    [InlineData("start > 2026-11-29")]
    [InlineData("start >= 2026-11-30T01:59:59.5+02:00")]
    [InlineData("outcome.result == Established")]
    [InlineData("findings.severity >= high")]
    [InlineData("findings.severity < high")]
    [InlineData("findings.id == no_forward_secrecy and findings.id == certificate_expired")]
    [InlineData("findings.id != certificate_expired")]
    [InlineData("certificates.server.not_after < 2026-01-01")]
    [InlineData("certificates.server.not_after > 2026-01-01")]
    [InlineData("certificates.server.not_after in 2025-06")]
    [InlineData("certificates.server.subject_alt_names == \"*.example.com\"")]
    [InlineData("certificates.server.subject == 'CN=a''b\\c'")]
    [InlineData("certificates.server.subject ~ \"*'b\\*\"")]
    [InlineData("client_hellos.alpn == h2 and client_hellos.alpn == 'http/1.1'")]
    [InlineData("client_hellos.session_id")]
    [InlineData("client_hellos.session_id == ''")]
    [InlineData("client_hellos.session_id ~ *")]
    [InlineData("server_name")]
    [InlineData("mutual_authentication")]
    [InlineData("messages.protected")]
    [InlineData("forward_secrecy == false")]
    [InlineData("not forward_secrecy")]
    [InlineData("not not id")]
    [InlineData("not alpn")]
    [InlineData("not alpn != h2")]
    [InlineData("NOT (id == 5 Or id == 6) AND id == 4")]
    [InlineData("id == 4 or id == 5 and id == 6")]
    [InlineData("not id == 5 and id == 4")]
    [InlineData("( ( id == 4 ) )")]
    [InlineData("\t\nid\n==\n4 ")]
    public void It_holds(string expression) => Assert.True(Holds(expression));

    [Theory]
    [InlineData("id != 4")]
    [InlineData("id in (3, 5)")]
    [InlineData("version > 1.2")]
    [InlineData("server_name ~ example.com")]
    [InlineData("server_name ~ ''")]
    [InlineData("server_name !~ *")]
    [InlineData("client.address in 10.0.0.0/16")]
    [InlineData("client.address in ::/0")]
    [InlineData("server.address in 0.0.0.0/0")]
    [InlineData("start in 2026-12")]
    [InlineData("start in (2025, 2027, 2026-11-30)")]
    [InlineData("start in 9999")]
    [InlineData("certificates.server.not_after in (2026, 2027)")]
    [InlineData("certificates.server.subject ~ \"CN=a'b?\"")]
    [InlineData("client_hellos.session_id ~ ?")]
    [InlineData("forward_secrecy")]
    [InlineData("alerts.protected")]
    [InlineData("(id == 4 or id == 5) and id == 6")]
    [InlineData("not (id == 4 or id == 5)")]
    public void It_does_not_hold(string expression) => Assert.False(Holds(expression));

    /// <summary>A field without a value fails every comparison, and <c>not</c> turns that round.</summary>
    [Theory]
    [InlineData("alpn")]
    [InlineData("alpn == h2")]
    [InlineData("alpn != h2")]
    [InlineData("alpn ~ *")]
    [InlineData("alpn !~ h2")]
    [InlineData("alpn in (h2, h3)")]
    [InlineData("latency.handshake < 1")]
    [InlineData("latency.handshake >= 0")]
    [InlineData("tcp.seen_start == false")]
    [InlineData("certificates.client.not_after > 1970-01-01")]
    [InlineData("starttls.client.address in 0.0.0.0/0")]
    public void Without_a_value_nothing_holds(string expression)
    {
        Assert.False(Holds(expression));
        Assert.True(Holds($"not {expression}"));
        Assert.True(Holds($"not ({expression})"));
    }

    [Theory]
    [InlineData("", "column 1: expected a condition, found the end")]
    [InlineData("  ", "column 3: expected a condition, found the end")]
    [InlineData("and", "column 1: expected a condition, found 'and'")]
    [InlineData("id == 4 and", "column 12: expected a condition, found the end")]
    [InlineData("id == 4 or or id", "column 12: expected a condition, found 'or'")]
    [InlineData("not", "column 4: expected a condition, found the end")]
    [InlineData("(", "column 2: expected a condition, found the end")]
    [InlineData("()", "column 2: expected a condition, found ')'")]
    [InlineData("(id == 4", "column 9: expected 'and', 'or' or ')', found the end")]
    [InlineData("id == 4)", "column 8: expected 'and', 'or' or the end, found ')'")]
    [InlineData("id ==", "column 6: expected a value, found the end")]
    [InlineData("id == and", "column 7: expected a value, found 'and'")]
    [InlineData("id == (4)", "column 7: expected a value, found '('")]
    [InlineData("id === 4", "column 6: expected a value, found '='")]
    [InlineData("id in", "column 6: expected a value, found the end")]
    [InlineData("id in (", "column 8: expected a value, found the end")]
    [InlineData("id in (4,)", "column 10: expected a value, found ')'")]
    [InlineData("id in (4 5)", "column 10: expected ',' or ')', found '5'; a value with spaces needs quotes")]
    [InlineData("id eq 4", "column 4: expected 'and', 'or' or the end, found 'eq'; a value with spaces needs quotes")]
    [InlineData("version < TLS 1.2", "column 15: expected 'and', 'or' or the end, found '1.2'; a value with spaces needs quotes")]
    [InlineData("id == 4 && id", "column 9: expected 'and', 'or' or the end, found '&'")]
    [InlineData("server_name == \"a", "column 16: the quote is not closed")]
    [InlineData("\"id\" == 4", "column 1: expected a condition, found '\"'")]
    [InlineData("server_name == '\U0001F600' && id", "column 20: expected 'and', 'or' or the end, found '&'")]
    [InlineData("versoin < 1.2", "column 1: unknown field 'versoin'; did you mean version")]
    [InlineData("id == 4 and adress",
        "column 13: unknown field 'adress'; did you mean starttls.client.address, client.address or server.address")]
    [InlineData("sute", "column 1: unknown field 'sute'; did you mean cipher_suite.name, cipher_suite.id or cipher_suite.mac")]
    [InlineData("sni", "column 1: unknown field 'sni'; 'tlsdissect help where' lists them")]
    [InlineData("suite", "column 1: unknown field 'suite'; did you mean cipher_suite.name, cipher_suite.id or cipher_suite.mac")]
    [InlineData("decrypted", "column 1: unknown field 'decrypted'; did you mean decryption.status or decryption.reason")]
    [InlineData("client.address in 10.1/16",
        "column 19: 'client.address' takes an address such as 192.0.2.1, or with 'in' a prefix such as 192.0.2.0/24, not '10.1/16'")]
    [InlineData("client.address == 10.1",
        "column 19: 'client.address' takes an address such as 192.0.2.1, or with 'in' a prefix such as 192.0.2.0/24, not '10.1'")]
    [InlineData("Server_Name", "column 1: unknown field 'Server_Name'; did you mean server_name")]
    [InlineData("certificates.not_after", "column 1: unknown field 'certificates.not_after'; " +
        "did you mean certificates.server.not_after or certificates.client.not_after")]
    [InlineData("not 10.0.0.1 == client.address", "column 5: unknown field '10.0.0.1'; 'tlsdissect help where' lists them")]
    [InlineData("outcome == refused",
        "column 1: 'outcome' is an object; use outcome.result, outcome.by, outcome.alert, outcome.packet or outcome.text")]
    [InlineData("certificates",
        "column 1: 'certificates' is an object; use certificates.server, certificates.client or certificates.judgement")]
    [InlineData("server_name < a", "column 13: 'server_name' (text) is compared by ==, !=, ~, !~ or in")]
    [InlineData("forward_secrecy in (true)", "column 17: 'forward_secrecy' (flag) is compared by == or !=")]
    [InlineData("version ~ 'TLS*'", "column 9: 'version' (version) is compared by ==, !=, <, <=, >, >= or in")]
    [InlineData("client.address == 10.0.0.0/8",
        "column 19: 'client.address' takes an address such as 192.0.2.1, or with 'in' a prefix such as 192.0.2.0/24, not '10.0.0.0/8'")]
    [InlineData("client.address in 10.0.0.0/33",
        "column 19: 'client.address' takes an address such as 192.0.2.1, or with 'in' a prefix such as 192.0.2.0/24, not '10.0.0.0/33'")]
    [InlineData("client.address in 10/8",
        "column 19: 'client.address' takes an address such as 192.0.2.1, or with 'in' a prefix such as 192.0.2.0/24, not '10/8'")]
    [InlineData("version == 'TLS 1.4'", "column 12: 'version' takes a version such as 'TLS 1.2', not 'TLS 1.4'")]
    [InlineData("server.port == https", "column 16: 'server.port' takes a number, not 'https'")]
    [InlineData("forward_secrecy == yes", "column 20: 'forward_secrecy' takes true or false, not 'yes'")]
    [InlineData("start < tomorrow",
        "column 9: 'start' takes a time such as 2027-01-01 or 2027-01-01T09:30:00Z, or with 'in' a period such as 2027-01, not 'tomorrow'")]
    [InlineData("start == 2026-11",
        "column 10: 'start' takes a time such as 2027-01-01 or 2027-01-01T09:30:00Z, or with 'in' a period such as 2027-01, not '2026-11'")]
    [InlineData("findings.severity >= hihg", "column 22: 'findings.severity' is never 'hihg'; did you mean high")]
    [InlineData("outcome.result == failed",
        "column 19: 'outcome.result' is never 'failed'; it is established, refused, aborted, not_seen or unknown")]
    [InlineData("decryption.reason in (no_key, not_in_keylog)",
        "column 31: 'decryption.reason' is never 'not_in_keylog'; did you mean not_in_key_log")]
    [InlineData("findings.id == expired", "column 16: 'findings.id' is never 'expired'; did you mean certificate_expired")]
    public void A_wrong_one_is_told_with_its_place(string expression, string message)
    {
        WhereException wrong = Assert.Throws<WhereException>(() => WhereExpression.Parse(expression));
        Assert.Equal(message, wrong.Message);
    }

    [Fact]
    public void Its_fields_are_told_once()
    {
        WhereExpression expression = WhereExpression.Parse("id == 1 or version or not id == 2");
        Assert.Equal(["id", "version"], expression.Fields.Select(field => field.Path));
    }

    private static bool Holds(string text)
    {
        WhereExpression expression = WhereExpression.Parse(text);
        using FieldReader reader = new(new FieldSelection(expression.Fields));
        return expression.Holds(reader.Read(Encoding.UTF8.GetBytes(Connection)));
    }
}
