using System.Collections.Immutable;
using CsCheck;
using TlsDissect.Cli.Where;
using TlsDissect.Output.Fields;

namespace TlsDissect.GoldenTests.Where;

/// <summary>Laws of every expression.</summary>
public class WhereLaws
{
    private const int Many = 100_000;

    private static readonly Gen<string> Word =
        Gen.Char["abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.:/*?+-"].Array[1, 12]
            .Select(characters => new string(characters)).Where(WhereSyntax.IsWord);

    private static readonly Gen<WhereComparison> Comparison = Gen.OneOf(
        Gen.Select(Word, path => Compare(path, WhereOperator.Present, [])),
        Gen.Select(Word, Gen.Enum<WhereOperator>().Where(one => one != WhereOperator.Present), Gen.String[0, 10],
            (path, one, value) => Compare(path, one, [value])),
        Gen.Select(Word, Gen.String[0, 6].Array[1, 4], (path, values) => Compare(path, WhereOperator.In, values)));

    private static readonly Gen<WhereNode> Tree = Gen.Recursive<WhereNode>((depth, inner) => depth > 4
        ? Comparison.Select(WhereNode (leaf) => leaf)
        : Gen.Frequency(
            (3, Comparison.Select(WhereNode (leaf) => leaf)),
            (1, inner.Select(WhereNode (term) => new WhereNot(term))),
            (1, inner.Array[2, 4].Select(WhereNode (terms) => new WhereAny([.. terms]))),
            (1, inner.Array[2, 4].Select(WhereNode (terms) => new WhereAll([.. terms])))));

    /// <summary>Pieces of expressions, right and wrong.</summary>
    private static readonly Gen<string> Piece = Gen.OneOf(
        OneOf("(", ")", ",", "and", "or", "not", "in", "==", "!=", "<", ">=", "~", "!~", "'", "\"", "'a b'", "\"\"", "*.example.com"),
        OneOf([.. ConnectionFields.All.Select(field => field.Path)]),
        OneOf("1.2", "10.0.0.0/8", "::1", "2027-01", "high", "true", "9999", "-1e9", "10.0.0.0/99", "0x", "outcome", "1e99"),
        Gen.String[0, 5]);

    [Fact]
    public void A_tree_is_the_same_after_it_is_written_and_parsed() => Tree.Sample(
        tree => Assert.Equal(Full(tree), Full(WhereSyntax.Parse(Shortest(tree)))));

    [Fact]
    public void Places_are_those_of_the_words() => Tree.Sample(tree =>
    {
        string text = Shortest(tree);
        foreach (WhereWord word in Words(WhereSyntax.Parse(text)))
        {
            string written = text.Substring(word.Start, word.Length);
            Assert.Equal(word.Text, written[0] is '\'' ? written[1..^1].Replace("''", "'", StringComparison.Ordinal) : written);
        }
    });

    [Fact]
    public void Any_text_is_an_expression_or_an_error_within_it() => Piece.Array[0, 12].Sample(pieces =>
    {
        string text = string.Join(' ', pieces);
        try
        {
            WhereExpression.Parse(text);
        }
        catch (WhereException e)
        {
            Assert.InRange(e.Column, 1, text.Length + 1);
            Assert.DoesNotContain('\n', e.Message);
        }
    });

    [Theory]
    [InlineData("(", "id", ")")]
    [InlineData("not ", "id", "")]
    [InlineData("(not ", "id", ")")]
    [InlineData("(id or ", "id", ")")]
    public void What_is_nested_without_end_is_an_error(string before, string inner, string after)
    {
        string text = Repeated(before) + inner + Repeated(after);
        Assert.EndsWith(": parentheses or 'not' are nested too deeply", Wrong(text).Message);
        Assert.EndsWith(": parentheses or 'not' are nested too deeply", Wrong(Repeated(before)).Message);
    }

