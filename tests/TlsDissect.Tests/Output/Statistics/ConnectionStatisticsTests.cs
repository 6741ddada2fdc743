using System.Text;
using CsCheck;
using TlsDissect.Output.Fields;
using TlsDissect.Output.Statistics;

namespace TlsDissect.Tests.Output.Statistics;

public class ConnectionStatisticsTests
{
    [Theory]
    [InlineData("versions", """{"version":"TLS 1.3"}""", "TLS 1.3")]
    [InlineData("cipher_suites", """{"cipher_suite":{"id":4865,"name":"TLS_AES_128_GCM_SHA256"}}""", "TLS_AES_128_GCM_SHA256")]
    [InlineData("cipher_suites", """{"cipher_suite":{"id":65399,"name":null}}""", "0xFF77")]
    [InlineData("key_exchange_groups", """{"key_exchange_group":{"id":29,"name":"x25519"}}""", "x25519")]
    [InlineData("server_authentication", """{"authentication":{"server":{"scheme":"ed25519"}}}""", "ed25519")]
    [InlineData("client_authentication", """{"authentication":{"client":{"scheme":"ed448"}}}""", "ed448")]
    [InlineData("handshakes", """{"handshake":"full"}""", "full")]
    [InlineData("forward_secrecy", """{"forward_secrecy":false}""", "false")]
    [InlineData("outcomes", """{"outcome":{"result":"refused"}}""", "refused")]
    [InlineData("client_alerts", """{"alerts":[{"from":"client","name":"unknown_ca"}]}""", "unknown_ca")]
    [InlineData("server_alerts", """{"alerts":[{"from":"server","name":"close_notify"}]}""", "close_notify")]
    [InlineData("decryption", """{"decryption":{"status":"none","reason":"no_key"}}""", "none")]
    [InlineData("reasons", """{"decryption":{"status":"none","reason":"no_key"}}""", "no_key")]
    [InlineData("policy", """{"policy":{"name":"p","complies":true}}""", "complies")]
    [InlineData("policy", """{"policy":{"name":"p","complies":false}}""", "does_not_comply")]
    [InlineData("policy", """{"policy":{"name":"p","complies":null}}""", "unknown")]
    [InlineData("policy_rules", """{"policy":{"name":"p","rules":[{"rule":"versions"}]}}""", "versions")]
    [InlineData("server_names", """{"server_name":"a.example"}""", "a.example")]
    [InlineData("server_traffic", """{"server_name":"a.example","server":{"address":"192.0.2.2"}}""", "a.example")]
    [InlineData("server_traffic", """{"server_name":null,"server":{"address":"192.0.2.2"}}""", "192.0.2.2")]
    [InlineData("client_traffic", """{"client":{"address":"2001:db8::1"}}""", "2001:db8::1")]
    [InlineData("alpn", """{"alpn":"h2"}""", "h2")]
    [InlineData("application_protocols", """{"application_protocol":{"name":"imap"}}""", "imap")]
    [InlineData("ja3", """{"client_hellos":[{"ja3":"first"},{"ja3":"second"}]}""", "first")]
    [InlineData("ja4", """{"client_hellos":[{"ja4":"first"},{"ja4":"second"}]}""", "first")]
    [InlineData("issuers", Certificate, "CN=ca")]
    [InlineData("public_keys", Certificate, "EC P-256")]
    [InlineData("expiry", Certificate, "2027-03")]
    public void A_value_is_counted_in_its_section(string section, string json, string value)
    {
        StatisticsSection found = Section(Of(json, json), section);
        Assert.Equal([value], found.Values.Select(counted => counted.Value));
        int expected = found.Kind.CountsCertificates ? 1 : 2;
        Assert.Equal((expected, expected, 1, 0), (found.Total, found.Values[0].Count, found.Distinct, found.Others));
        Assert.True(found.IsComplete);
    }

    private const string Certificate = """
        {"start":"2026-01-05T10:00:00Z","certificates":{"server":[
         {"sha256":"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff","issuer":"CN=ca","not_after":"2027-03-01T00:00:00Z",
          "public_key":"EC P-256"},
         {"sha256":"ff112233445566778899aabbccddeeff00112233445566778899aabbccddeeff","issuer":"CN=root","not_after":"2030-01-01T00:00:00Z",
          "public_key":"RSA 4096"}]}}
        """;

    [Fact]
    public void Every_kind_has_a_section_and_an_example()
    {
        StatisticsResult result = Of();
        Assert.Equal(SectionKind.All, result.Sections.Select(section => section.Kind));
        Assert.Distinct(SectionKind.All.Select(kind => kind.Name));
        Assert.Distinct(SectionKind.All.Select(kind => kind.Title));
        Assert.All(SectionKind.All, kind => Assert.Same(kind, result[kind].Kind));
    }

