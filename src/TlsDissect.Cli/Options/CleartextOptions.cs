using System.CommandLine;
using TlsDissect.Cli.Runs;

namespace TlsDissect.Cli.Options;

/// <summary>Whether what was said before TLS is shown too, and how much of it.</summary>
internal sealed class CleartextOptions
{
    private readonly Option<bool> _cleartext = new("--cleartext") { Description = "What was said before TLS too, as before STARTTLS: it is not authenticated." };
    private readonly Option<int> _most = NumberOption.Create("--max-cleartext", 64 << 10, "With --cleartext: bytes of it that a connection keeps; what is beyond is told as missing. Default 65,536.");

    public void AddTo(Command command)
    {
        command.Options.Add(_cleartext);
        command.Options.Add(_most);
    }

    public bool IsWanted(ParseResult parsed) => parsed.GetValue(_cleartext);

    public RunInput Apply(ParseResult parsed, RunInput run) => run with { Options = run.Options with { MaxCleartextBytes = parsed.GetValue(_most) } };
}
