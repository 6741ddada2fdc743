using System.CommandLine;
using TlsDissect.Cli.Files;
using TlsDissect.Cli.Options;
using TlsDissect.Cli.Runs;

namespace TlsDissect.Cli.Export;

/// <summary>The options of every export: the capture, the output, keys and limits.</summary>
internal sealed class ExportOptions
{
    private readonly Argument<string> _capture =
        new("CAPTURE") { Description = "pcap, pcapng or snoop, also gzip or zstd; - is standard input." };
    private readonly OutputOptions _output;
    private readonly InputOptions _input;

    /// <param name="place">The output's name in the help: FILE or DIR.</param>
    /// <param name="description">Description of the output.</param>
    /// <param name="limits">Limits that only this command has.</param>
    public ExportOptions(string place, string description, params Limit[] limits)
    {
        _output = new OutputOptions(place, description, isRequired: true);
        _input = new InputOptions(judging: null, limits);
    }

    /// <summary>The limits of the command.</summary>
    public LimitOptions Limits => _input.Limits;

    public void AddTo(Command command)
    {
        command.Arguments.Add(_capture);
        _output.AddTo(command);
        _input.AddTo(command);
    }

    public RunInput Input(ParseResult parsed)
    {
        RunInput input = _input.Read(parsed, [parsed.GetValue(_capture)!]);
        FirstReading.Check(input);
        return input;
    }

    public string Path(ParseResult parsed) => _output.Path(parsed)!;

    /// <summary>Opens the file under its temporary name; standard output for <c>-</c>.</summary>
    public OutputTarget OpenFile(ParseResult parsed, RunInput input, SignalHandler interruption, bool isText)
    {
        if (!isText && OutputTarget.IsStandardOutput(Path(parsed)) && !Console.IsOutputRedirected)
            throw new UsageException($"-o {Path(parsed)}: refusing to write a capture to a terminal; send it to a file or a program");
        return OutputTarget.Open(Path(parsed), _output.Rule(parsed, input), interruption);
    }

    /// <summary>Opens the folder.</summary>
    public OutputFolder OpenFolder(ParseResult parsed, RunInput input, Func<string, bool> mayWrite, SignalHandler interruption) =>
        OutputFolder.Open(Path(parsed), _output.Rule(parsed, input), mayWrite, interruption);
}
