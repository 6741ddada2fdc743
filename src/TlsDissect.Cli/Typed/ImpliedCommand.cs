using System.CommandLine;
using TlsDissect.Cli.Options;

namespace TlsDissect.Cli.Typed;

/// <summary>
/// The command that a command line stands for. <c>tlsdissect capture.pcap</c> reads. A command's name takes precedence over a file's.
/// Options may precede both.
/// </summary>
/// <param name="Args">The command line with its command first.</param>
/// <param name="Word">The first word that is not an option, if it stands for a capture; else <c>null</c>.</param>
internal sealed record ImpliedCommand(string[] Args, string? Word)
{
    private const string Read = "read";

    public static ImpliedCommand Of(string[] args, RootCommand root)
    {
        if (args.Length == 0 || root.Subcommands.Any(command => command.Name == args[0]) ||
            root.Options.Any(option => option.Name == args[0] || option.Aliases.Contains(args[0])))
            return new ImpliedCommand(args, null);
        int first = FirstWord(args, root);
        if (first < 0) return new ImpliedCommand([Read, .. args], null);
        bool isCommand = root.Subcommands.Any(command => command.Name == args[first]) && Array.IndexOf(args, "--", 0, first) < 0;
        return isCommand
            ? new ImpliedCommand([args[first], .. args[..first], .. args[(first + 1)..]], null)
            : new ImpliedCommand([Read, .. args], args[first]);
    }

    /// <summary>The command nearest to a word that is neither a command nor a file.</summary>
    public string? Mistyped(RootCommand root) =>
        Word is string word && word != "-" && !Path.Exists(word)
            ? Suggestions.Nearest(word, root.Subcommands.Where(command => !command.Hidden).Select(command => command.Name))
            : null;

    /// <summary>Index of the first word that is not an option or an option's value; -1 if every word is one.</summary>
    private static int FirstWord(string[] args, RootCommand root)
    {
        for (int i = 0; i < args.Length; i++)
        {
            ParseResult parsed = CommandLine.Parse(root, [Read, .. args[..(i + 1)]]);
            if (parsed.CommandResult.Command.Arguments.SelectMany(argument => parsed.GetResult(argument)?.Tokens ?? [])
                .Any(token => !Suggestions.IsOption(token.Value))) return i;
        }

        return -1;
    }
}
