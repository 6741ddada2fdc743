using System.CommandLine;
using System.CommandLine.Completions;

namespace TlsDissect.Cli.Completion;

/// <summary>A command as completion scripts see it.</summary>
/// <param name="Path">Its words after the program's name; empty for the program itself.</param>
/// <param name="Description">One line.</param>
/// <param name="Subcommands">Its commands, and the values of an argument.</param>
/// <param name="Options">Its options.</param>
internal sealed record CommandNode(string[] Path, string Description, CommandNode[] Subcommands, OptionNode[] Options)
{
    public string Name => Path[^1];

    /// <summary>Its words after the program's name, as typed.</summary>
    public string Words => string.Join(' ', Path);

    /// <summary>The whole tree, this first.</summary>
    public IEnumerable<CommandNode> All => Subcommands.SelectMany(s => s.All).Prepend(this);

    public static CommandNode Of(RootCommand root)
    {
        CommandNode node = Of(root, []);
        // The word read can be left out.
        CommandNode read = node.Subcommands.First(s => s.Name == "read");
        return node with { Options = [.. node.Options, .. read.Options.ExceptBy(node.Options.Select(o => o.Names[0]), o => o.Names[0])] };
    }

    private static CommandNode Of(Command command, string[] path) => new(
        path,
        FirstSentence(command.Description),
        [.. command.Subcommands.Where(c => !c.Hidden).Select(c => Of(c, [.. path, c.Name])),
            .. command.Arguments.SelectMany(ValuesOf).Select(value => new CommandNode([.. path, value], value, [], []))],
        [.. command.Options.Where(o => !o.Hidden).Select(OptionNode.Of)]);

    /// <summary>The known values of an argument. They complete as subcommands do.</summary>
    private static IEnumerable<string> ValuesOf(Argument argument) =>
        argument.GetCompletions(CompletionContext.Empty).Select(item => item.Label);

    internal static string FirstSentence(string? text)
    {
        string line = (text ?? "").Split('\n')[0];
        int end = line.IndexOf(". ", StringComparison.Ordinal);
        return (end < 0 ? line : line[..end]).TrimEnd('.');
    }
}

/// <summary>An option as completion scripts see it.</summary>
/// <param name="Names">With their dashes, the long one first.</param>
/// <param name="Description">One line.</param>
/// <param name="TakesValue">Whether a word follows.</param>
/// <param name="Values">The words that may follow; empty for a file or anything else. After one that ends in <c>=</c> goes no
/// space.</param>
/// <param name="TakesFile">Whether a file may follow.</param>
internal sealed record OptionNode(string[] Names, string Description, bool TakesValue, string[] Values, bool TakesFile)
{
    private const string Interface = "--interface";

    /// <summary>The command that prints the values at completion time, one a line; <c>null</c> if none does.</summary>
    public string? Asks => Names[0] == Interface ? "tlsdissect interfaces --format names 2>/dev/null" : null;

    /// <summary>Whether what follows a value is typed without a space.</summary>
    public bool GoesOn => Values.Any(value => value.EndsWith('='));

    public static OptionNode Of(Option option)
    {
        bool takesValue = option.Arity.MaximumNumberOfValues > 0 && option.ValueType != typeof(bool) && option.ValueType != typeof(void);
        string[] names =
            [.. option.Aliases.Append(option.Name).Where(name => name.StartsWith('-') && name != "-?").Distinct()
                .OrderByDescending(name => name.Length)];
        return new OptionNode(names, CommandNode.FirstSentence(option.Description), takesValue,
            takesValue ? [.. option.GetCompletions(CompletionContext.Empty).Select(item => item.Label)] : [],
            option.HelpName?.Contains("FILE", StringComparison.Ordinal) == true);
    }
}
