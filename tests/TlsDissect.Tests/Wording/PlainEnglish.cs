using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TlsDissect.Tests.Wording;

/// <summary>Finds phrases that are not plain technical English, in comments, texts and pages. Each has a suggestion.</summary>
internal static partial class PlainEnglish
{
    /// <summary>Stands for code between the texts of a source, so that no phrase reaches across it.</summary>
    private const char Code = '\u0001';

    private static readonly CSharpParseOptions Options = new(LanguageVersion.Preview, DocumentationMode.Parse);

    private static readonly SyntaxKind[] Texts =
    [
        SyntaxKind.StringLiteralToken, SyntaxKind.SingleLineRawStringLiteralToken, SyntaxKind.MultiLineRawStringLiteralToken,
        SyntaxKind.Utf8StringLiteralToken, SyntaxKind.Utf8SingleLineRawStringLiteralToken, SyntaxKind.Utf8MultiLineRawStringLiteralToken,
        SyntaxKind.InterpolatedStringTextToken, SyntaxKind.XmlTextLiteralToken,
    ];

    private static readonly SyntaxKind[] Comments = [SyntaxKind.SingleLineCommentTrivia, SyntaxKind.MultiLineCommentTrivia];

    private static readonly SyntaxKind[] Blanks = [SyntaxKind.WhitespaceTrivia, SyntaxKind.DocumentationCommentExteriorTrivia];

    /// <summary>The phrases, with one blank between words, and what to write.</summary>
    private static readonly (Regex Phrase, string Instead)[] Rules =
    [
        // "There is no", "is no longer" and "is no more than" are right.
        (IsNo(), "is not a"),
        (IsNone(), "is not one"),
        (PassOver(), "skip"),
        (SoMany(), "the number, or 'this many'"),
        (Whoever(), "the caller, 'no one', or the passive"),
        (AsTheyStand(), "unchanged"),
        (AnswersHow(), "returns"),
        (AllTheSame(), "still, or nothing"),
        (InVain(), "without success"),
        (Dearer(), "slower, or what it costs"),
        (Anew(), "again"),
        (SuchAOne(), "the thing by its name"),
        (StaysClosed(), "stays encrypted"),
        (NothingFor(), "the reason"),
        (WhatIs(), "a noun phrase"),
    ];

    /// <summary>The phrases in a file: its path, line, phrase and suggestion.</summary>
    /// <param name="path">The file, as it is named in the result. Of C#, comments and strings are searched; else everything.</param>
    /// <param name="content">Its text.</param>
    public static IEnumerable<string> Violations(string path, string content)
    {
        string text = Path.GetExtension(path) switch
        {
            ".cs" => TextOf(content),
            ".md" => content,
            _ => ScriptComment().Replace(content, match => new string(' ', match.Length)),
        };
        (string words, int[] lines) = Joined(text);
        foreach ((Regex phrase, string instead) in Rules)
        {
            foreach (Match match in phrase.Matches(words))
                yield return $"{path}({lines[match.Index]}): '{match.Value.Trim(Code, ' ')}': write {instead}";
        }
    }

    /// <summary>A source whose code is masked, and whose comments have no slashes.</summary>
    private static string TextOf(string source)
    {
        char[] text = [.. source.Select(c => c == '\n' ? c : Code)];
        SyntaxNode root = CSharpSyntaxTree.ParseText(source, Options).GetRoot();
        foreach (SyntaxToken token in root.DescendantTokens(descendIntoTrivia: true))
        {
            if (Texts.Contains(token.Kind())) Show(token.SpanStart, token.Text);
        }

        foreach (SyntaxTrivia trivia in root.DescendantTrivia(descendIntoTrivia: true))
        {
            if (Comments.Contains(trivia.Kind())) Show(trivia.SpanStart, trivia.ToString().Replace('/', ' ').Replace('*', ' '));
            // A phrase may continue in the next line of a comment.
            else if (Blanks.Contains(trivia.Kind())) Show(trivia.SpanStart, new string(' ', trivia.Span.Length));
        }

        return new string(text);

        void Show(int start, string shown) => shown.CopyTo(0, text, start, shown.Length);
    }

    /// <summary>The text with one blank for each run of white space, and the line of each character.</summary>
    private static (string Words, int[] Lines) Joined(string text)
    {
        StringBuilder words = new(text.Length);
        List<int> lines = new(text.Length);
        int line = 1;
        foreach (char c in text)
        {
            if (!char.IsWhiteSpace(c) || words.Length == 0 || words[^1] != ' ')
            {
                words.Append(char.IsWhiteSpace(c) ? ' ' : c);
                lines.Add(line);
            }

            if (c == '\n') line++;
        }

        return (words.ToString(), [.. lines]);
    }

    [GeneratedRegex(@"^[ \t]*#+(?!!)", RegexOptions.Multiline)]
    private static partial Regex ScriptComment();

    [GeneratedRegex(@"(?<![Tt]here )\b(?:is|are|was|were) no (?!(?:longer|more|less|fewer|better|worse|later|larger|one)\b)\w+")]
    private static partial Regex IsNo();

    [GeneratedRegex(@"(?<![Tt]here )\b(?:is|are|was|were) none\b")]
    private static partial Regex IsNone();

    [GeneratedRegex(@"\bpass(?:ed|es|ing) over\b(?! the (?:network|wire))|\b(?:to|not|are|is) pass over\b")]
    private static partial Regex PassOver();

    [GeneratedRegex(@"\b[Ss]o (?:many|much)\b")]
    private static partial Regex SoMany();

    /// <summary>Except the user of this name.</summary>
    [GeneratedRegex(@"\b[Ww]hoever\b|(?<!user |`|"")\b[Nn]obody\b")]
    private static partial Regex Whoever();

    [GeneratedRegex(@"\bas (?:they stand|it stands)\b")]
    private static partial Regex AsTheyStand();

    [GeneratedRegex(@"\b[Aa]nswers (?:how|what|whether|which)\b")]
    private static partial Regex AnswersHow();

    [GeneratedRegex(@"\ball the same(?=[.,;:)]|$)")]
    private static partial Regex AllTheSame();

    [GeneratedRegex(@"\bin vain\b")]
    private static partial Regex InVain();

    [GeneratedRegex(@"\bdearer\b")]
    private static partial Regex Dearer();

    [GeneratedRegex(@"\banew\b")]
    private static partial Regex Anew();

    [GeneratedRegex(@"\bsuch a one\b|\bsuch ones\b")]
    private static partial Regex SuchAOne();

    [GeneratedRegex(@"\b(?:stay|remain)s? closed\b")]
    private static partial Regex StaysClosed();

    [GeneratedRegex(@"\bis nothing for\b")]
    private static partial Regex NothingFor();

    /// <summary>As the subject of a statement. Questions end with their mark.</summary>
    [GeneratedRegex(@"(?<=[\u0001.|#-] ?)\bWhat (?:is|are|was|were) (?![^.]*\?)")]
    private static partial Regex WhatIs();
}
