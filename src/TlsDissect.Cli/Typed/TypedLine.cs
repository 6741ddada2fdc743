using System.CommandLine;
using System.CommandLine.Parsing;
using TlsDissect.Cli.Options;

namespace TlsDissect.Cli.Typed;

/// <summary>A parsed command line by the names of its options, for rules that several commands share.</summary>
internal sealed class TypedLine
{
    private readonly ParseResult _parsed;

    public TypedLine(ParseResult parsed)
    {
        _parsed = parsed;
        Token[] tokens = [.. parsed.Tokens];
        int end = Array.FindIndex(tokens, token => token.Type == TokenType.DoubleDash);
        HashSet<string> literal = end < 0 ? [] : [.. tokens[(end + 1)..].Select(token => token.Value)];
        Words = [.. Command.Arguments.SelectMany(argument => parsed.GetResult(argument)?.Tokens ?? []).Select(token => token.Value)
            .Concat(parsed.UnmatchedTokens)];
        UnknownOptions = [.. Words.Where(word => Suggestions.IsOption(word) && !literal.Contains(word))];
    }

    public Command Command => _parsed.CommandResult.Command;

    /// <summary>The words that are neither options nor their values, in order.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>The words that look like options and do not follow <c>--</c>.</summary>
    public IReadOnlyList<string> UnknownOptions { get; }

    /// <summary>Each typed option with the word that follows it, or <c>null</c>.</summary>
    public IEnumerable<(string Option, string? Value)> Pairs()
    {
        for (int i = 0; i < _parsed.Tokens.Count; i++)
        {
            if (_parsed.Tokens[i].Type != TokenType.Option) continue;
            bool hasValue = i + 1 < _parsed.Tokens.Count && _parsed.Tokens[i + 1].Type == TokenType.Argument;
            yield return (_parsed.Tokens[i].Value, hasValue ? _parsed.Tokens[i + 1].Value : null);
        }
    }

    /// <summary>Whether the command has the option, by its long name.</summary>
    public bool Has(string option) => Find(option) is not null;

    /// <summary>Whether the option was given and not switched off with <c>false</c>.</summary>
    public bool IsGiven(string option) =>
        Find(option) is Option found && _parsed.GetResult(found) is { Implicit: false } && Values(option) is not ["false"];

    /// <summary>The values as typed; empty if the option was not given.</summary>
    public IReadOnlyList<string> Values(string option) =>
        Find(option) is Option found ? [.. (_parsed.GetResult(found)?.Tokens ?? []).Select(token => token.Value)] : [];

    /// <summary>Finds an option by any of its names.</summary>
    public Option? Find(string name) => Command.Options.FirstOrDefault(option => option.Name == name || option.Aliases.Contains(name));
}
