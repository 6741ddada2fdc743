using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TlsDissect.Tests.Layering;

/// <summary>
/// Words of the program in the sources of the libraries: its options, commands and environment variables, in text and in the documentation
/// of public members.
/// </summary>
internal static partial class ProgramWords
{
    private static readonly CSharpParseOptions Options = new(LanguageVersion.Preview, DocumentationMode.Parse);

    private static readonly SyntaxKind[] Texts =
    [
        SyntaxKind.StringLiteralToken, SyntaxKind.Utf8StringLiteralToken, SyntaxKind.InterpolatedStringTextToken,
        SyntaxKind.SingleLineRawStringLiteralToken,
        SyntaxKind.MultiLineRawStringLiteralToken, SyntaxKind.Utf8SingleLineRawStringLiteralToken,
        SyntaxKind.Utf8MultiLineRawStringLiteralToken,
    ];

    /// <summary>File, line and word of each.</summary>
    /// <param name="path">The file, as it is named in the result.</param>
    /// <param name="source">Its text.</param>
    public static IEnumerable<string> Of(string path, string source)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(source, Options, path);
        foreach (SyntaxToken token in tree.GetRoot().DescendantTokens(descendIntoTrivia: true))
        {
            if (!Texts.Contains(token.Kind()) && !IsPublicDocumentation(token)) continue;
            foreach (Match word in Words().Matches(token.Text))
                yield return $"{path}({tree.GetLineSpan(new(token.SpanStart + word.Index, 1)).StartLinePosition.Line + 1}): {word.Value}";
        }
    }

    private static bool IsPublicDocumentation(SyntaxToken token) =>
        token.IsKind(SyntaxKind.XmlTextLiteralToken) && token.Parent?.FirstAncestorOrSelf<DocumentationCommentTriviaSyntax>() is { } comment
        && comment.ParentTrivia.Token.Parent?.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } documented &&
        documented.AncestorsAndSelf().OfType<MemberDeclarationSyntax>().All(IsPublic);

    /// <summary>Members of enums and interfaces have no modifier.</summary>
    private static bool IsPublic(MemberDeclarationSyntax member) =>
        member is BaseNamespaceDeclarationSyntax or EnumMemberDeclarationSyntax || member.Parent is InterfaceDeclarationSyntax
        || member.Modifiers.Any(SyntaxKind.PublicKeyword) || member.Modifiers.Any(SyntaxKind.ProtectedKeyword);

    [GeneratedRegex(@"(?<!-)--[a-z][\w-]*|" +
        @"\btlsdissect (-|(completion|export|follow|help|interfaces|live|man|read|suites)\b)|TLSDISSECT_\w*")]
    private static partial Regex Words();
}
