using System.Collections.Immutable;
using System.CommandLine;
using TlsDissect.Cli.Files;
using TlsDissect.Cli.Lists;
using TlsDissect.Cli.Options;
using TlsDissect.Cli.Runs;
using TlsDissect.Output.Tables;
using TlsDissect.Output.Text;

namespace TlsDissect.Cli.Commands;

/// <summary><c>tlsdissect list CAPTURE...</c></summary>
internal static class ListCommand
{
    private const string Examples = """

        Examples:
          tlsdissect list capture.pcap                                       a line for each connection
          tlsdissect list capture.pcap --sort -findings                      the most severe findings first
          tlsdissect list capture.pcap --columns id,name,latency.handshake   columns of your own
          tlsdissect list -r captures/ --format csv -o connections.csv       for a spreadsheet or a database
        """;

    public static Command Create()
    {
        CaptureFileOptions captures = new();
        Option<string> format =
            new("--format")
            {
                Description = "table (default), csv, tsv or json (JSON Lines).",
                HelpName = "table|csv|tsv|json",
                DefaultValueFactory = _ => ListOutput.Table,
            };
        format.Accept(ListOutput.Table, ListOutput.Csv, ListOutput.Tsv, ListOutput.Json);
        Option<ImmutableArray<ConnectionColumn>> columns =
            ColumnsOption.Create("--columns", "The columns, or fields of the JSON (tlsdissect help where).");
        Option<RowOrder?> sort = ColumnsOption.CreateSort();
        OutputOptions output = new("FILE", OutputOptions.File);
        StyleOptions style = new();
        InputOptions input = new(new JudgingOptions(), Limits.RepeatedValues, Limits.KnownServers, Limits.Moduli, Limits.Rows);
        Command command =
            new("list", "Lists the connections of capture files, one a line, in the order in which they end, with totals." + Examples)
            {
                format, columns, sort,
            };
        captures.AddTo(command);
        style.AddTo(command);
        output.AddTo(command);
        input.AddTo(command);
        command.SetAction(parsed =>
        {
            RunInput run = captures.Read(parsed, input);
            // Who proved an identity is a column.
            run = run with { Options = run.Options with { VerifySignatures = true, HashedConnections = run.Selected } };
            using SignalHandler interruption = new();
            using OutputTarget target = OutputTarget.Open(output.Path(parsed), output.Rule(parsed, run), interruption);
            ListOutput how = new(parsed.GetValue(format)!, parsed.GetValue(columns), style.Apply(parsed, new TextOptions(), target))
            {
                Order = parsed.GetValue(sort),
                MaxSortedBytes = input.Limits.Value(parsed, Limits.Rows),
            };
            int code = ListRun.Write(run, how, target.Stream, interruption);
            target.Finish(code);
            return code;
        });
        return command;
    }
}
