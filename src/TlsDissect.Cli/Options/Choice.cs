using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;

namespace TlsDissect.Cli.Options;

/// <summary>Options and arguments that take one of a few words. The message for any other word is ours, not the parser's.</summary>
internal static class Choice
{
    /// <summary>Accepts these words, and offers them to completion.</summary>
    public static void Accept(this Option option, params string[] words)
    {
        Offer(option.CompletionSources, words);
        option.Validators.Add(result => Check(option.Name, words, result.Tokens, result));
    }

    /// <inheritdoc cref="Accept(Option, string[])"/>
    public static void Accept(this Argument argument, params string[] words)
    {
        Offer(argument.CompletionSources, words);
        argument.Validators.Add(result => Check(argument.Name, words, result.Tokens, result));
    }

    /// <summary>As in <c>text, json or names</c>.</summary>
    public static string List(IReadOnlyList<string> words) =>
        words.Count < 2 ? string.Concat(words) : $"{string.Join(", ", words.SkipLast(1))} or {words[^1]}";

    private static void Offer(List<Func<CompletionContext, IEnumerable<CompletionItem>>> sources, string[] words)
    {
        sources.Clear();
        sources.Add(_ => words.Select(word => new CompletionItem(word)));
    }

    private static void Check(string name, string[] words, IReadOnlyList<Token> given, SymbolResult result)
    {
        if (given.Select(token => token.Value).FirstOrDefault(word => !words.Contains(word)) is string other)
            result.AddError($"{name} takes {List(words)}, not '{other}'.");
    }
}
