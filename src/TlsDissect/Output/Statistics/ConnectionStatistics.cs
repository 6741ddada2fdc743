using System.Collections.Immutable;
using System.Globalization;
using TlsDissect.Output.Fields;

namespace TlsDissect.Output.Statistics;

/// <summary>
/// Counts connections by their versions, suites, names and so on, in memory that does not grow with their number. The result depends on the
/// order of the connections only where it is not complete.
/// </summary>
internal sealed class ConnectionStatistics
{
    private static readonly ConnectionField Start = ConnectionFields.Get("start"), End = ConnectionFields.Get("end");

    private static readonly ConnectionField SuiteName = ConnectionFields.Get("cipher_suite.name"),
        SuiteId = ConnectionFields.Get("cipher_suite.id");

    private static readonly ConnectionField ServerName = ConnectionFields.Get("server_name"),
        ServerAddress = ConnectionFields.Get("server.address"), ClientAddress = ConnectionFields.Get("client.address");

    private static readonly ConnectionField AlertFrom = ConnectionFields.Get("alerts.from"),
        AlertName = ConnectionFields.Get("alerts.name");

    private static readonly ImmutableArray<(string Side, SectionKind Kind)> AlertsOf =
        [("client", SectionKind.ClientAlerts), ("server", SectionKind.ServerAlerts)];

    private static readonly ConnectionField FindingId = ConnectionFields.Get("findings.id"),
        FindingSeverity = ConnectionFields.Get("findings.severity");

    private static readonly ConnectionField PolicyName = ConnectionFields.Get("policy.name"),
        PolicyComplies = ConnectionFields.Get("policy.complies");

    private static readonly ConnectionField MissingBytes = ConnectionFields.Get("tcp.missing_bytes");

    private static readonly ImmutableArray<ConnectionField> Latencies = [.. ConnectionFields.Within("latency")];

    private readonly StatisticsOptions _options;

    /// <summary>By the kind itself: comparing all that kinds have would take longer.</summary>
    private readonly Dictionary<SectionKind, SectionCounter> _sections = new(ReferenceEqualityComparer.Instance);

    private readonly CertificateCounter _certificates;
    private readonly DataCounter _client = new("client");
    private readonly DataCounter _server = new("server");
    private readonly DurationSketch[] _latencies = [.. Latencies.Select(_ => new DurationSketch())];
    private readonly Timeline _timeline = new();
    private long _missingBytes;
    private FieldValue? _start;
    private FieldValue? _end;

    /// <summary>Starts with no connection.</summary>
    public ConnectionStatistics(StatisticsOptions options)
    {
        _options = options;
        foreach (SectionKind kind in SectionKind.All) _sections.Add(kind, new SectionCounter(kind, options.MaxTableBytes));
        _certificates = new CertificateCounter(_sections, options.MaxTableBytes);
    }

    /// <summary>The fields that <see cref="Add"/> reads.</summary>
    public static FieldSelection Selection { get; } = new(
    [
        Start, End, SuiteName, SuiteId, ServerName, ServerAddress, ClientAddress, AlertFrom, AlertName, FindingId, FindingSeverity,
        PolicyName, PolicyComplies, MissingBytes, .. Latencies, .. CertificateCounter.Fields,
        .. DataCounter.FieldsOf("client"), .. DataCounter.FieldsOf("server"),
        .. SectionKind.All.Select(kind => kind.Field).OfType<ConnectionField>(),
    ]);

    /// <summary>Number of connections so far.</summary>
    public long Connections { get; private set; }

    /// <summary>Counts a connection.</summary>
    /// <param name="row">Has the fields of <see cref="Selection"/>.</param>
    public void Add(FieldRow row)
    {
        Connections++;
        foreach (SectionCounter section in _sections.Values) section.AddField(row);
        if ((row.First(SuiteName) ?? row.First(SuiteId)) is FieldValue suite) Count(SectionKind.CipherSuites, NameOf(suite));
        AddAlerts(row);
        AddFindings(row);
        if (row.First(PolicyName) is not null) Count(SectionKind.Policy, VerdictOf(row.First(PolicyComplies)));
        _certificates.Add(row);
        AddData(row);
        AddTimes(row);
    }

