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
          tlsdissect help policies     what --policy takes
          tlsdissect help where        what --where takes
          tlsdissect help where alpn   the fields of this name, or below or about it
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
            if (path is [string first, .. string[] rest] && HelpTopic.All.FirstOrDefault(topic => topic.Name == first) is HelpTopic topic)
            {
                Write(topic, rest, new HelpWriter(parsed.InvocationConfiguration.Output, HelpWriter.Columns));
                return ExitCode.Done;
            }

            Command at = root;
            foreach (string word in path)
            {
                at = at.Subcommands.FirstOrDefault(inner => inner.Name == word) ?? throw Unknown(word, at, root);
            }

            return CommandLine.Parse(root, [.. path, "--help"]).Invoke();
        });
        return command;
    }

    private static void Write(HelpTopic topic, string[] words, HelpWriter help)
    {
        if (words.Length == 0) topic.Write(help);
        else if (words is [string word] && topic.WritePart is { } writePart) writePart(help, word);
        else throw TooMany(words[topic.WritePart is null ? 0 : 1]);
    }

    private static IEnumerable<string> Names(RootCommand root) =>
        root.Subcommands.Where(inner => !inner.Hidden).Select(inner => inner.Name).Concat(HelpTopic.All.Select(topic => topic.Name));

    private static UsageException Unknown(string word, Command at, RootCommand root)
    {
        if (at == root) return new($"unknown command or topic '{word}'.{Near(word, Names(root))} See 'tlsdissect --help'.");
        if (at.Subcommands.Count == 0) return TooMany(word);
        string near = Near(word, at.Subcommands.Select(inner => inner.Name));
        return new($"unknown command '{word}' of {at.Name}.{near} See 'tlsdissect {at.Name} --help'.");
    }

    private static UsageException TooMany(string word) => new($"help takes one command or topic, not '{word}'. See 'tlsdissect --help'.");

    private static string Near(string word, IEnumerable<string> names) =>
        Suggestions.Nearest(word, names) is string near ? $" Did you mean '{near}'?" : "";
}
