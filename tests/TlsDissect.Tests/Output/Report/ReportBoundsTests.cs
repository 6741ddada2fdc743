using System.Globalization;
using System.Text.Json;
using TlsDissect.Output.Follow;
using TlsDissect.Output.Report;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Output.Report;

/// <summary>What grows with the captures has a limit, and the page says where it was reached.</summary>
public class ReportBoundsTests
{
    [Fact]
    public void Texts_beyond_the_table_are_in_their_rows()
    {
        StringTable table = new(maxCount: 2, maxCharacters: 10);

        Assert.Equal("""[0,1,"cc",0,null,1]""", Cells(table, "aa", "bb", "cc", "aa", null, "bb"));
        Assert.Equal("""["aa","bb"]""", Json(table.Write));
    }

    [Fact]
    public void A_text_that_would_fill_the_table_is_in_its_row()
    {
        StringTable table = new(maxCount: 10, maxCharacters: 10);

        Assert.Equal($$"""["{{new string('x', 11)}}",0,"{{new string('y', 9)}}",1]""",
            Cells(table, new string('x', 11), "aa", new string('y', 9), "bb"));
    }

    [Fact]
    public void Certificates_beyond_the_table_are_in_their_connections()
    {
        using SpoolFile file = new();
        using SpoolStream spool = new(file);
        using ReportCertificates certificates = new(spool, maxCount: 1);
        JsonElement chain = JsonElement.Parse("""[{"sha256":"aa","subject":"CN=a"},{"sha256":"bb","subject":"\u003cb\u003e"}]""");

        string shown = Json(json => certificates.WriteChain(json, chain));

        Assert.Equal("""[{"certificate":0},{"sha256":"bb","subject":"\u003Cb\u003E"}]""", shown);
        Assert.Equal(shown, Json(json => certificates.WriteChain(json, chain)));
    }

    [Fact]
    public void A_finding_names_some_connections_and_counts_all()
    {
        ReportFile page = Reports.Of(Enumerable.Range(0, ReportFindings.MaxConnections + 10).Select(id =>
        {
            ConnectionSummary connection = SampleConnections.Bare(0x009c, ProtocolVersion.Tls12, id);
            connection.Findings =
            [
                Finding("expired", id == 7 ? FindingSeverity.Critical : FindingSeverity.Low, $"text {id}"),
                Finding("null_cipher", FindingSeverity.High, "text"), Finding("null_cipher", FindingSeverity.High, "text"),
            ];
            return connection;
        }));

        JsonElement[] findings = [.. page.Report.GetProperty("findings").EnumerateArray()];
        const int all = ReportFindings.MaxConnections + 10;
        Assert.Equal(["critical expired", "high null_cipher", "low expired"],
            findings.Select(finding => $"{finding.GetProperty("severity")} {finding.GetProperty("id")}"));
        Assert.Equal([1, 2 * all, all - 1], findings.Select(finding => finding.GetProperty("count").GetInt32()));
        Assert.Equal([1, all, all - 1], findings.Select(finding => finding.GetProperty("in_connections").GetInt32()));
        Assert.Equal(["text 7", "text", null], findings.Select(finding => finding.GetProperty("text").GetString()));
        Assert.Equal(Enumerable.Range(0, ReportFindings.MaxConnections),
            findings[1].GetProperty("connections").EnumerateArray().Select(id => id.GetInt32()));
        Assert.Equal(Enumerable.Range(0, ReportFindings.MaxExamples).Select(id => $"text {id}"),
            findings[2].GetProperty("examples").EnumerateArray().Select(example => example.GetProperty("text").GetString()));
        Assert.NotEmpty(findings[1].GetProperty("why").GetString()!);
        Assert.NotEmpty(findings[1].GetProperty("advice").GetString()!);
        Assert.Equal("critical", page.Cell(7, "severity").GetString());
        Assert.Equal(3, page.Cell(7, "findings").GetInt32());
    }

    [Fact]
    public void Warnings_beyond_the_limit_are_counted()
    {
        ReportFile page = Reports.OfLines([.. Enumerable.Range(0, ReportRemarks.MaxWarnings + 3)
            .Select(i => $$"""{"type":"warning","capture":"a.pcap","packet":{{i}},"text":"\u003cb\u003e {{i}}"}""")]);

        Assert.Equal(ReportRemarks.MaxWarnings, page.Report.GetProperty("warnings").GetArrayLength());
        Assert.Equal("<b> 0", page.Report.GetProperty("warnings")[0].GetProperty("text").GetString());
        Assert.Equal(3, page.Report.GetProperty("more_warnings").GetInt32());
    }

    [Fact]
    public void Captures_beyond_the_limit_are_counted()
    {
        string[] captures = [.. Enumerable.Range(0, ReportHead.MaxCaptures + 2).Select(i => i.ToString(CultureInfo.InvariantCulture))];

        ReportFile page = Reports.Of(Reports.Options with { Captures = captures });

        Assert.Equal(ReportHead.MaxCaptures, page.Report.GetProperty("captures").GetArrayLength());
        Assert.Equal(2, page.Report.GetProperty("more_captures").GetInt32());
        Assert.Contains("<title>TLS in 0, 1, 2 and 99 more</title>", page.Frame, StringComparison.Ordinal);
    }

    [Fact]
    public void The_summary_of_the_captures_is_in_the_page()
    {
        ReportFile page = Reports.OfLines(
            """{"type":"summary","packets":12,"connections":0,"not_dissected":[{"kind":"QUIC","packets":5,"flows":1}],"other_tcp":3}""");

        Assert.Equal(12, page.Report.GetProperty("counts").GetProperty("packets").GetInt32());
        Assert.Equal(3, page.Report.GetProperty("counts").GetProperty("other_tcp").GetInt32());
        Assert.Equal("QUIC", page.Report.GetProperty("not_dissected")[0].GetProperty("kind").GetString());
        Assert.Equal(5, page.Report.GetProperty("not_dissected")[0].GetProperty("packets").GetInt32());
    }

    private static Finding Finding(string id, FindingSeverity severity, string text) =>
        new(id, severity, text) { Why = "why", Advice = "advice", Reference = "RFC" };

    private static string Cells(StringTable table, params string?[] texts) => Json(json =>
    {
        json.WriteStartArray();
        foreach (string? text in texts) table.WriteCell(json, text);
        json.WriteEndArray();
    });

    private static string Json(Action<Utf8JsonWriter> write)
    {
        using MemoryStream output = new();
        using (Utf8JsonWriter json = new(output)) write(json);
        return System.Text.Encoding.UTF8.GetString(output.ToArray());
    }
}
