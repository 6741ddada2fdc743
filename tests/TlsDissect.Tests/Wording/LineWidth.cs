using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TlsDissect.Tests.Wording;

/// <summary>Finds lines that are too long: <c>dotnet format</c> does not look at their width.</summary>
internal static partial class LineWidth
{
    /// <summary>Columns of C#.</summary>
    public const int OfCode = 140;

    /// <summary>Columns of Markdown.</summary>
    public const int OfPages = 120;

    private static readonly CSharpParseOptions Options = new(LanguageVersion.Preview);

    private static readonly SyntaxKind[] RawStrings =
        [SyntaxKind.MultiLineRawStringLiteralToken, SyntaxKind.Utf8MultiLineRawStringLiteralToken];

    /// <summary>Numbers of the lines of a source that are too long. Inside a raw string a line is data, which cannot be wrapped.</summary>
    public static IEnumerable<int> OfSource(string source)
    {
        int[] wide = [.. Lines(source).Where(line => line.Text.Length > OfCode).Select(line => line.Number)];
        if (wide.Length == 0) return wide;
        SyntaxTree tree = CSharpSyntaxTree.ParseText(source, Options);
        FileLinePositionSpan[] data = [.. tree.GetRoot().DescendantNodes().Where(IsRawString).Select(node => tree.GetLineSpan(node.Span))];
        // The first and the last line of a raw string have its quotes, and code.
        return wide.Where(line => !data.Any(span => span.StartLinePosition.Line + 1 < line && line < span.EndLinePosition.Line + 1));
    }

    private static bool IsRawString(SyntaxNode node) => node switch
    {
        LiteralExpressionSyntax literal => RawStrings.Contains(literal.Token.Kind()),
        InterpolatedStringExpressionSyntax text => text.StringStartToken.IsKind(SyntaxKind.InterpolatedMultiLineRawStringStartToken),
        _ => false,
    };

    /// <summary>
    /// Numbers of the lines of a page that are too long. Rows of tables and blocks of code cannot be wrapped. The target of a link
    /// does not count, because a reader does not see it.
    /// </summary>
    public static IEnumerable<int> OfPage(string page)
    {
        bool isCode = false;
        foreach ((int number, string text) in Lines(page))
        {
            string line = text.TrimStart();
            if (line.StartsWith("```", StringComparison.Ordinal)) isCode = !isCode;
            else if (!isCode && !line.StartsWith('|') && Target().Replace(text, "]").Length > OfPages) yield return number;
        }
    }

    private static IEnumerable<(int Number, string Text)> Lines(string text) => text.Split('\n').Select((line, i) => (i + 1, line));

    [GeneratedRegex(@"\]\([^)]*\)")]
    private static partial Regex Target();
}
