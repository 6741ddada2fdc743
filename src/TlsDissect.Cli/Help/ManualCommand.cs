using System.CommandLine;

namespace TlsDissect.Cli.Help;

/// <summary><c>tlsdissect man</c>: the manual page, made from the same descriptions as <c>--help</c>.</summary>
internal static class ManualCommand
{
    private const string Examples = """

        Examples:
          tlsdissect man > /usr/local/share/man/man1/tlsdissect.1
          man -l <(tlsdissect man)                                   without installing it
        """;

    public static Command Create(RootCommand root, Func<IReadOnlyDictionary<Command, string[]>> examples)
    {
        Command command = new("man", "Prints the manual page." + Examples);
        command.SetAction(_ => Console.Out.Write(new ManualPage(examples()).Write(root)));
        return command;
    }
}
