using System.Collections.Immutable;
using Parlot;
using Parlot.Fluent;
using static Parlot.Fluent.Parsers;

namespace TlsDissect.Cli.Where;

/// <summary>
/// The syntax of an expression, from the loosest to the tightest: <c>or</c>, <c>and</c>, <c>not</c>, a comparison or parentheses.
/// </summary>
internal static class WhereSyntax
{
    /// <summary>Nested parentheses and <c>not</c>. Each takes some frames of the stack.</summary>
    public const int MaxDepth = 200;

    private const string WordCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.:/*?+-";

    /// <summary>How the errors of this syntax begin.</summary>
    private const string Expected = "expected ";

    private const string Condition = $"{Expected}a condition";

    private const string Value = $"{Expected}a value";

    /// <summary>A longer word is clipped in messages.</summary>
    private const int MaxShown = 40;

    private static readonly Parser<WhereNode> Whole = Expression();

    /// <summary>Parses an expression.</summary>
    /// <exception cref="WhereException">It is malformed.</exception>
    public static WhereNode Parse(string text)
    {
        ParseContext context = new(new Scanner(text), maxRecursionDepth: MaxDepth);
        try
        {
            return Whole.Parse(context)!;
        }
        catch (ParseException e)
        {
            int start = SkipSpaces(text, e.Position.Offset);
            throw new WhereException(Problem(e.Message, text, start), text, start);
        }
    }

    /// <summary>Whether a value needs no quotes.</summary>
    public static bool IsWord(string text) => text.Length > 0 && text.All(WordCharacters.Contains) && !IsKeyword(text);

    /// <summary>The index of the first character at or after another that is not white space.</summary>
    public static int SkipSpaces(string text, int start)
    {
        while (start < text.Length && char.IsWhiteSpace(text[start])) start++;
        return start;
    }

    /// <summary>A word as messages show it.</summary>
    public static string Clipped(string word) => word.Length > MaxShown ? $"{word[..MaxShown]}..." : word;

    private static Parser<WhereNode> Expression()
    {
        Deferred<WhereNode> any = Deferred<WhereNode>();
        Deferred<WhereNode> term = Deferred<WhereNode>();

        Parser<WhereNode> nested = Terms.Char('(').SkipAnd(any.ElseError(Condition))
            .AndSkip(Terms.Char(')').ElseError($"{Expected}'and', 'or' or ')'"));
        Parser<WhereNode> not = Keyword("not").SkipAnd(term.ElseError(Condition)).Then<WhereNode>(inner => new WhereNot(inner));
        term.Parser = not.Or(nested).Or(Comparison());
        Parser<WhereNode> all = Joined(term, "and", terms => new WhereAll(terms));
        any.Parser = Joined(all, "or", terms => new WhereAny(terms));
        return any.ElseError(Condition).AndSkip(SkipWhiteSpace(Eof()).ElseError($"{Expected}'and', 'or' or the end"));
    }

    /// <summary>Terms between which a keyword stands. One alone is itself.</summary>
    private static Parser<WhereNode> Joined(Parser<WhereNode> term, string keyword, Func<ImmutableArray<WhereNode>, WhereNode> join) =>
        term.And(ZeroOrMany(Keyword(keyword).SkipAnd(term.ElseError(Condition))))
            .Then(both => both.Item2.Count == 0 ? both.Item1 : join([both.Item1, .. both.Item2]));

    private static Parser<WhereNode> Comparison()
    {
        Parser<WhereWord> word = Placed(Literals.AnyOf(WordCharacters)).When((_, one) => !IsKeyword(one.Text));
        Parser<WhereWord> value = Placed(Literals.String(StringLiteralQuotes.SingleOrDouble, StringEscapes.Sql)).Or(word)
            .ElseError(Value);
        Parser<WhereOperator> symbol = OneOf([.. WhereOperators.Symbols.Select(one => Terms.Text(one.Symbol).Then(_ => one.Operator))]);
        Parser<(WhereOperator, ImmutableArray<WhereWord>)> compared =
            symbol.And(value).Then(both => (both.Item1, ImmutableArray.Create(both.Item2)));
        Parser<(WhereOperator, ImmutableArray<WhereWord>)> listed = Keyword(WhereOperators.In).SkipAnd(
            Terms.Char('(').SkipAnd(value).And(ZeroOrMany(Terms.Char(',').SkipAnd(value)))
                .AndSkip(Terms.Char(')').ElseError($"{Expected}',' or ')'"))
                .Then(both => ImmutableArray.Create([both.Item1, .. both.Item2]))
                .Or(value.Then(one => ImmutableArray.Create(one)))).Then(values => (WhereOperator.In, values));
        return word.And(compared.Or(listed).Else((WhereOperator.Present, [])))
            .Then<WhereNode>(both => new WhereComparison(both.Item1, both.Item2.Item1, both.Item2.Item2));
    }

    private static Parser<WhereWord> Placed(Parser<TextSpan> text) =>
        SkipWhiteSpace(text.Then((_, start, end, span) => new WhereWord(span.ToString()!, start, end - start)));

    private static Parser<string> Keyword(string word) => Terms.Keyword(word, WordCharacters, caseInsensitive: true);

    private static bool IsKeyword(string word) => word.ToLowerInvariant() is "and" or "or" or "not" or WhereOperators.In;

    private static string Problem(string error, string text, int start)
    {
        // Parlot's own error is that of its limit.
        if (!error.StartsWith(Expected, StringComparison.Ordinal)) return "parentheses or 'not' are nested too deeply";
        if (start == text.Length) return $"{error}, found the end";
        if (error == Value && text[start] is '"' or '\'') return "the quote is not closed";
        int end = start;
        while (end < text.Length && WordCharacters.Contains(text[end])) end++;
        string found = text[start..Math.Max(end, start + 1)];
        string hint = end > start && !error.Contains(" a ", StringComparison.Ordinal) ? "; a value with spaces needs quotes" : "";
        return $"{error}, found '{Clipped(found)}'{hint}";
    }
}
