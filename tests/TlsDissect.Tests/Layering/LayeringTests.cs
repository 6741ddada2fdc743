using System.Xml.Linq;

namespace TlsDissect.Tests.Layering;

public class LayeringTests
{
    private static readonly string Sources = Path.Combine(Repository.Root, "src");

    /// <summary>Whose processes may be the first to read a compressed file.</summary>
    private static readonly string[] UnitTests = ["TlsDissect.Tests", "TlsDissect.Capture.Tests", "TlsDissect.Fuzz"];

    [Fact]
    public void Every_arrow_of_src_goes_left()
    {
        string[] files =
            [.. Directory.EnumerateFiles(Sources, "*.cs", SearchOption.AllDirectories).Select(Relative)
                .Where(path => !path.Contains("/obj/") && !path.Contains("/bin/"))];
        Assert.True(files.Length > 100, "src was not found");
        Assert.Empty(files.SelectMany(path => Arrows.Wrong(path, File.ReadAllText(Path.Combine(Sources, path)))));
    }

    /// <summary>Any other place might decompress first, and then truncated files count as whole.</summary>
    [Fact]
    public void Compressed_data_is_read_in_one_place()
    {
        string word = string.Concat("CompressionMode", ".Decompress");
        string[] roots = [Sources, .. UnitTests.Select(project => Path.Combine(Repository.Root, "tests", project))];
        Assert.Equal(["Inflation.cs"], roots.SelectMany(root => Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories))
            .Where(path => File.ReadAllText(path).Contains(word, StringComparison.Ordinal)).Select(Path.GetFileName));
    }

    [Fact]
    public void Every_arrow_of_the_library_goes_left() => Assert.Empty(Arrows.Wrong(SourceGraph.Library));

    /// <summary>SSL 2.0 is a record layer of its own: without its folder, all but the front door builds.</summary>
    [Fact]
    public void Only_the_front_door_names_SSL_2()
    {
        TypeNode[] all = [.. SourceGraph.Library.Types];
        string[] ssl2 = [.. all.Where(IsSsl2).Select(type => type.Name)];
        Assert.NotEmpty(ssl2);
        Assert.Equal(["TlsDissect.TlsDissector"], all.Where(type => !IsSsl2(type) && type.Uses.Overlaps(ssl2)).Select(type => type.Name));

        static bool IsSsl2(TypeNode type) => type.Files[0].StartsWith("Ssl2/", StringComparison.Ordinal);
    }

    [Fact]
    public void Every_project_names_only_the_packages_of_its_layer()
    {
        Dictionary<string, string[]> allowed = new()
        {
            ["TlsDissect"] = ["BouncyCastle.Cryptography", "ZstdSharp.Port"],
            ["TlsDissect.Capture"] = ["TlsDissect", "SharpPcap", "PacketDotNet", "ZstdSharp.Port"],
            ["TlsDissect.Cli"] = ["TlsDissect", "TlsDissect.Capture", "System.CommandLine", "Parlot", "Spectre.Console", "ZstdSharp.Port"],
        };
        string[] projects = Directory.GetFiles(Sources, "*.csproj", SearchOption.AllDirectories);
        Assert.Equal(allowed.Keys.Order(), projects.Select(path => Path.GetFileNameWithoutExtension(path)).Order());
        foreach (string project in projects)
        {
            XElement root = XDocument.Load(project).Root!;
            IEnumerable<string> used = root.Descendants("PackageReference").Select(e => e.Attribute("Include")!.Value)
                .Concat(root.Descendants("ProjectReference").Select(e => Path.GetFileNameWithoutExtension(e.Attribute("Include")!.Value)));
            Assert.Empty(used.Except(allowed[Path.GetFileNameWithoutExtension(project)]));
        }
    }

    [Theory]
    [InlineData("Transport/A.cs", "Transport/Tcp/B.cs", "B? C;")]
    [InlineData("Transport/Tcp/A.cs", "Transport/Udp/B.cs", "B? C;")]
    [InlineData("Decryption/A.cs", "Keys/B.cs", "object C() => new B();")]
    [InlineData("Messages/Extensions/A.cs", "Connections/B.cs", "object C() => typeof(B);")]
    [InlineData("A.cs", "Connections/B.cs", "int C(IEnumerable<B> b) => 1;")]
    [InlineData("Secrets/A.cs", "Handshakes/B.cs", "int C() => B.Number;")]
    [InlineData("Handshakes/A.cs", "Secrets/B.cs", "int C() => TlsDissect.Secrets.B.Number;")]
    [InlineData("Resting/A.cs", "Connections/B.cs", "B C() => new();")]
    [InlineData("Connections/A.cs", "TlsDissector.cs", "B? C;")]
    [InlineData("Resting/A.cs", "Output/B.cs", "string C() => 1.D();")]
    public void A_wrong_arrow_is_found(string user, string used, string member) => Assert.Single(Arrows.Wrong(Graph(user, used, member)));

    [Theory]
    [InlineData("Connections/A.cs", "Secrets/B.cs", "B? C;")]
    [InlineData("Connections/A.cs", "A.cs", "B? C;")]
    [InlineData("Transport/Tcp/A.cs", "Transport/B.cs", "B C() => new();")]
    [InlineData("Transport/A.cs", "Output/B.cs", "// new B()\nstring C() => \"B\";")]
    [InlineData("Transport/A.cs", "Output/B.cs", "int B;")]
    public void A_right_arrow_is_let_through(string user, string used, string member) =>
        Assert.Empty(Arrows.Wrong(Graph(user, used, member)));

    [Theory]
    [InlineData("TlsDissect/Output/A.cs", "class A { void B() => Console.WriteLine(); }")]
    [InlineData("TlsDissect/Output/A.cs", "class A { void B() => System.Console.WriteLine(); }")]
    [InlineData("TlsDissect/Transport/Tcp/A.cs", "using PacketDotNet;")]
    [InlineData("TlsDissect/Transport/Tcp/A.cs", "using SharpPcap.LibPcap;")]
    [InlineData("TlsDissect/Connections/A.cs", "using System.Net.Sockets;")]
    [InlineData("TlsDissect/New/A.cs", "")]
    [InlineData("TlsDissect.Cli/A.cs", "using SharpPcap;")]
    [InlineData("TlsDissect.Capture/Sources/A.cs", "using TlsDissect.Connections;")]
    [InlineData("TlsDissect.Capture/Sources/A.cs", "class A { void B() => Console.WriteLine(); }")]
    [InlineData("TlsDissect.Web/A.cs", "")]
    public void A_wrong_line_is_found(string path, string line) => Assert.NotEmpty(Arrows.Wrong(path, $"{line}\n{NamespaceOf(path)}\n"));

    [Theory]
    [InlineData("TlsDissect/Transport/Tcp/A.cs", "using TlsDissect.Protocol;")]
    [InlineData("TlsDissect/Transport/Tcp/A.cs",
        "// like TlsDissect.Records; never to the Console.\n/// <see cref=\"TlsDissect.Output\"/>")]
    [InlineData("TlsDissect.Capture/Sources/A.cs", "using SharpPcap;")]
    [InlineData("TlsDissect.Cli/A.cs", "using TlsDissect.Output;\nclass A { void B() => Console.WriteLine(); }")]
    public void A_right_line_is_let_through(string path, string line) => Assert.Empty(Arrows.Wrong(path, $"{line}\n{NamespaceOf(path)}\n"));

    [Fact]
    public void A_namespace_that_is_not_the_folders_is_found() =>
        Assert.NotEmpty(Arrows.Wrong("TlsDissect/Transport/Tcp/A.cs", "namespace TlsDissect.Records;\n"));

    private static SourceGraph Graph(string user, string used, string member) => SourceGraph.Of(
    [
        new(user,
            $"{NamespaceOf("TlsDissect/" + user)}\nusing {NamespaceOf("TlsDissect/" + used)[10..]}\ninternal class A\n{{\n{member}\n}}\n"),
        new(used,
            $"{NamespaceOf("TlsDissect/" + used)}\ninternal class B {{ public const int Number = 1; }}\ninternal static class Extending " +
                $"{{ public static string D(this int a) => \"\"; }}\n"),
    ]);

    private static string NamespaceOf(string path) => $"namespace {Path.GetDirectoryName(path)!.Replace('/', '.')};";

    private static string Relative(string path) => Path.GetRelativePath(Sources, path).Replace('\\', '/');
}