    /// <summary>Returns the counts so far.</summary>
    public StatisticsResult Result() => new()
    {
        Connections = Connections,
        Start = _start?.Text,
        End = _end?.Text,
        Client = _client.Totals,
        Server = _server.Totals,
        MissingBytes = _missingBytes,
        Certificates = _certificates.Certificates,
        Expiries = [.. _certificates.Expiries],
        UncountedCertificates = _certificates.Uncounted,
        Latency = [.. Latencies.Zip(_latencies, Summarize)],
        Timeline = new TimelineStatistics(
            _timeline.Start is long start ? DateTimeOffset.FromUnixTimeMilliseconds(start) : null,
            TimeSpan.FromMilliseconds(_timeline.SlotMilliseconds), _timeline.Counts()),
        Sections = [.. SectionKind.All.Select(kind => _sections[kind].Result(_options.Top, AllOf(kind)))],
    };

    private long AllOf(SectionKind kind) => kind.CountsCertificates ? _certificates.Certificates : Connections;

    private void Count(SectionKind kind, string value) => _sections[kind].Add(value);

    /// <summary>A suite that is not registered has only a number.</summary>
    private static string NameOf(in FieldValue suite) => suite.Kind == FieldKind.Number
        ? string.Create(CultureInfo.InvariantCulture, $"0x{(int)suite.Number:X4}")
        : suite.Text;

    private static string VerdictOf(FieldValue? complies) => complies switch
    {
        null => "unknown",
        { Number: 0 } => "does_not_comply",
        _ => "complies",
    };

    private void AddAlerts(FieldRow row)
    {
        foreach ((string side, SectionKind kind) in AlertsOf)
        {
            _sections[kind].Add(row[AlertFrom].Zip(row[AlertName]).Where(alert => alert.First.Text == side)
                .Select(alert => alert.Second.Text));
        }
    }

    /// <summary>The same finding may have another severity in another connection.</summary>
    private void AddFindings(FieldRow row)
    {
        ImmutableArray<FieldValue> severities = row[FindingSeverity];
        if (severities.IsEmpty) return;
        _sections[SectionKind.Findings].Add(severities.Zip(row[FindingId], (severity, id) => $"{severity.Text} {id.Text}"));
        Count(SectionKind.Severities, severities.Max().Text);
    }

    private void AddData(FieldRow row)
    {
        long bytes = _client.Add(row) + _server.Add(row);
        _missingBytes += (long)(row.First(MissingBytes)?.Number ?? 0);
        if ((row.First(ServerName) ?? row.First(ServerAddress)) is FieldValue server)
            _sections[SectionKind.ServerTraffic].Add(server.Text, bytes);
        if (row.First(ClientAddress) is FieldValue client) _sections[SectionKind.ClientTraffic].Add(client.Text, bytes);
    }

    private void AddTimes(FieldRow row)
    {
        if (row.First(Start) is { Number: >= 0 } start)
        {
            if (_start is null || start.CompareTo(_start.Value) < 0) _start = start;
            _timeline.Add((long)(start.Number * 1000));
        }

        if (row.First(End) is { Number: >= 0 } end && (_end is null || end.CompareTo(_end.Value) > 0)) _end = end;
        foreach ((ConnectionField field, DurationSketch sketch) in Latencies.Zip(_latencies))
        {
            if (row.First(field) is FieldValue seconds) sketch.Add((long)(seconds.Number * 1_000_000_000));
        }
    }

    private static LatencyStatistics Summarize(ConnectionField field, DurationSketch sketch) =>
        new(field.Path[(field.Path.IndexOf('.', StringComparison.Ordinal) + 1)..], sketch.Count)
        {
            Shortest = sketch.Shortest,
            Median = sketch.Quantile(0.5),
            P95 = sketch.Quantile(0.95),
            P99 = sketch.Quantile(0.99),
            Longest = sketch.Longest,
        };
}
