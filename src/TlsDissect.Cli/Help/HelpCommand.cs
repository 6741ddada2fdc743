using System.CommandLine;
using System.CommandLine.Completions;
using TlsDissect.Cli.Options;

namespace TlsDissect.Cli.Help;

/// <summary><c>tlsdissect help [COMMAND...|TOPIC]</c>: a command's help, as <c>--help</c> shows it, or a topic.</summary>
internal static class HelpCommand
{
    private const string Examples = """

        Examples:
          tlsdissect help              commands and topics
          tlsdissect help read         a command's options and examples
          tlsdissect help export pcap
          tlsdissect help limits       every limit of a run
        """;

    public static Command Create(RootCommand root)
    {
        Argument<string[]> words = new("COMMAND")
        {
            Description = $"A command, or a topic: {string.Join(", ", HelpTopic.All.Select(topic => topic.Name))}.",
            HelpName = "COMMAND",
            Arity = ArgumentArity.ZeroOrMore,
        };
        words.CompletionSources.Add(_ => Names(root).Select(name => new CompletionItem(name)));
        Command command = new("help", "Shows the help of a command or a topic." + Examples) { words };
        command.SetAction(parsed =>
        {
            string[] path = parsed.GetValue(words) ?? [];
            if (path is [string only] && HelpTopic.All.FirstOrDefault(topic => topic.Name == only) is HelpTopic topic)
            {
                topic.Write(new HelpWriter(parsed.InvocationConfiguration.Output, HelpWriter.Columns));
                return ExitCode.Done;
            }

            Command at = root;
            foreach (string word in path)
            {
                IEnumerable<string> names = at == root ? Names(root) : at.Subcommands.Select(inner => inner.Name);
                at = at.Subcommands.FirstOrDefault(inner => inner.Name == word)
                    ?? throw new UsageException($"unknown command '{word}'.{Near(word, names)} See 'tlsdissect --help'.");
            }

            return CommandLine.Parse(root, [.. path, "--help"]).Invoke();
        });
        return command;
    }

    private static IEnumerable<string> Names(RootCommand root) =>
        root.Subcommands.Where(inner => !inner.Hidden).Select(inner => inner.Name).Concat(HelpTopic.All.Select(topic => topic.Name));

    private static string Near(string word, IEnumerable<string> names) =>
        Suggestions.Nearest(word, names) is string near ? $" Did you mean '{near}'?" : "";
}
