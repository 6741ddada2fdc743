using System.IO.Compression;
using System.Xml.Linq;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Packages;

/// <summary>Packs the two libraries, as they were built for these tests, into a folder.</summary>
public sealed class LibraryPackages : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public LibraryPackages()
    {
        Dotnet = new DotnetCommand(_folder["home"]);
        // Not built again: the tests that run now use what is there.
        foreach (string project in (string[])["TlsDissect", "TlsDissect.Capture"])
            Dotnet.Run(Repository.Root, "pack", Path.Combine("src", project), "--no-build", "-c", DotnetCommand.Configuration, "-o", Folder,
                "-v", "quiet");
    }

    /// <summary>The packages.</summary>
    public string Folder => _folder["packages"];

    public string Version { get; } =
        XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props")).Descendants("Version").Single().Value;

    internal DotnetCommand Dotnet { get; }

    /// <summary>Writes a program's project, which uses the packages as any other would.</summary>
    public void WriteProject(string folder)
    {
        File.WriteAllText(Path.Combine(folder, "program.csproj"), $"""
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
                <PackageReference Include="TlsDissect.Capture" Version="{Version}" />
              </ItemGroup>
            </Project>
            """);
        // Ours come from the folder alone, even where packages of these names were restored before. All others were restored to build these
        // tests: no network is needed.
        File.WriteAllText(Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="ours" value="{Folder}" />
                <add key="others" value="{DotnetCommand.Restored}" />
              </packageSources>
              <packageSourceMapping>
                <packageSource key="ours"><package pattern="TlsDissect.*" /></packageSource>
                <packageSource key="others"><package pattern="*" /></packageSource>
              </packageSourceMapping>
            </configuration>
            """);
    }

    /// <summary>Contents of a package, without the parts of its format.</summary>
    public string[] FilesOf(string package)
    {
        using ZipArchive archive = ZipFile.OpenRead(Path.Combine(Folder, package));
        return [.. archive.Entries.Select(entry => entry.FullName).Where(name => !IsOfFormat(name)).Order(StringComparer.Ordinal)];
    }

    /// <summary>The metadata of the package.</summary>
    public XElement MetadataOf(string id)
    {
        using ZipArchive archive = ZipFile.OpenRead(Path.Combine(Folder, $"{id}.{Version}.nupkg"));
        using Stream nuspec = archive.GetEntry($"{id}.nuspec")!.Open();
        return XDocument.Load(nuspec).Root!.Elements().Single();
    }

    public void Dispose() => _folder.Dispose();

    private static bool IsOfFormat(string name) =>
        name.EndsWith(".nuspec", StringComparison.Ordinal) || name == "[Content_Types].xml" ||
            name.StartsWith("_rels/", StringComparison.Ordinal) || name.StartsWith("package/", StringComparison.Ordinal);
}
