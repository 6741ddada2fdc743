using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Text.RegularExpressions;

namespace TlsDissect.Cli.Help;

/// <summary>
/// Help as System.CommandLine writes it, with a command's examples in a section of their own at the end. A command writes them behind its description, from
/// a line <c>Examples:</c> on.
/// </summary>
internal sealed partial class CommandHelp : SynchronousCommandLineAction
{
    private const string Mark = "Examples:";

    private readonly HelpAction _inner;
    private readonly Dictionary<Command, string[]> _examples;

    private CommandHelp(HelpAction inner, Dictionary<Command, string[]> examples) => (_inner, _examples) = (inner, examples);

    /// <summary>Gives every command its help.</summary>
    /// <returns>The examples of each command that has some, one a line, without an indent.</returns>
    public static IReadOnlyDictionary<Command, string[]> Install(RootCommand root)
    {
        Dictionary<Command, string[]> examples = [];
        TakeExamples(root, examples);
        HelpOption option = root.Options.OfType<HelpOption>().Single();
        option.Action = new CommandHelp((HelpAction)option.Action!, examples);
        return examples;
    }

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        InvocationConfiguration configuration = parseResult.InvocationConfiguration;
        TextWriter output = configuration.Output;
        using StringWriter text = new();
        configuration.Output = text;
        int code = _inner.Invoke(parseResult);
        configuration.Output = output;

        // Descriptions say what holds by default, in words. The parser's own mark may be broken over two lines.
        output.Write(DefaultValue().Replace(text.ToString(), "").TrimEnd() + Environment.NewLine);
        if (!_examples.TryGetValue(parseResult.CommandResult.Command, out string[]? examples)) return code;
        output.WriteLine();
        output.WriteLine(Mark);
        foreach (string line in examples) output.WriteLine($"  {line}");
        return code;
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

    /// <summary>A default may have brackets itself, as that of a list has.</summary>
    [GeneratedRegex(@"\s*\[default:(?>[^\[\]]|(?<open>\[)|(?<-open>\]))*\]")]
    private static partial Regex DefaultValue();
}
