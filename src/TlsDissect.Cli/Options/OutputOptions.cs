using System.CommandLine;
using System.CommandLine.Parsing;
using TlsDissect.Cli.Files;
using TlsDissect.Cli.Runs;

namespace TlsDissect.Cli.Options;

/// <summary><c>--output</c> and <c>--force</c>, the same for every command that writes.</summary>
/// <param name="place">The output's name in the help: FILE or DIR.</param>
/// <param name="description">The output.</param>
/// <param name="isRequired">Whether the command needs <c>--output</c>.</param>
internal sealed class OutputOptions(string place, string description, bool isRequired = false)
{
    /// <summary>Description of <c>--output</c> where it replaces standard output.</summary>
    public const string File = "Write to FILE instead of standard output (-). It is created only once complete.";

    /// <summary>Description of <c>--force</c>.</summary>
    public const string Force = "Replace an existing output file; never a file that the run reads.";

    private readonly Option<string?> _output = new("--output", "-o") { Description = description, HelpName = place, Required = isRequired };
    private readonly Option<bool> _force = new("--force") { Description = Force };

    /// <summary><c>--format</c> of a command that writes text or JSON Lines.</summary>
    public static Option<string> FormatOption()
    {
        Option<string> format = new("--format")
        {
            Description = "text (default) or json (JSON Lines).",
            HelpName = "text|json",
            DefaultValueFactory = _ => "text",
        };
        format.Accept("text", "json");
        return format;
    }

    public void AddTo(Command command)
    {
        command.Options.Add(_output);
        command.Options.Add(_force);
    }

    public string? Path(ParseResult parsed) => parsed.GetValue(_output);

    public string? Path(CommandResult result) => result.GetValue(_output);

    /// <summary>Whether <c>--force</c> was given.</summary>
    public bool MayReplace(ParseResult parsed) => parsed.GetValue(_force);

    /// <summary>Decides which files the run may write to.</summary>
    public OutputRule Rule(ParseResult parsed, RunInput run) => new(run.Files, parsed.GetValue(_force));
}
