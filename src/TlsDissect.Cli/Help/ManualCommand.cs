using System.CommandLine;

namespace TlsDissect.Cli.Help;

/// <summary><c>tlsdissect man</c>: the manual page, made from what <c>--help</c> says, so that it is never out of date.</summary>
internal static class ManualCommand
{
    private const string Examples = """

        Examples:
          tlsdissect man > tlsdissect.1       to be put where man looks: /usr/local/share/man/man1
          man -l <(tlsdissect man)            to be read at once
        """;

    public static Command Create(RootCommand root, Func<IReadOnlyDictionary<Command, string[]>> examples)
    {
        Command command = new("man", "Prints the manual page." + Examples);
        command.SetAction(_ => Console.Out.Write(new ManualPage(examples()).Write(root)));
        return command;
    }
}
