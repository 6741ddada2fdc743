using System.Buffers;
using System.Text;
using TlsDissect.Findings;
using TlsDissect.Findings.Certificates;
using TlsDissect.GoldenTests.Laws;
using TlsDissect.Output.Json;

namespace TlsDissect.GoldenTests.Certificates;

/// <summary>The connections of a capture, judged.</summary>
internal sealed class JudgedCapture : IConnectionSink
{
    private readonly ConnectionJudge _judge;

    private JudgedCapture(FindingOptions options) => _judge = new ConnectionJudge(options);

    public List<ConnectionSummary> Connections { get; } = [];

    /// <summary>The ids of the rules about certificates.</summary>
    public static IReadOnlySet<string> Ids { get; } = FindingRules.All
        .Where(rule => rule.GetType().Namespace == typeof(CertificateRule).Namespace).Select(rule => rule.Id).ToHashSet();

    public static JudgedCapture Read(string name, FindingOptions? options = null) => Read(SegmentedCapture.Read(name), options);

    public static JudgedCapture Read(SegmentedCapture capture, FindingOptions? options)
    {
        JudgedCapture judged = new(options ?? new FindingOptions());
        capture.Dissect(capture.Segments, judged);
        judged.Connections.Sort((a, b) => a.Id.CompareTo(b.Id));
        return judged;
    }

    /// <summary>The connections as JSON.</summary>
    public IEnumerable<string> Lines => Connections.Select(connection =>
    {
        ArrayBufferWriter<byte> output = new();
        connection.WriteJson(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    });

    public void OnEnd(ConnectionSummary connection)
    {
        _judge.Judge(connection);
        Connections.Add(connection);
    }

    /// <summary>Findings about the certificates of each connection: <c>id</c>, or <c>id:severity</c> if it is not the usual one.</summary>
    public string[] Findings => [.. Connections.Select(connection => string.Join(' ',
        connection.Findings.Where(finding => Ids.Contains(finding.Id)).Select(Name)))];

    private static string Name(Finding finding) => FindingRules.All.Single(rule => rule.Id == finding.Id).Severity == finding.Severity
        ? finding.Id
        : $"{finding.Id}:{finding.Severity}";
}
