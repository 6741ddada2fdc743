using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TlsDissect.Tests.Layering;

/// <summary>
/// Which type of the library uses which other, computed by the compiler from its sources: by name, by member, or by what is made.
/// </summary>
internal sealed class SourceGraph
{
    private static readonly Lazy<SourceGraph> OfLibrary = new(() => OfProject("TlsDissect"));

    /// <summary>Assemblies that the library may refer to, without those of this repository.</summary>
    private static readonly Lazy<MetadataReference[]> References = new(() =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("TlsDissect", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path))]);

    private readonly SortedDictionary<string, TypeNode> _types = new(StringComparer.Ordinal);

    private SourceGraph(CSharpCompilation compilation) => Compilation = compilation;

    /// <summary>The sources, compiled.</summary>
    public CSharpCompilation Compilation { get; }

    /// <summary>The library in the repository.</summary>
    public static SourceGraph Library => OfLibrary.Value;

    public IEnumerable<TypeNode> Types => _types.Values;

    /// <summary>The graph of a project of the repository.</summary>
    public static SourceGraph OfProject(string name) => Of(Read(Path.Combine(Repository.Root, "src", name)));

    /// <summary>The graph of some sources.</summary>
    /// <param name="sources">Paths below the library's folder, with slashes, and their contents.</param>
    public static SourceGraph Of(IEnumerable<KeyValuePair<string, string>> sources)
    {
        CSharpParseOptions options = new(LanguageVersion.Preview);
        SyntaxTree[] trees = [.. sources.Select(source => CSharpSyntaxTree.ParseText(source.Value, options, source.Key))];
        CSharpCompilation compilation =
            CSharpCompilation.Create("TlsDissect.Sources", trees, References.Value,
                new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        SourceGraph graph = new(compilation);
        foreach (SyntaxTree tree in trees) graph.Add(tree, compilation.GetSemanticModel(tree));
        return graph;
    }

    /// <summary>Groups of types that all lead to each other, the largest first. A single type is not a group.</summary>
    /// <param name="isIn">What belongs to the graph.</param>
    public IReadOnlyList<string[]> Cycles(Func<TypeNode, bool> isIn)
    {
        HashSet<string> all = [.. Types.Where(isIn).Select(type => type.Name)];
        Dictionary<string, HashSet<string>> reached = all.ToDictionary(name => name, name => Reach(name, all));
        return [.. all.Where(name => reached[name].Contains(name))
            .GroupBy(name => string.Join(' ', reached[name].Where(other => reached[other].Contains(name)).Order(StringComparer.Ordinal)))
            .Select(group => group.Order(StringComparer.Ordinal).ToArray()).OrderByDescending(group => group.Length)];
    }

    private HashSet<string> Reach(string from, HashSet<string> within)
    {
        HashSet<string> reached = [];
        Stack<string> open = new([from]);
        while (open.TryPop(out string? name))
        {
            foreach (string next in _types[name].Uses.Where(next => within.Contains(next) && reached.Add(next))) open.Push(next);
        }

        return reached;
    }

    private void Add(SyntaxTree tree, SemanticModel model)
    {
        foreach (MemberDeclarationSyntax declaration in tree.GetRoot().DescendantNodes().OfType<MemberDeclarationSyntax>())
        {
            if (declaration.Parent is BaseTypeDeclarationSyntax || model.GetDeclaredSymbol(declaration) is not INamedTypeSymbol type)
                continue;
            string name = Outermost(type)!.ToDisplayString();
            if (!_types.TryGetValue(name, out TypeNode? node)) _types.Add(name, node = new TypeNode(name));
            node.Files.Add(tree.FilePath);
            foreach (SyntaxNode used in declaration.DescendantNodes())
            {
                if (used is not (SimpleNameSyntax or BaseObjectCreationExpressionSyntax or ConstructorInitializerSyntax)) continue;
                ISymbol? symbol = model.GetSymbolInfo(used).Symbol;
                if (Outermost(symbol as INamedTypeSymbol ?? symbol?.ContainingType) is INamedTypeSymbol other &&
                    other.Locations.Any(location => location.IsInSource))
                    node.Uses.Add(other.ToDisplayString());
            }

            node.Uses.Remove(name);
        }
    }

    private static INamedTypeSymbol? Outermost(INamedTypeSymbol? type)
    {
        while (type?.ContainingType is INamedTypeSymbol outer) type = outer;
        return type?.OriginalDefinition;
    }

    private static IEnumerable<KeyValuePair<string, string>> Read(string folder) =>
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
            .Where(path => !path.StartsWith("obj/", StringComparison.Ordinal) && !path.StartsWith("bin/", StringComparison.Ordinal))
            .Select(path => KeyValuePair.Create(path, File.ReadAllText(Path.Combine(folder, path))))
            .Append(KeyValuePair.Create("Usings.cs",
                "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global " +
                    "using System.Threading;"));
}

/// <summary>A type that stands alone, with what is declared in it.</summary>
internal sealed class TypeNode(string name)
{
    /// <summary>With its namespace.</summary>
    public string Name { get; } = name;

    /// <summary>Where it is declared, below the library's folder.</summary>
    public List<string> Files { get; } = [];

    /// <summary>The names of the types that it uses.</summary>
    public SortedSet<string> Uses { get; } = new(StringComparer.Ordinal);
}