    [Fact]
    public void Findings_count_once_in_a_connection_and_the_most_severe_come_first()
    {
        StatisticsResult result = Of(
            """{"findings":[{"id":"b","severity":"high"},{"id":"a","severity":"low"},{"id":"a","severity":"low"}]}""",
            """{"findings":[{"id":"a","severity":"low"}]}""", """{"findings":[]}""", """{"findings":[{"id":"a","severity":"critical"}]}""");
        StatisticsSection findings = result[SectionKind.Findings];
        Assert.Equal([("a", "critical", 1L), ("b", "high", 1L), ("a", "low", 2L)],
            findings.Values.Select(value => (value.Value, value.Severity, value.Count)));
        Assert.Equal((3, 4), (findings.Total, findings.Occurrences));
        Assert.Equal([("critical", 1L), ("high", 1L), ("low", 1L)],
            result[SectionKind.Severities].Values.Select(value => (value.Value, value.Count)));
    }

    [Fact]
    public void Certificates_expire_in_order_and_expired_ones_come_first()
    {
        StatisticsResult result = Of([Expiring(1, "2026-02"), Expiring(2, "2031-07"), Expiring(3, "2025-12"), Expiring(2, "2031-07")]);
        Assert.Equal(["expired", "2026-02", "2031-07"], result[SectionKind.Expiry].Values.Select(value => value.Value));
        Assert.Equal((3, 0), (result.Certificates, result.UncountedCertificates));
    }

    /// <summary>Such a certificate counts as one, but it is not known when it expires.</summary>
    [Fact]
    public void A_certificate_without_a_readable_date_is_missing_among_those_that_expire()
    {
        StatisticsResult result =
            Of(Expiring(1, "2031-07"), Expiring(2, "2031-07").Replace("\"2031-07-09T00:00:00Z\"", "null", StringComparison.Ordinal));
        Assert.Equal((2, 1), (result.Certificates, result.Expiries.Length));
        Assert.Equal("1 of 2 certificates", result[SectionKind.Expiry].Whole);
    }

    [Fact]
    public void Raw_public_keys_are_not_certificates()
    {
        string raw = Expiring(1, "2026-02").Replace("\"sha256\"", "\"raw_public_key\":true,\"sha256\"", StringComparison.Ordinal);
        Assert.Equal(0, Of(raw).Certificates);
    }

    [Fact]
    public void Too_many_certificates_are_not_counted_and_this_is_told()
    {
        StatisticsResult result = Of(new StatisticsOptions { MaxTableBytes = 160 },
            [.. Enumerable.Range(0, 5).Select(i => Expiring(i, "2026-02")), Expiring(0, "2026-02")]);
        Assert.Equal((2, 3, false), (result.Certificates, result.UncountedCertificates, result.IsComplete));
    }

    [Fact]
    public void Data_is_added_up_by_side_and_by_name()
    {
        StatisticsResult result = Of(Traffic("a", 1, 10), Traffic("b", 2, 5), Traffic("a", 4, 3));
        Assert.Equal(new DataTotals(3, 7, 6), result.Client);
        Assert.Equal(new DataTotals(3, 18, 0), result.Server);
        StatisticsSection servers = result[SectionKind.ServerTraffic];
        Assert.Equal([new CountedValue("a", 2, 18), new CountedValue("b", 1, 7)], servers.Values.AsEnumerable());
        Assert.Equal((25, 18 / 25.0), (servers.TotalBytes, servers.ShareOf(servers.Values[0])));
        Assert.Equal(9, result.MissingBytes);

        static string Traffic(string name, int client, int server) =>
            $$$"""
            {"server_name":"{{{name}}}","tcp":{"missing_bytes":3},"application_data":{
             "client":{"records":1,"ciphertext_bytes":{{{client}}},"bytes":2},
             "server":{"records":1,"ciphertext_bytes":{{{server}}},"bytes":null}}
            }
            """;
    }

