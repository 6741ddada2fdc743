using System.CommandLine;
using TlsDissect.Cli.Runs;

namespace TlsDissect.Cli.Options;

/// <summary>Whether the data before TLS is shown too, and how much of it.</summary>
/// <param name="limits">The limits of the command, with <see cref="Limits.Cleartext"/>.</param>
internal sealed class CleartextOptions(LimitOptions limits)
{
    private readonly Option<bool> _cleartext = new("--cleartext")
    {
        Description = "Include the data before TLS, as before STARTTLS. It is not authenticated.",
    };

    public void AddTo(Command command) => command.Options.Add(_cleartext);

    public bool IsWanted(ParseResult parsed) => parsed.GetValue(_cleartext);

    public RunInput Apply(ParseResult parsed, RunInput run) =>
        run with { Options = run.Options with { MaxCleartextBytes = (int)limits.Value(parsed, Limits.Cleartext) } };
}
