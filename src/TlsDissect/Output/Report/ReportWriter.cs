using System.Net;
using System.Text.Json;
using TlsDissect.Output.Fields;
using TlsDissect.Output.Follow;
using TlsDissect.Output.Statistics;

namespace TlsDissect.Output.Report;

/// <summary>
/// Makes one self-contained HTML page of connections: a table, charts and findings, and every connection's details. Memory does not grow
/// with the connections, but for tables that are bounded: the rest waits in a temporary file that only its owner can read.
/// </summary>
internal sealed class ReportWriter : IDisposable
{
    /// <summary>Limit on the captures that the title names.</summary>
    private const int NamedCaptures = 3;

    private const int Microseconds = 1_000_000;

    private static readonly ConnectionField Handshake = ConnectionFields.Get("latency.handshake"), End = ConnectionFields.Get("end");

    private readonly ReportOptions _options;
    private readonly SpoolFile _file;
    private readonly SpoolStream _rowSpool;
    private readonly SpoolStream _certificateSpool;
    private readonly SpoolStream _blockSpool;
    private readonly ReportRows _rows;
    private readonly ReportCertificates _certificates;
    private readonly ReportDetails _details;
    private readonly FieldReader _fields = new(new FieldSelection([.. ConnectionStatistics.Selection.Fields, .. ReportRows.Fields]));
    private readonly ConnectionStatistics _statistics = new(new StatisticsOptions());
    private readonly LatencyBins _latency = new();
    private readonly ReportFindings _findings = new();
    private readonly ReportRemarks _remarks = new();

    /// <summary>The time of the last packet, in microseconds since 1970.</summary>
    private long _end = long.MinValue;

    public ReportWriter(ReportOptions options)
    {
        _options = options;
        _file = new SpoolFile(options.Memory?.Open());
        _rowSpool = new SpoolStream(_file);
        _certificateSpool = new SpoolStream(_file);
        _blockSpool = new SpoolStream(_file);
        _rows = new ReportRows(_rowSpool);
        _certificates = new ReportCertificates(_certificateSpool);
        _details = new ReportDetails(_blockSpool, _certificates);
        Lines = new JsonLineStream(Add);
    }

    /// <summary>Receives the lines of docs/json.md with details: connections, warnings, the summary.</summary>
    public Stream Lines { get; }

    /// <summary>Whether something was read: a connection, or the summary of captures without any.</summary>
    public bool HasContent => _rows.Count > 0 || _remarks.Packets is not null;

    /// <summary>Writes the page. Nothing can be added after this.</summary>
    public void WritePage(Stream output)
    {
        _details.Dispose();
        _certificates.Dispose();
        StatisticsResult statistics = _statistics.Result();
        ReportExpiry expiry = new(statistics, _end);
        IReadOnlyList<ReportChart> charts = ReportCharts.Bars(statistics, expiry, _latency);
        string sentence = ReportSentence.Of(statistics, expiry, _options.ExpiryDays);
        ReportHead head = new(_options, statistics, _rows)
        {
            Sentence = sentence,
            Charts = charts,
            Findings = _findings,
            Remarks = _remarks,
        };
        ReportPage.Write(output, new Dictionary<string, Action<Stream>>
        {
            ["title"] = page => WriteText(page, Title()),
            ["sentence"] = page => WriteText(page, sentence),
            ["charts"] = page => ReportPage.Write(page, ChartMarkup.Of(charts, statistics.Timeline)),
            ["report"] = head.Write,
            ["rows"] = _rows.WriteTo,
            ["certificates"] = _certificateSpool.WriteTo,
            ["blocks"] = _blockSpool.WriteTo,
        });
    }

    public void Dispose()
    {
        _details.Dispose();
        _certificates.Dispose();
        _fields.Dispose();
        _rowSpool.Dispose();
        _certificateSpool.Dispose();
        _blockSpool.Dispose();
        _file.Dispose();
        Lines.Dispose();
    }

    private void Add(ReadOnlyMemory<byte> line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        JsonElement root = document.RootElement;
        switch (root.Text("type"))
        {
            case "connection": AddConnection(root, _fields.Read(root)); break;
            case "warning": _remarks.AddWarning(root); break;
            case "summary": _remarks.AddSummary(root); break;
        }
    }

    private void AddConnection(JsonElement connection, FieldRow row)
    {
        _rows.Add(row);
        _details.Add(connection);
        _statistics.Add(row);
        if (row.First(Handshake) is FieldValue handshake) _latency.Add((long)(handshake.Number * Microseconds));
        if (row.First(End) is FieldValue end) _end = Math.Max(_end, (long)(end.Number * Microseconds));
        _findings.Add(connection.Number("id") ?? 0, connection.Elements("findings"));
    }

    /// <summary>Names the first captures only: a folder may have thousands.</summary>
    private string Title()
    {
        string[] files = [.. _options.Captures.Select(FileNameOf)];
        if (files.Distinct().Count() < files.Length) return $"TLS in {ReportSentence.Number(files.Length)} captures";
        string named = string.Join(", ", files.Take(NamedCaptures));
        return files.Length > NamedCaptures
            ? $"TLS in {named} and {ReportSentence.Number(files.Length - NamedCaptures)} more"
            : $"TLS in {named}";
    }

    /// <summary>A title is seen by more people than the page. Paths are in the page.</summary>
    private static string FileNameOf(string capture) => Path.GetFileName(capture) is { Length: > 0 } name ? name : capture;

    private static void WriteText(Stream page, string text) => ReportPage.Write(page, WebUtility.HtmlEncode(WireText.EscapeMessage(text)));
}
