using System.Diagnostics;
using System.Reflection;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Packages;

/// <summary>Runs <c>dotnet</c> away from the settings and packages of this user.</summary>
/// <param name="home">A folder of the test for what dotnet and NuGet keep.</param>
internal sealed class DotnetCommand(string home)
{
    /// <summary>Debug or Release, as these tests were built.</summary>
    public static string Configuration { get; } =
        typeof(DotnetCommand).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    /// <summary>Where the packages are that this project was built with.</summary>
    public static string Restored { get; } =
        typeof(DotnetCommand).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(data => data.Key == "NuGetPackageRoot").Value!;

    /// <summary>Runs a command, which must succeed.</summary>
    /// <returns>What it wrote on standard output.</returns>
    public string Run(string folder, params string[] arguments)
    {
        ProcessStartInfo start =
            new("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        // `dotnet test` tells its MSBuild's settings to what it starts.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase))
            .ToArray()) start.Environment.Remove(name);
        start.Environment["NUGET_PACKAGES"] = Path.Combine(home, "packages");
        start.Environment["DOTNET_CLI_HOME"] = home;
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false";
        // A server that goes on for later builds would keep the output open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience.Limit) || !Task.WaitAll([output, errors], Patience.Limit))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"dotnet {string.Join(' ', arguments)} takes longer than {Patience.Limit}");
        }

        Assert.True(process.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}\n{output.Result}{errors.Result}");
        return output.Result;
    }
}
