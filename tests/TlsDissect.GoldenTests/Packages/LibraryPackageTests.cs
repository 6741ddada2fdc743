using System.Text.RegularExpressions;
using System.Xml.Linq;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Packages;

/// <summary>The two library packages, packed as for a release, and the programs that their pages show.</summary>
public sealed partial class LibraryPackageTests(LibraryPackages packages) : IClassFixture<LibraryPackages>
{
    [Theory]
    [InlineData("src/TlsDissect/README.md")]
    [InlineData("src/TlsDissect.Capture/README.md")]
    [InlineData("docs/library.md")]
    public void The_first_program_of_a_page_restores_the_packages_and_decrypts_a_capture(string page)
    {
        using TemporaryFolder program = new();
        File.WriteAllText(program["Program.cs"], Program(page));
        packages.WriteProject(program.Path);
        CaptureCase capture = CaptureCase.Of("rsa-aes128-gcm");
        File.Copy(capture.Capture, program["a.pcapng"]);
        File.Copy(capture.FileNamed("server.key"), program["server.key"]);
        File.WriteAllText(program["keys.log"], "");

        packages.Dotnet.Run(program.Path, "build", "-o", program["out"], "-v", "quiet");
        string output = packages.Dotnet.Run(program.Path, program[Path.Combine("out", "program.dll")]);

        Assert.Matches(@"^server\.example .*TLS_RSA_WITH_AES_128_GCM_SHA256.* established\n$", output);
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("src/TlsDissect/README.md")]
    [InlineData("src/TlsDissect.Capture/README.md")]
    public void Every_page_shows_the_same_first_program(string page) => Assert.Equal(Program("docs/library.md"), Program(page));

    [Fact]
    public void The_door_s_example_is_the_same_program()
    {
        string source = File.ReadAllText(Path.Combine(Repository.Root, "src/TlsDissect.Capture/TlsCapture.cs"));
        string example =
            source[(source.IndexOf("<code>", StringComparison.Ordinal) + 6)..source.IndexOf("</code>", StringComparison.Ordinal)];
        string[] lines = [.. example.Split('\n').Select(line => line.Trim().TrimStart('/').Trim()).Where(line => line.Length > 0)];

        Assert.Equal(Program("docs/library.md").Split('\n').Select(line => line.Trim())
            .Where(line => line.Length > 0 && !line.StartsWith("using ", StringComparison.Ordinal)), lines);
    }

    [Theory]
    [InlineData("TlsDissect.Core")]
    [InlineData("TlsDissect.Capture")]
    public void A_package_has_a_readme_and_documentation_and_a_symbol_package(string id)
    {
        Assert.Equal(["README.md", $"lib/net10.0/{id}.dll", $"lib/net10.0/{id}.xml"], packages.FilesOf($"{id}.{packages.Version}.nupkg"));
        Assert.Equal([$"lib/net10.0/{id}.pdb"], packages.FilesOf($"{id}.{packages.Version}.snupkg"));
        XElement metadata = packages.MetadataOf(id);
        foreach (string name in (string[])["readme", "license", "description", "tags", "copyright"])
            Assert.NotEmpty(Element(metadata, name).Value);
    }

    [Fact]
    public void The_capture_package_depends_on_exactly_the_core_that_it_was_built_with()
    {
        XElement dependency = packages.MetadataOf("TlsDissect.Capture").Descendants()
            .Single(element => element.Attribute("id")?.Value == "TlsDissect.Core");

        Assert.Equal($"[{packages.Version}]", dependency.Attribute("version")!.Value);
    }

    [GeneratedRegex(@"^```csharp\n(?<program>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex FirstProgram();

    private static string Program(string page) =>
        FirstProgram().Match(File.ReadAllText(Path.Combine(Repository.Root, page))).Groups["program"].Value;

    private static XElement Element(XElement metadata, string name) =>
        metadata.Elements().Single(element => element.Name.LocalName == name);
}
