using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TlsDissect.Tests.Layering;

/// <summary>Rules of the architecture that hold for each line of the library.</summary>
public class SourceLawTests
{
    private const int MostParameters = 6;

    private static readonly string[] Heart = ["Connections", "Secrets", "Handshakes", "Records", "Resting", "Ssl2"];

    /// <summary>Declarations without a written constructor: their parameters are their members.</summary>
    private static readonly SyntaxKind[] Values = [SyntaxKind.RecordDeclaration, SyntaxKind.RecordStructDeclaration];

    [Fact]
    public void No_method_of_the_heart_has_more_than_six_parameters_or_more_than_one_out() =>
        Assert.Empty(WithTooMany(SourceGraph.Library, Heart));

    [Fact]
    public void Versions_are_compared_by_generation()
    {
        // Generation itself, which tells what is below SSL 3.0.
        string own = Assert.Single(ComparedVersions(SourceGraph.Library));
        Assert.StartsWith("Protocol/ProtocolVersions.cs", own);
    }

    [Theory]
    [InlineData("class A { void B(int a, int b, int c, int d, int e, int f, int g) { } }")]
    [InlineData("class A { A(int a, int b, int c, int d, int e, int f, int g) { } }")]
    [InlineData("class A(int a, int b, int c, int d, int e, int f, int g) { }")]
    [InlineData("class A { void B(out int a, out int b) => a = b = 0; }")]
    [InlineData("class A { void B() { void C(out int a, out int b) => a = b = 0; } }")]
    [InlineData("interface A { bool B(out int a, out int b); }")]
    public void Too_many_parameters_are_found(string source) =>
        Assert.Single(WithTooMany(SourceGraph.Of([new("Records/A.cs", source)]), ["Records"]));

    [Theory]
    [InlineData("version >= ProtocolVersion.Tls12")]
    [InlineData("ProtocolVersion.Tls12 > version")]
    [InlineData("version is < ProtocolVersion.Tls12")]
    [InlineData("version.CompareTo(ProtocolVersion.Tls12) > 0")]
    [InlineData("version switch { < ProtocolVersion.Tls12 => true, _ => false }")]
    public void A_comparison_of_versions_is_found(string expression)
    {
        string source = $"namespace TlsDissect.Protocol; enum ProtocolVersion {{ Tls12 }} class A {{ bool B(ProtocolVersion version) => " +
            $"{expression}; }}";
        Assert.Single(ComparedVersions(SourceGraph.Of([new("A.cs", source)])));
    }

    private static IEnumerable<string> WithTooMany(SourceGraph graph, string[] folders) =>
        from tree in graph.Compilation.SyntaxTrees
        where folders.Contains(tree.FilePath.Split('/')[0])
        from parameters in tree.GetRoot().DescendantNodes().OfType<ParameterListSyntax>()
        where !parameters.Parent.IsKind(Values[0]) && !parameters.Parent.IsKind(Values[1])
        where parameters.Parameters.Count > MostParameters ||
            parameters.Parameters.Count(parameter => parameter.Modifiers.Any(SyntaxKind.OutKeyword)) > 1
        select PlaceOf(parameters);

    private static IEnumerable<string> ComparedVersions(SourceGraph graph)
    {
        foreach (SyntaxTree tree in graph.Compilation.SyntaxTrees)
        {
            SemanticModel model = graph.Compilation.GetSemanticModel(tree);
            foreach (SyntaxNode node in tree.GetRoot().DescendantNodes())
            {
                ExpressionSyntax? compared = node switch
                {
                    BinaryExpressionSyntax binary when IsOrder(binary.OperatorToken) => binary.Left,
                    RelationalPatternSyntax pattern => pattern.Expression,
                    MemberAccessExpressionSyntax { Name.Identifier.Text: "CompareTo" } member => member.Expression,
                    _ => null,
                };
                if (compared is not null && model.GetTypeInfo(compared).Type?.ToDisplayString() == "TlsDissect.Protocol.ProtocolVersion")
                    yield return PlaceOf(node);
            }
        }
    }

    private static bool IsOrder(SyntaxToken token) =>
        token.Kind() is SyntaxKind.LessThanToken or SyntaxKind.LessThanEqualsToken or SyntaxKind.GreaterThanToken or
            SyntaxKind.GreaterThanEqualsToken;

    private static string PlaceOf(SyntaxNode node) =>
        $"{node.SyntaxTree.FilePath}({node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}): {node}";
}
