using System.CommandLine;
using TlsDissect.Cli.Files;
using TlsDissect.Cli.Options;
using TlsDissect.Cli.Runs;
using TlsDissect.Cli.Why;

namespace TlsDissect.Cli.Commands;

/// <summary><c>tlsdissect why CAPTURE...</c></summary>
internal static class WhyCommand
{
    private const string Examples = """

        Examples:
          tlsdissect why capture.pcap                                     what would decrypt each connection
          tlsdissect why capture.pcap --key server.key --keylog keys.log  which of these keys fits which connection
          tlsdissect why capture.pcap --key keys/ --format json           for other programs
        """;

    public static Command Create()
    {
        CaptureFileOptions files = new();
        Option<string> format = OutputOptions.FormatOption();
        Option<long?> width = StyleOptions.WidthOption();
        OutputOptions output = new("FILE", OutputOptions.File);
        InputOptions input = new(judging: null);
        Command command = new("why",
            "Says which of the given keys and key logs fits which connection, and what would decrypt the others." + Examples)
        {
            format, width,
        };
        files.AddTo(command);
        output.AddTo(command);
        input.AddTo(command);
        command.SetAction(parsed =>
        {
            RunInput run = files.Read(parsed, input);
            FirstReading.Check(run);
            using SignalHandler interruption = new();
            using OutputTarget target = OutputTarget.Open(output.Path(parsed), output.Rule(parsed, run), interruption);
            int? columns = (int?)parsed.GetValue(width) ?? (target.IsTerminal ? target.Width : null);
            int code = new WhyRun(run, parsed.GetValue(format) == "json", columns).Run(target, interruption);
            target.Finish(code);
            return code;
        });
        return command;
    }
}
