using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TlsDissect.Tests.Layering;

/// <summary>The documentation of public members refers to public members only: users of the packages do not see the others.</summary>
public class PublicDocumentationTests
{
    [Fact]
    public void The_library_refers_to_what_its_users_see() => Assert.Empty(HiddenReferences(SourceGraph.Library));

    [Fact]
    public void The_capture_package_refers_to_what_its_users_see() =>
        Assert.Empty(HiddenReferences(SourceGraph.OfProject("TlsDissect.Capture")));

    [Theory]
    [InlineData("/// <summary>See <see cref=\"B\"/>.</summary>\npublic class A { }\ninternal class B { }")]
    [InlineData("public class A {\n /// <summary>See <see cref=\"C\"/>.</summary>\n public int B;\n internal int C; }")]
    [InlineData("public class A {\n /// <exception cref=\"B.C\"/>\n public void D() { } }\npublic class B { private class C { } }")]
    public void A_reference_to_a_hidden_member_is_found(string source) =>
        Assert.Single(HiddenReferences(SourceGraph.Of([new("A.cs", source)])));

    [Theory]
    [InlineData("/// <summary>See <see cref=\"B\"/>.</summary>\ninternal class A { }\ninternal class B { }")]
    [InlineData("public class A {\n /// <summary>See <see cref=\"B\"/>.</summary>\n internal int C;\n private int B; }")]
    [InlineData("/// <summary>See <see cref=\"B\"/> and <see cref=\"Uri\"/>.</summary>\npublic class A { public int B; }")]
    public void Another_reference_is_let_through(string source) => Assert.Empty(HiddenReferences(SourceGraph.Of([new("A.cs", source)])));

    private static IEnumerable<string> HiddenReferences(SourceGraph graph)
    {
        foreach (SyntaxTree tree in graph.Compilation.SyntaxTrees)
        {
            SemanticModel model = graph.Compilation.GetSemanticModel(tree);
            foreach (DocumentationCommentTriviaSyntax comment in tree.GetRoot().DescendantNodes(descendIntoTrivia: true)
                .OfType<DocumentationCommentTriviaSyntax>())
            {
                if (Documented(comment) is not { } member || !SymbolsOf(model, member).Any(IsSeen)) continue;
                foreach (XmlCrefAttributeSyntax reference in comment.DescendantNodes().OfType<XmlCrefAttributeSyntax>())
                {
                    CrefSyntax cref = reference.Cref;
                    if (model.GetSymbolInfo(cref).Symbol is ISymbol symbol && !IsSeen(symbol))
                        yield return $"{tree.FilePath}({cref.GetLocation().GetLineSpan().StartLinePosition.Line + 1}): {cref}";
                }
            }
        }
    }

    private static MemberDeclarationSyntax? Documented(DocumentationCommentTriviaSyntax comment) =>
        comment.ParentTrivia.Token.Parent?.FirstAncestorOrSelf<MemberDeclarationSyntax>();

    /// <summary>A field's declaration may have several.</summary>
    private static IEnumerable<ISymbol> SymbolsOf(SemanticModel model, MemberDeclarationSyntax member)
    {
        IEnumerable<SyntaxNode> nodes = member is BaseFieldDeclarationSyntax fields ? fields.Declaration.Variables : [member];
        return nodes.Select(node => model.GetDeclaredSymbol(node)).OfType<ISymbol>();
    }

    private static bool IsSeen(ISymbol symbol)
    {
        for (ISymbol? at = symbol; at is not null and not INamespaceSymbol; at = at.ContainingSymbol)
        {
            if (at.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal or
                Accessibility.NotApplicable)) return false;
        }

        return true;
    }
}
