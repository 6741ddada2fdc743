using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace TlsDissect.Cli.Help;

/// <summary>
/// The help of a command: its description, how it is typed, its options in groups, and examples. A command writes its examples behind its
/// description, after a line <c>Examples:</c>.
/// </summary>
internal sealed class CommandHelp : SynchronousCommandLineAction
{
    private const string Mark = "Examples:";

    private readonly Dictionary<Command, string[]> _examples;

    private CommandHelp(Dictionary<Command, string[]> examples) => _examples = examples;

    /// <summary>Gives every command its help.</summary>
    /// <returns>The examples of each command that has some, one a line, without an indent.</returns>
    public static IReadOnlyDictionary<Command, string[]> Install(RootCommand root)
    {
        Dictionary<Command, string[]> examples = [];
        TakeExamples(root, examples);
        HelpOption option = root.Options.OfType<HelpOption>().Single();
        option.Description = "Show this help.";
        option.Action = new CommandHelp(examples);
        if (root.Options.OfType<VersionOption>().SingleOrDefault() is VersionOption version) version.Description = "Show the version.";
        return examples;
    }

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        Write(parseResult.CommandResult.Command, new HelpWriter(parseResult.InvocationConfiguration.Output, HelpWriter.Columns));
        return ExitCode.Done;
    }

    private void Write(Command command, HelpWriter help)
    {
        help.Paragraph(command.Description ?? "");
        help.Line();
        help.Paragraph($"Usage: {UsageLine.Of(command)}");
        IEnumerable<Option> shown = OptionGroups.Of(command).SelectMany(group => group.Options);
        string[] terms = [.. command.Arguments.Select(Term), .. Shown(command).Select(Term), .. shown.Select(Term)];
        int column = help.DescriptionColumn(terms);
        foreach (Argument argument in command.Arguments) help.Item(Term(argument), argument.Description ?? "", column);
        help.Line();
        if (Shown(command).Any()) WriteCommands(command, help, column);
        foreach ((string title, Option[] options) in OptionGroups.Of(command))
        {
            help.Line($"{title}:");
            foreach (Option option in options) help.Item(Term(option), option.Description ?? "", column);
        }

        string[] more = [.. OptionGroups.OnlyInManual(command).Select(option => $"{option.Name}{UsageLine.ValueOf(option)}")];
        if (more.Length > 0) help.Paragraph($"More, in 'tlsdissect man': {string.Join(", ", more)}");
        if (!_examples.TryGetValue(command, out string[]? examples)) return;
        help.Line();
        help.Line(Mark);
        foreach (string line in examples) help.Example(line);
    }

    private static void WriteCommands(Command command, HelpWriter help, int column)
    {
        help.Line("Commands:");
        foreach (Command inner in Shown(command)) help.Item(Term(inner), inner.Description ?? "", column);
        if (command is not RootCommand) return;
        help.Line("Help topics:");
        foreach (HelpTopic topic in HelpTopic.All) help.Item($"  help {topic.Name}", topic.Description, column);
    }

    private static IEnumerable<Command> Shown(Command command) => command.Subcommands.Where(inner => !inner.Hidden);

    private static string Term(Argument argument) => $"  {argument.Name}";

    private static string Term(Command command) => $"  {command.Name}";

    /// <summary>A short name first; long names alone are set below one another.</summary>
    private static string Term(Option option)
    {
        string? letter = option.Aliases.FirstOrDefault(name => name.Length == 2 && name != "-?");
        return $"  {(letter is null ? "    " : $"{letter}, ")}{option.Name}{UsageLine.ValueOf(option)}";
    }

    private static void TakeExamples(Command command, Dictionary<Command, string[]> examples)
    {
        foreach (Command inner in command.Subcommands) TakeExamples(inner, examples);
        if (command.Description is not string description) return;
        int mark = description.IndexOf($"\n{Mark}", StringComparison.Ordinal);
        if (mark < 0) return;
        examples[command] = [.. description[mark..].Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line != Mark)];
        command.Description = description[..mark].TrimEnd();
    }
}
