using System.CommandLine;

namespace TlsDissect.Cli.Help;

/// <summary><c>tlsdissect man</c>: the manual page, made from what <c>--help</c> says, so that it is never out of date.</summary>
internal static class ManualCommand
{
    public static Command Create(RootCommand root, IReadOnlyDictionary<Command, string[]> examples)
    {
        Command command = new("man", "Prints the manual page: tlsdissect man > tlsdissect.1") { Hidden = true };
        command.SetAction(_ => Console.Out.Write(new ManualPage(examples).Write(root)));
        return command;
    }
}
