using System.CommandLine;
using TlsDissect.Cli.Files;

namespace TlsDissect.Cli.Export;

/// <summary>What every export takes: a capture, where to, and what to decrypt with.</summary>
internal sealed class ExportOptions
{
    private readonly Argument<string> _capture = new("CAPTURE") { Description = "A capture file: pcap or pcapng, gzip or zstd too; - is standard input." };
    private readonly Option<string> _output;
    private readonly Option<bool> _force = new("--force") { Description = "Replace what is there." };
    private readonly InputOptions _input = new();

    /// <param name="place">What the output is called in help: FILE or DIR.</param>
    /// <param name="description">Of the output.</param>
    public ExportOptions(string place, string description) =>
        _output = new Option<string>("--output", "-o") { Description = description, HelpName = place, Required = true };

    public void AddTo(Command command)
    {
        command.Arguments.Add(_capture);
        command.Options.Add(_output);
        command.Options.Add(_force);
        _input.AddTo(command);
    }

    public RunInput Input(ParseResult parsed) => _input.Read(parsed, [parsed.GetValue(_capture)!]);

    public string Path(ParseResult parsed) => parsed.GetValue(_output)!;

    public bool Force(ParseResult parsed) => parsed.GetValue(_force);

    /// <summary>The file, under its temporary name; standard output for <c>-</c>.</summary>
    public OutputTarget OpenFile(ParseResult parsed, bool isText)
    {
        if (!isText && Path(parsed) == "-" && !Console.IsOutputRedirected) throw new UsageException("-o -: a capture is nothing for a terminal; send it to a file or a program");
        return OutputTarget.OpenNew(Path(parsed), Force(parsed));
    }
}
