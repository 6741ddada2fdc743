using System.Buffers;
using System.CommandLine;
using TlsDissect.Cli.Files;
using TlsDissect.Cli.Options;
using TlsDissect.Cli.Runs;
using TlsDissect.Cli.Terminal;
using TlsDissect.Output.Statistics;
using TlsDissect.Output.Text;

namespace TlsDissect.Cli.Commands;

/// <summary><c>tlsdissect stats CAPTURE...</c></summary>
internal static class StatsCommand
{
    private const string Examples = """

        Examples:
          tlsdissect stats capture.pcap                     versions, suites, names, outcomes, latency and more
          tlsdissect stats -r captures/ --top 50            the 50 most frequent values of each
          tlsdissect stats capture.pcap --format json       for other programs
          tlsdissect stats capture.pcap --section ja4       only the clients' fingerprints
        """;

    public static Command Create()
    {
        CaptureFileOptions files = new();
        Option<string> format = new("--format")
        {
            Description = "text (default) or json (one object).",
            HelpName = "text|json",
            DefaultValueFactory = _ => "text",
        };
        format.Accept("text", "json");
        Option<int> top = NumberOption.Create("--top", new StatisticsOptions().Top, "Number of values to show of each kind. Default 10.");
        Option<string[]> sections = new("--section")
        {
            Description = "With text: only this part, named as in JSON; also totals and latency. Repeatable.",
            HelpName = "NAME",
            AllowMultipleArgumentsPerToken = false,
        };
        sections.Accept([.. StatisticsText.Parts]);
        StyleOptions style = new();
        OutputOptions output = new("FILE", OutputOptions.File);
        InputOptions input = new(new JudgingOptions(), Limits.RepeatedValues, Limits.KnownServers, Limits.Moduli, Limits.Statistics);
        Command command =
            new("stats", "Counts connections: versions, suites, names, certificates, outcomes, findings, latency, bytes." + Examples)
            {
                format, top, sections,
            };
        files.AddTo(command);
        style.AddTo(command);
        output.AddTo(command);
        input.AddTo(command);
        command.SetAction(parsed =>
        {
            RunInput run = files.Read(parsed, input);
            long room = input.Limits.Value(parsed, Limits.Statistics);
            ConnectionStatistics statistics = new(new StatisticsOptions { Top = parsed.GetValue(top), MaxTableBytes = room });
            using SignalHandler interruption = new();
            using OutputTarget target = OutputTarget.Open(output.Path(parsed), output.Rule(parsed, run), interruption);
            void Write(StatisticsResult result)
            {
                if (!result.IsComplete) CommandLine.Complain(Overflow(room));
                if (parsed.GetValue(format) == "json") WriteJson(result, target.Stream);
                else WriteText(result, target.Stream, style.Apply(parsed, new TextOptions(), target), parsed.GetValue(sections) ?? []);
            }

            int code = ReadRun.ReadRows(run, ConnectionStatistics.Selection.Fields, statistics.Add, target.Stream.Flush, interruption,
                () =>
                {
                    if (statistics.Connections > 0) Write(statistics.Result());
                });
            if (statistics.Connections == 0)
            {
                if (code == ExitCode.InputFailed)
                {
                    target.Discard();
                    return code;
                }

                Write(statistics.Result());
            }

            target.Finish(code);
            return code;
        });
        return command;
    }

    private static string Overflow(long room) =>
        $"there are more different values than fit in {Units.Size(room)}, so that some numbers are minimums; " +
            $"raise --limit {Limits.Statistics.Name}=SIZE";

    private static void WriteJson(StatisticsResult result, Stream output)
    {
        ArrayBufferWriter<byte> line = new();
        StatisticsJson.Write(line, result);
        output.Write(line.WrittenSpan);
    }

    private static void WriteText(StatisticsResult result, Stream output, TextOptions options, string[] parts)
    {
        ArrayBufferWriter<byte> text = new();
        using (BufferTextWriter writer = new(text)) StatisticsText.Write(writer, result, options, parts);
        output.Write(text.WrittenSpan);
    }
}