    [Fact]
    public void Times_and_latencies_are_those_of_all_connections()
    {
        StatisticsResult result = Of(
            """{"start":"2026-01-05T10:00:01.5Z","end":"2026-01-05T10:00:02Z","latency":{"tcp":null,"handshake":0.25}}""",
            """{"start":"2026-01-05T10:00:00.000000001Z","end":"2026-01-05T10:00:01Z","latency":{"tcp":0.001,"handshake":0.5}}""");
        Assert.Equal(("2026-01-05T10:00:00.000000001Z", "2026-01-05T10:00:02Z"), (result.Start, result.End));
        Assert.Equal(["tcp", "server_hello", "handshake", "first_data"], result.Latency.Select(latency => latency.Name));
        Assert.Equal([1, 0, 2, 0], result.Latency.Select(latency => latency.Connections));
        Assert.Equal((250_000_000, 500_000_000), (result.Latency[2].Shortest, result.Latency[2].Longest));
        Assert.InRange(result.Latency[2].Median, 247_500_000, 252_500_000);
        Assert.Equal((2, TimeSpan.FromMilliseconds(100)), (result.Timeline.Counts.Sum(), result.Timeline.Slot));
    }

    /// <summary>A time that cannot be read is left out.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("9999-12-31T23:59:59.999999999Z")]
    [InlineData("0001-01-01T00:00:00Z")]
    public void Any_time_is_bearable(string time)
    {
        StatisticsResult result = Of($$"""{"start":"{{time}}","end":"{{time}}"}""");
        Assert.Equal(1, result.Connections);
        Assert.InRange(result.Timeline.Counts.Length, 0, 1);
    }

    /// <summary>Every connection that has a value is among the values or the others, whatever is shown of them.</summary>
    [Fact]
    public void Values_and_others_add_up() =>
        Gen.Select(Gen.Int[0, 400].Array[0, 500], Gen.Int[1, 50], Gen.Int[3_000, 200_000]).Sample((names, top, room) =>
        {
            StatisticsResult result = Of(new StatisticsOptions { Top = top, MaxTableBytes = room },
                [.. names.Select(i => i == 0 ? "{}" : $$"""{"server_name":"{{i}}.example"}""")]);
            StatisticsSection section = result[SectionKind.ServerNames];
            Assert.Equal(names.Count(i => i > 0), section.Total);
            Assert.Equal(section.Total, section.Values.Sum(value => value.Count) + section.Others);
            Assert.InRange(section.Others, 0, section.Total);
            Assert.InRange(section.Values.Length, 0, Math.Min(top, section.Distinct));
            Assert.Equal(section.Values.OrderByDescending(value => value.Count).ThenBy(value => value.Value, StringComparer.Ordinal),
                section.Values);
        });

    [Fact]
    public void The_order_of_connections_does_not_matter_while_the_counts_are_exact() =>
        Gen.Int[0, 30].Array[0, 100].Sample(names =>
        {
            string[] connections = [.. names.Select(i => $$"""{"server_name":"{{i}}","latency":{"tcp":0.{{i}} } }""")];
            (StatisticsResult one, StatisticsResult other) = (Of(connections), Of([.. connections.Reverse()]));
            Assert.Equal(one[SectionKind.ServerNames].Values.AsEnumerable(), other[SectionKind.ServerNames].Values);
            Assert.Equal(one.Latency.AsEnumerable(), other.Latency);
        });

    [Fact]
    public void A_connection_of_the_dissector_is_counted()
    {
        using FieldReader reader = new(ConnectionStatistics.Selection);
        ConnectionStatistics statistics = new(new StatisticsOptions());
        statistics.Add(reader.Read(SampleConnections.Rsa()));
        StatisticsResult result = statistics.Result();
        Assert.Equal((1, 1), (result.Connections, result.Certificates));
        Assert.Equal(["TLS_RSA_WITH_AES_128_GCM_SHA256"], result[SectionKind.CipherSuites].Values.Select(value => value.Value));
        Assert.Equal("2026-01-05T10:00:00.123456Z", result.Start);
    }

    /// <summary>A connection whose server has a certificate of a number that expires in a month.</summary>
    private static string Expiring(int certificate, string month) =>
        $$$"""
        {"start":"2026-01-05T10:00:00Z","certificates":{"server":[
         {"sha256":"{{{certificate:x32}}}{{{0:x32}}}","issuer":"","not_after":"{{{month}}}-09T00:00:00Z","public_key":""}]}}
        """;

    private static StatisticsSection Section(StatisticsResult result, string name) =>
        result.Sections.Single(section => section.Kind.Name == name);

    internal static StatisticsResult Of(params string[] connections) => Of(new StatisticsOptions(), connections);

    internal static StatisticsResult Of(StatisticsOptions options, params string[] connections)
    {
        using FieldReader reader = new(ConnectionStatistics.Selection);
        ConnectionStatistics statistics = new(options);
        foreach (string connection in connections) statistics.Add(reader.Read(Encoding.UTF8.GetBytes(connection)));
        return statistics.Result();
    }
}
