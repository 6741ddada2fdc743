using System.CommandLine;
using System.CommandLine.Parsing;
using TlsDissect.Cli.Help;
using TlsDissect.Cli.Options;

namespace TlsDissect.Cli.Typed;

/// <summary>Reports that a command lacks a word or an option that it needs, or has a word too many.</summary>
internal static class Incomplete
{
    /// <summary>The sentence, or <c>null</c> if every word is there.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="line">The same.</param>
    public static string? Of(ParseResult parsed, TypedLine line)
    {
        string path = UsageLine.Path(line.Command);
        if (line.Command is RootCommand) return null;
        if (line.Command.Subcommands.Count > 0 && line.Words.Count == 0)
            return $"{path} needs a kind: {Choice.List([.. line.Command.Subcommands.Select(inner => inner.Name)])}.";
        if (line.Command.Arguments.FirstOrDefault(argument => argument.Arity.MinimumNumberOfValues > 0) is Argument needed &&
            parsed.GetResult(needed) is null or { Tokens.Count: 0 })
        {
            string usage = UsageLine.Of(line.Command).Replace("...", "", StringComparison.Ordinal)
                .Replace(" [options]", "", StringComparison.Ordinal);
            return $"{path} needs a {needed.Name.ToLowerInvariant()}: {usage}.";
        }

        OptionResult[] given = [.. parsed.CommandResult.Children.OfType<OptionResult>().Where(option => !option.Implicit)];
        if (given.FirstOrDefault(CommandRule.LacksValue) is OptionResult empty)
            return $"{empty.IdentifierToken?.Value ?? empty.Option.Name} needs a value: {empty.Option.HelpName ?? "VALUE"}.";

        // The names of those that are required begin with a vowel: --interface, --output.
        if (line.Command.Options.FirstOrDefault(option => option.Required && given.All(one => one.Option != option)) is Option missing)
        {
            string hint = missing.Name == LiveCommandOptions.InterfaceName ? "; 'tlsdissect interfaces' lists them" : "";
            return $"{path} needs an {missing.Name[2..]}: {UsageLine.Shortest(missing)}{hint}.";
        }

        return parsed.UnmatchedTokens is [string extra, ..] ? $"unexpected word '{extra}': {path} takes {Taken(line.Command)}." : null;
    }

    private static string Taken(Command command) =>
        command.Arguments.Count == 0 ? "options only" : $"one {string.Join(" and one ", command.Arguments.Select(one => one.Name))}";
}
