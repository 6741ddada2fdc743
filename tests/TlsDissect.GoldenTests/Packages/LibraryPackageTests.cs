using System.Xml.Linq;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Packages;

/// <summary>The two library packages, packed as for a release, and a program that uses them.</summary>
public sealed class LibraryPackageTests(LibraryPackages packages) : IClassFixture<LibraryPackages>
{
    [Fact]
    public void A_program_that_restores_the_packages_from_a_folder_decrypts_a_capture()
    {
        using TemporaryFolder program = new();
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Packages", "Program.cs.txt"), program["Program.cs"]);
        File.WriteAllText(program["program.csproj"], $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="TlsDissect.Capture" Version="{packages.Version}" />
              </ItemGroup>
            </Project>
            """);
        // Our packages come from the folder alone, also where others of these names were restored before; all others were restored to build these tests.
        File.WriteAllText(program["nuget.config"], $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="ours" value="{packages.Folder}" />
                <add key="others" value="{DotnetCommand.Restored}" />
              </packageSources>
              <packageSourceMapping>
                <packageSource key="ours"><package pattern="TlsDissect.*" /></packageSource>
                <packageSource key="others"><package pattern="*" /></packageSource>
              </packageSourceMapping>
            </configuration>
            """);

        packages.Dotnet.Run(program.Path, "build", "-o", program["out"], "-v", "quiet");
        CaptureCase capture = CaptureCase.Of("rsa-aes128-gcm");
        string output = packages.Dotnet.Run(program.Path, program[Path.Combine("out", "program.dll")], capture.Capture, capture.FileNamed("server.key"));

        Assert.Equal("server.example TLS_RSA_WITH_AES_128_GCM_SHA256 Decrypted\n", output);
    }

    [Theory]
    [InlineData("TlsDissect.Core")]
    [InlineData("TlsDissect.Capture")]
    public void A_package_has_a_readme_and_documentation_and_a_symbol_package(string id)
    {
        Assert.Equal(["README.md", $"lib/net10.0/{id}.dll", $"lib/net10.0/{id}.xml"], packages.FilesOf($"{id}.{packages.Version}.nupkg"));
        Assert.Equal([$"lib/net10.0/{id}.pdb"], packages.FilesOf($"{id}.{packages.Version}.snupkg"));
        XElement metadata = packages.MetadataOf(id);
        foreach (string name in (string[])["readme", "license", "description", "tags", "copyright"]) Assert.NotEmpty(Element(metadata, name).Value);
    }

    [Fact]
    public void The_capture_package_depends_on_exactly_the_core_that_it_was_built_with()
    {
        XElement dependency = packages.MetadataOf("TlsDissect.Capture").Descendants().Single(element => element.Attribute("id")?.Value == "TlsDissect.Core");

        Assert.Equal($"[{packages.Version}]", dependency.Attribute("version")!.Value);
    }

    private static XElement Element(XElement metadata, string name) => metadata.Elements().Single(element => element.Name.LocalName == name);
}
