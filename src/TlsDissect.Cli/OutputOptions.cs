using System.CommandLine;
using System.CommandLine.Parsing;
using TlsDissect.Cli.Files;

namespace TlsDissect.Cli;

/// <summary>Where results go and whether they may replace what is there, the same for every command that writes.</summary>
/// <param name="place">What the output is called in help: FILE or DIR.</param>
/// <param name="description">Of the output.</param>
/// <param name="isRequired">Whether there is no result without it.</param>
internal sealed class OutputOptions(string place, string description, bool isRequired = false)
{
    /// <summary>Of a file that stands for standard output.</summary>
    public const string File = "Write to this file instead of standard output (-). It gets its name when it is complete; after an interrupt FILE.partial has what was written.";

    /// <summary>Of <c>--force</c>.</summary>
    public const string Force = "Replace an output file that exists. A file that is read is never replaced.";

    private readonly Option<string?> _output = new("--output", "-o") { Description = description, HelpName = place, Required = isRequired };
    private readonly Option<bool> _force = new("--force") { Description = Force };

    public void AddTo(Command command)
    {
        command.Options.Add(_output);
        command.Options.Add(_force);
    }

    public string? Path(ParseResult parsed) => parsed.GetValue(_output);

    public string? Path(CommandResult result) => result.GetValue(_output);

    /// <summary>What the run may write to.</summary>
    public OutputRule Rule(ParseResult parsed, RunInput run) => new(run.Files, parsed.GetValue(_force));
}
