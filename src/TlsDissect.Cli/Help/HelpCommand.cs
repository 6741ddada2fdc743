using System.CommandLine;
using System.CommandLine.Completions;
using TlsDissect.Cli.Options;

namespace TlsDissect.Cli.Help;

/// <summary><c>tlsdissect help [COMMAND...]</c>: the same as <c>--help</c> of that command.</summary>
internal static class HelpCommand
{
    private const string Examples = """

        Examples:
          tlsdissect help              the commands
          tlsdissect help read         a command's options and examples
          tlsdissect help export pcap
        """;

    public static Command Create(RootCommand root)
    {
        Argument<string[]> words = new("COMMAND") { Description = "A command's name.", Arity = ArgumentArity.ZeroOrMore, HelpName = "COMMAND" };
        words.CompletionSources.Add(_ => root.Subcommands.Where(inner => !inner.Hidden).Select(inner => new CompletionItem(inner.Name)));
        Command command = new("help", "Shows the help of a command, as --help does." + Examples) { words };
        command.SetAction(parsed =>
        {
            string[] path = parsed.GetValue(words) ?? [];
            Command at = root;
            foreach (string word in path)
            {
                at = at.Subcommands.FirstOrDefault(inner => inner.Name == word)
                    ?? throw new UsageException($"unknown command '{word}'.{Near(word, at)} See 'tlsdissect --help'.");
            }

            return CommandLine.Parse(root, [.. path, "--help"]).Invoke();
        });
        return command;
    }

    private static string Near(string word, Command command) =>
        Suggestions.Nearest(word, command.Subcommands.Select(inner => inner.Name)) is string near ? $" Did you mean '{near}'?" : "";
}
