using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CsCheck;
using TlsDissect.Messages.Certificates;
using TlsDissect.Output.Report;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Output.Report;

public class ReportWriterTests
{
    /// <summary>Texts that end or begin elements, are special in HTML, JSON or JavaScript, or look like the template's places.</summary>
    private static readonly string[] Hostile =
    [
        "</script><script>alert(1)</script>", "</SCRIPT >", "<!--", "--><script>", "<!--<script>", "]]>", "<![CDATA[", "</title>",
        "</style>",
        "\"'`<>&", "&lt;script&gt;", "{{rows}}", "{{script}}", "}}", "\\u003cscript\\u003e", "\\\"", "\u2028", "\u2029", "\0", "\ud800",
        "\udc00\ud800", "\ufeff", "\u202e", "\r\n", "javascript:alert(1)", "=cmd()", "",
    ];

    public static TheoryData<string> HostileTexts => [.. Hostile, new string('x', 1 << 16), new string('<', 1 << 16)];

    [Theory]
    [MemberData(nameof(HostileTexts))]
    public void Text_from_the_wire_stays_data(string text) => StaysData(text);

    [Fact]
    public void Any_text_from_the_wire_stays_data() =>
        Gen.Select(Gen.String, Gen.Int[0, Hostile.Length - 1], Gen.String)
            .Sample((before, index, after) => StaysData(before + Hostile[index] + after));

    /// <summary>The page around the data is the same, and the text comes back from every place.</summary>
    private static void StaysData(string text)
    {
        ReportFile page = Reports.Of(WithTexts(text));

        Assert.Equal(Reports.Of(WithTexts("harmless")).Frame, page.Frame);
        string wellFormed = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        Assert.Equal(wellFormed, page.Cell(0, "name").GetString());
        Assert.Equal(wellFormed, page.Cell(0, "alpn").GetString());
        Assert.Equal(wellFormed, page.Connections[0].GetProperty("server_name").GetString());
        Assert.Equal($"CN={wellFormed}", page.Certificates[0].GetProperty("subject").GetString());
        Assert.Equal(wellFormed, page.Report.GetProperty("findings")[0].GetProperty("text").GetString());
    }

