using System.Text;

namespace TlsDissect.Cli.Completion;

/// <summary>A fish completion script.</summary>
internal static class FishCompletion
{
    public static string Write(CommandNode root)
    {
        StringBuilder script = new("# fish completion for tlsdissect: put it into ~/.config/fish/completions/tlsdissect.fish\n");
        foreach (CommandNode node in root.All)
        {
            string condition = Condition(node);
            foreach (CommandNode inner in node.Subcommands)
                script.Append($"complete -c tlsdissect -n '{condition}' -f -a {inner.Name} -d {Quoted(inner.Description)}\n");
            foreach (OptionNode option in node.Options)
                script.Append($"complete -c tlsdissect -n '{condition}'{Names(option)}{Values(option)} -d {Quoted(option.Description)}\n");
        }

        return script.ToString();
    }

    /// <summary>The node's own words were typed, and none that leads below it.</summary>
    private static string Condition(CommandNode node)
    {
        IEnumerable<string> typed = node.Path.Select(word => $"__fish_seen_subcommand_from {word}");
        IEnumerable<string> notBelow = node.Subcommands.Length == 0
            ? []
            : [$"not __fish_seen_subcommand_from {string.Join(' ', node.Subcommands.Select(s => s.Name))}"];
        return string.Join("; and ", typed.Concat(notBelow).DefaultIfEmpty("true"));
    }

    private static string Names(OptionNode option) =>
        string.Concat(
            option.Names.Select(name => name.StartsWith("--", StringComparison.Ordinal) ? $" -l {name[2..]}" : $" -s {name[1..]}"));

    private static string Values(OptionNode option) => option switch
    {
        { TakesValue: false } => "",
        { Asks: string command } => $" -x -a {Quoted($"({command})")}",
        { Values.Length: 0 } => " -r",
        _ => $"{(option.TakesFile ? " -r" : " -x")} -a {Quoted(string.Join(' ', option.Values))}",
    };

    private static string Quoted(string text) =>
        $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
