using System.Xml.Linq;

namespace TlsDissect.Tests.Layering;

public class LayeringTests
{
    private static readonly string Sources = Path.Combine(Repository.Root, "src");

    [Fact]
    public void Every_arrow_of_src_goes_left()
    {
        string[] files = [.. Directory.EnumerateFiles(Sources, "*.cs", SearchOption.AllDirectories).Select(Relative).Where(path => !path.Contains("/obj/") && !path.Contains("/bin/"))];
        Assert.True(files.Length > 100, "src was not found");
        Assert.Empty(files.SelectMany(path => Arrows.Wrong(path, File.ReadAllText(Path.Combine(Sources, path)))));
    }

    [Fact]
    public void Every_project_names_only_the_packages_of_its_layer()
    {
        Dictionary<string, string[]> allowed = new()
        {
            ["TlsDissect"] = ["BouncyCastle.Cryptography", "ZstdSharp.Port"],
            ["TlsDissect.Capture"] = ["TlsDissect", "SharpPcap", "PacketDotNet", "ZstdSharp.Port"],
            ["TlsDissect.Cli"] = ["TlsDissect", "TlsDissect.Capture", "System.CommandLine", "Spectre.Console"],
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
    [InlineData("TlsDissect/Tcp/A.cs", "using TlsDissect.Records;")]
    [InlineData("TlsDissect/Decryption/A.cs", "using TlsDissect.Keys;")]
    [InlineData("TlsDissect/Decryption/A.cs", "using TlsDissect.Handshake;")]
    [InlineData("TlsDissect/Handshake/A.cs", "using TlsDissect.Keys;")]
    [InlineData("TlsDissect/Handshake/Extensions/A.cs", "using TlsDissect.Connections;")]
    [InlineData("TlsDissect/Handshake/A.cs", "using static TlsDissect.Decryption.Nonces;")]
    [InlineData("TlsDissect/Connections/A.cs", "using Sink = TlsDissect.Output.JsonSink;")]
    [InlineData("TlsDissect/Records/A.cs", "  global using TlsDissect.Output;")]
    [InlineData("TlsDissect/Tcp/A.cs", "class A { int B() => Records.RecordHeader.Size; }")]
    [InlineData("TlsDissect/Tcp/A.cs", "class A { object B() => new global::TlsDissect.Records.RecordSearch(); }")]
    [InlineData("TlsDissect/Output/A.cs", "class A { void B() => Console.WriteLine(); }")]
    [InlineData("TlsDissect/Output/A.cs", "class A { void B() => System.Console.WriteLine(); }")]
    [InlineData("TlsDissect/Tcp/A.cs", "using PacketDotNet;")]
    [InlineData("TlsDissect/Tcp/A.cs", "using SharpPcap.LibPcap;")]
    [InlineData("TlsDissect/Connections/A.cs", "using System.Net.Sockets;")]
    [InlineData("TlsDissect/Tcp/A.cs", "using TlsDissect.Transport.Udp;")]
    [InlineData("TlsDissect/Tcp/A.cs", "class A { Transport.Udp.UdpFlow? B; }")]
    [InlineData("TlsDissect/Tcp/A.cs", "class A { TlsDissect.Transport.Udp.UdpFlow? B; }")]
    [InlineData("TlsDissect/Transport/Udp/A.cs", "using TlsDissect.Records;")]
    [InlineData("TlsDissect/Transport/Udp/A.cs", "class A { int B() => Records.RecordHeader.Size; }")]
    [InlineData("TlsDissect/Transport/Udp/A.cs", "using TlsDissect.Transport.Sctp;")]
    [InlineData("TlsDissect/Transport/Sctp/A.cs", "")]
    [InlineData("TlsDissect/Transport/A.cs", "")]
    [InlineData("TlsDissect/New/A.cs", "")]
    [InlineData("TlsDissect/A.cs", "")]
    [InlineData("TlsDissect.Cli/A.cs", "using SharpPcap;")]
    [InlineData("TlsDissect.Capture/Sources/A.cs", "using TlsDissect.Connections;")]
    [InlineData("TlsDissect.Capture/Sources/A.cs", "class A { void B() => Console.WriteLine(); }")]
    [InlineData("TlsDissect.Web/A.cs", "")]
    public void A_wrong_line_is_found(string path, string line) => Assert.NotEmpty(Arrows.Wrong(path, $"{line}\n{NamespaceOf(path)}\n"));

    [Theory]
    [InlineData("TlsDissect/Tcp/A.cs", "using TlsDissect.Protocol;")]
    [InlineData("TlsDissect/Transport/Udp/A.cs", "using TlsDissect.Tcp;")]
    [InlineData("TlsDissect/Transport/Udp/Inner/A.cs", "using TlsDissect.Protocol;")]
    [InlineData("TlsDissect/Records/A.cs", "using TlsDissect.Transport.Udp;")]
    [InlineData("TlsDissect.Capture/Network/A.cs", "using TlsDissect.Transport.Udp;")]
    [InlineData("TlsDissect/Keys/A.cs", "using TlsDissect.Handshake;\nusing TlsDissect.Decryption;")]
    [InlineData("TlsDissect/Tcp/A.cs", "// like TlsDissect.Records; never to the Console.\n/// <see cref=\"TlsDissect.Output\"/>")]
    [InlineData("TlsDissect/Decryption/A.cs", "class A { int B() => Records.RecordHeader.Size; }")]
    [InlineData("TlsDissect.Capture/Sources/A.cs", "using SharpPcap;")]
    [InlineData("TlsDissect.Cli/A.cs", "using TlsDissect.Output;\nclass A { void B() => Console.WriteLine(); }")]
    public void A_right_line_is_let_through(string path, string line) => Assert.Empty(Arrows.Wrong(path, $"{line}\n{NamespaceOf(path)}\n"));

    [Fact]
    public void A_namespace_that_is_not_the_folders_is_found() => Assert.NotEmpty(Arrows.Wrong("TlsDissect/Tcp/A.cs", "namespace TlsDissect.Records;\n"));

    private static string NamespaceOf(string path) => $"namespace {Path.GetDirectoryName(path)!.Replace('/', '.')};";

    private static string Relative(string path) => Path.GetRelativePath(Sources, path).Replace('\\', '/');
}