    [Theory]
    [MemberData(nameof(HostileTexts))]
    public void The_name_of_a_capture_is_text(string name)
    {
        ReportFile page = Reports.Of(Reports.Options with { Captures = [name], Program = name }, WithTexts("harmless"));

        string file = Path.GetFileName(name) is { Length: > 0 } last ? last : name;
        string title = $"TLS in {System.Net.WebUtility.HtmlEncode(TlsDissect.Output.WireText.EscapeMessage(file))}";
        Assert.Contains($"<title>{title}</title>", page.Frame, StringComparison.Ordinal);
        Assert.Equal(Reports.Of(WithTexts("harmless")).Frame.Replace("TLS in capture.pcap", title, StringComparison.Ordinal), page.Frame);
        Assert.Equal(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name)), page.Report.GetProperty("captures")[0].GetString());
    }

    [Theory]
    [InlineData("a.pcap", "/home/user/a.pcap")]
    [InlineData("a.pcap, b.pcap", "secret/a.pcap", "../b.pcap")]
    [InlineData("2 captures", "one/capture.pcap", "two/capture.pcap")]
    public void The_title_names_files_without_their_folders(string named, params string[] captures) =>
        Assert.Contains($"<title>TLS in {named}</title>", Reports.Of(Reports.Options with { Captures = captures }).Frame,
            StringComparison.Ordinal);

    [Fact]
    public void The_policy_allows_the_pages_own_style_and_script_and_nothing_else()
    {
        ReportFile page = Reports.Of(WithTexts("harmless"));

        Assert.Contains(
            $"content=\"default-src 'none'; script-src '{Hash(page.Content("script"))}'; style-src '{Hash(page.Content("style"))}'; ",
            page.Frame, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", ReportPage.Policy, StringComparison.Ordinal);
        string markup = page.Frame.Replace($"<script>{page.Content("script")}</script>", "", StringComparison.Ordinal);
        Assert.DoesNotContain(" style=", markup, StringComparison.Ordinal);
        Assert.Equal(2, page.Frame.Split("<script").Length + page.Frame.Split("<style").Length - 2);
        Assert.DoesNotContain("{{", markup, StringComparison.Ordinal);

        static string Hash(string content) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}";
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(ReportDetails.BlockSize)]
    [InlineData(ReportDetails.BlockSize + 1)]
    public void Every_connection_has_a_row_and_details_at_the_same_place(int count)
    {
        ReportFile page = Reports.Of(Enumerable.Range(0, count).Select(Numbered));

        Assert.Equal(count, page.Report.GetProperty("rows").GetInt32());
        Assert.Equal(count, page.Report.GetProperty("counts").GetProperty("connections").GetInt32());
        Assert.Equal(count, page.Rows.Length);
        Assert.Equal((count + ReportDetails.BlockSize - 1) / ReportDetails.BlockSize, page.Blocks.Length);
        Assert.All(page.Blocks.SkipLast(1), block => Assert.Equal(ReportDetails.BlockSize, block.Length));
        foreach ((int row, JsonElement connection) in page.Connections.Index())
        {
            Assert.Equal(row, page.Cell(row, "id").GetInt32());
            Assert.Equal(row, connection.GetProperty("id").GetInt32());
            Assert.False(connection.TryGetProperty("type", out _));
            Assert.True(connection.TryGetProperty("words", out _));
            Assert.Equal(1000 * (row + 1), page.Cell(row, "duration").GetInt64());
            Assert.Equal("192.0.2.1", page.Cell(row, "client").GetString());
            Assert.Equal(46800, page.Cell(row, "client_port").GetInt32());
        }
    }

    [Fact]
    public void Starts_are_microseconds_since_the_first_rows()
    {
        ReportFile page = Reports.Of(At(7), At(3), At(9));

        Assert.Equal([0, -4000, 2000], Enumerable.Range(0, 3).Select(row => page.Cell(row, "start").GetInt64()));
        Assert.Equal("1767607200129456", page.Report.GetProperty("origin").GetString());
        Assert.Equal("2026-01-05T10:00:00.125456Z", page.Report.GetProperty("start").GetString());

        static ConnectionSummary At(long packet)
        {
            ConnectionSummary connection = SampleConnections.Bare(0x009c, ProtocolVersion.Tls12);
            connection.First = SampleConnections.At(packet);
            return connection;
        }
    }

    [Fact]
    public void A_certificate_is_there_once()
    {
        ReportFile page = Reports.Of(Chain(1, 2), Chain(3, 2), Chain(1, 2));

        Assert.Equal(3, page.Certificates.Length);
        Assert.Equal(["CN=1", "CN=2", "CN=3"], page.Certificates.Select(one => one.GetProperty("subject").GetString()));
        Assert.Equal([0, 1, 2, 1, 0, 1], page.Connections.SelectMany(one => one.GetProperty("certificates").GetProperty("server")
            .EnumerateArray().Select(certificate => certificate.GetProperty("certificate").GetInt32())));
    }

    private static ConnectionSummary Chain(params byte[] numbers)
    {
        ConnectionSummary connection = SampleConnections.Bare(0x009c, ProtocolVersion.Tls12);
        connection.ServerCertificates = [.. numbers.Select(number => Certificate(number, DateTimeOffset.UnixEpoch))];
        return connection;
    }

    internal static CertificateDetails Certificate(byte number, DateTimeOffset expires) => new()
    {
        Der = default,
        Sha256 = Enumerable.Repeat(number, 32).ToArray(),
        Subject = $"CN={number}",
        Issuer = "CN=ca",
        NotAfter = expires,
        PublicKey = "RSA 2048",
    };

    private static ConnectionSummary WithTexts(string text)
    {
        ConnectionSummary connection = SampleConnections.Rsa(text);
        connection.Alpn = text;
        connection.Findings =
            [new Finding("expired", FindingSeverity.High, text) { Why = "why", Advice = "advice", Reference = "RFC 5280" }];
        return connection;
    }

    private static ConnectionSummary Numbered(int number)
    {
        ConnectionSummary connection = SampleConnections.Bare(0x009c, ProtocolVersion.Tls12, id: number);
        connection.Last = SampleConnections.At(number + 2);
        return connection;
    }
}