    [Theory]
    [InlineData("(", 90, ")")]
    [InlineData("not ", 90, "")]
    public void What_a_person_nests_is_not(string before, int depth, string after)
    {
        string text = string.Concat(Enumerable.Repeat(before, depth)) + "id" + string.Concat(Enumerable.Repeat(after, depth));
        Assert.Equal(["id"], WhereExpression.Parse(text).Fields.Select(field => field.Path));
    }

    [Theory]
    [InlineData("id or ", "id")]
    [InlineData("id and ", "id")]
    [InlineData("id == 1 or id == 2 and ", "id")]
    public void Any_number_of_terms_is_an_expression(string before, string last)
    {
        WhereExpression expression = WhereExpression.Parse(Repeated(before) + last);
        using FieldReader reader = new(new FieldSelection(expression.Fields));
        Assert.True(expression.Holds(reader.Read("""{"id":2}"""u8)));
    }

    [Theory]
    [InlineData("a", "")]
    [InlineData("id == ", "a")]
    [InlineData("id == '", "a")]
    [InlineData("outcome.result == ", "a")]
    [InlineData("version in ", "a")]
    [InlineData("client.address in ", "1")]
    [InlineData("start in ", "1")]
    [InlineData("version ", "=")]
    [InlineData("version ", "(")]
    public void A_megabyte_is_a_short_error(string before, string repeated)
    {
        string text = before + string.Concat(Enumerable.Repeat(repeated.Length == 0 ? before : repeated, 1 << 20));
        Assert.InRange(Wrong(text).Message.Length, 1, 250);
    }

    private static Gen<string> OneOf(params string[] words) => Gen.Int[0, words.Length - 1].Select(index => words[index]);

    private static WhereException Wrong(string text) => Assert.Throws<WhereException>(() => WhereExpression.Parse(text));

    private static string Repeated(string text) => string.Concat(Enumerable.Repeat(text, Many));

    private static WhereComparison Compare(string path, WhereOperator one, IEnumerable<string> values) =>
        new(new WhereWord(path, 0, 0), one, [.. values.Select(value => new WhereWord(value, 0, 0))]);

    private static IEnumerable<WhereWord> Words(WhereNode node) => node switch
    {
        WhereAny any => any.Terms.SelectMany(Words),
        WhereAll all => all.Terms.SelectMany(Words),
        WhereNot not => Words(not.Term),
        WhereComparison comparison => [comparison.Path, .. comparison.Values],
        _ => throw new InvalidOperationException(),
    };

    /// <summary>The tree with all parentheses: different for different trees.</summary>
    private static string Full(WhereNode node) => node switch
    {
        WhereAny any => $"({string.Join(" or ", any.Terms.Select(Full))})",
        WhereAll all => $"({string.Join(" and ", all.Terms.Select(Full))})",
        WhereNot not => $"(not {Full(not.Term)})",
        _ => Text((WhereComparison)node),
    };

    /// <summary>The tree with only the parentheses that it needs.</summary>
    private static string Shortest(WhereNode node) => node switch
    {
        WhereAny any => string.Join(" or ", any.Terms.Select(term => term is WhereAny ? $"({Shortest(term)})" : Shortest(term))),
        WhereAll all => string.Join(" AND ",
            all.Terms.Select(term => term is WhereAny or WhereAll ? $"({Shortest(term)})" : Shortest(term))),
        WhereNot { Term: WhereAny or WhereAll } not => $"Not({Shortest(not.Term)})",
        WhereNot not => $"not {Shortest(not.Term)}",
        _ => Text((WhereComparison)node),
    };

    private static string Text(WhereComparison comparison)
    {
        ImmutableArray<WhereWord> values = comparison.Values;
        if (values.IsEmpty) return comparison.Path.Text;
        string list = string.Join(", ", values.Select(value => Quoted(value.Text)));
        return comparison.Operator == WhereOperator.In
            ? $"{comparison.Path.Text} in {(values.Length > 1 ? $"({list})" : list)}"
            : $"{comparison.Path.Text} {comparison.Operator.Text()}{list}";
    }

    private static string Quoted(string text) =>
        WhereSyntax.IsWord(text) ? text : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
