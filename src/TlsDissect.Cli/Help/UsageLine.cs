using System.CommandLine;

namespace TlsDissect.Cli.Help;

/// <summary>How a command is typed: its arguments and the options that it needs.</summary>
internal static class UsageLine
{
    /// <summary>As in <c>tlsdissect export pcap CAPTURE -o FILE [options]</c>.</summary>
    public static string Of(Command command) => string.Join(' ', Words(command));

    /// <summary>The command's words behind the program's name.</summary>
    public static string Path(Command command)
    {
        if (command is RootCommand) return "";
        string outer = command.Parents.OfType<Command>().FirstOrDefault() is Command parent ? Path(parent) : "";
        return $"{outer} {command.Name}".Trim();
    }

    /// <summary>An option with its value: <c>-o FILE</c>.</summary>
    public static string Shortest(Option option) => $"{option.Aliases.Append(option.Name).MinBy(name => name.Length)}{ValueOf(option)}";

    /// <summary>The name of an option's value, with a space before it; empty if it takes none.</summary>
    public static string ValueOf(Option option) => option.HelpName is string name ? $" {name}" : "";

    private static IEnumerable<string> Words(Command command)
    {
        yield return "tlsdissect";
        if (command is not RootCommand) yield return Path(command);
        if (command.Subcommands.Count > 0) yield return "COMMAND";
        foreach (Argument argument in command.Arguments)
        {
            string name = $"{argument.Name}{(argument.Arity.MaximumNumberOfValues > 1 ? "..." : "")}";
            yield return argument.Arity.MinimumNumberOfValues == 0 ? $"[{name}]" : name;
        }

        foreach (Option option in command.Options.Where(option => option.Required)) yield return Shortest(option);
        yield return "[options]";
    }
}
