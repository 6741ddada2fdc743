using System.Buffers;
using TlsDissect.Output.Report;

namespace TlsDissect.Tests.Output.Report;

/// <summary>Makes pages of connections.</summary>
internal static class Reports
{
    public static ReportOptions Options { get; } = new() { Program = "tlsdissect 1.2.3", Captures = ["capture.pcap"] };

    /// <summary>The page of connections, through the lines that a run writes.</summary>
    public static ReportFile Of(params IEnumerable<ConnectionSummary> connections) => Of(Options, connections);

    public static ReportFile Of(ReportOptions options, params IEnumerable<ConnectionSummary> connections)
    {
        using ReportWriter writer = new(options);
        ArrayBufferWriter<byte> lines = new();
        using (ReportSink sink = new(lines, _ => null, options))
        {
            foreach (ConnectionSummary connection in connections) sink.OnEnd(connection);
        }

        writer.Lines.Write(lines.WrittenSpan);
        return Of(writer);
    }

    /// <summary>The page of lines.</summary>
    public static ReportFile OfLines(params ReadOnlySpan<string> lines)
    {
        using ReportWriter writer = new(Options);
        foreach (string line in lines) writer.Lines.Write(System.Text.Encoding.UTF8.GetBytes(line + "\n"));
        return Of(writer);
    }

    private static ReportFile Of(ReportWriter writer)
    {
        using MemoryStream page = new();
        writer.WritePage(page);
        return new ReportFile(page.ToArray());
    }
}
