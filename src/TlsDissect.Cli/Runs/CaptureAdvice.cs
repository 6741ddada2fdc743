using TlsDissect.Capture.Sources;

namespace TlsDissect.Cli.Runs;

/// <summary>What helps where a file or an interface is refused.</summary>
internal static class CaptureAdvice
{
    /// <summary>To be put after what went wrong.</summary>
    public static string For(CaptureRefusal refusal) => refusal switch
    {
        CaptureRefusal.NoSuchInterface => "; 'tlsdissect interfaces' lists them",
        CaptureRefusal.NoPermission when OperatingSystem.IsLinux() => $"; {OnLinux()}",
        CaptureRefusal.NoPermission => "; run it as an administrator",
        CaptureRefusal.Compressed => " | tlsdissect read -",
        _ => "",
    };

    /// <summary>A capability belongs to a file: to the program's own where it is one, not to the runtime that all .NET programs share.</summary>
    private static string OnLinux() => Environment.ProcessPath is string path && !IsRuntime(path)
        ? $"run it with sudo, or give it the right for good: sudo setcap cap_net_raw,cap_net_admin+ep {path}"
        : "run it with sudo (with --user NAME it gives root up once the interface is open)";

    private static bool IsRuntime(string path) => Path.GetFileNameWithoutExtension(path) == "dotnet";
}
