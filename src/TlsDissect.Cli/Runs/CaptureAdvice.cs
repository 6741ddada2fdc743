using TlsDissect.Capture.Sources;

namespace TlsDissect.Cli.Runs;

/// <summary>The advice that follows the refusal of a file or an interface.</summary>
internal static class CaptureAdvice
{
    /// <summary>Text to append to the error message.</summary>
    public static string For(CaptureRefusal refusal) => refusal switch
    {
        CaptureRefusal.NoSuchInterface => "; 'tlsdissect interfaces' lists them",
        CaptureRefusal.NoPermission when OperatingSystem.IsLinux() => $"; {OnLinux()}",
        CaptureRefusal.NoPermission => "; run it as an administrator",
        CaptureRefusal.Compressed => " | tlsdissect read -",
        _ => "",
    };

    /// <summary>
    /// A capability belongs to a file. It may be given to this program, but not to the runtime that all .NET programs share.
    /// </summary>
    private static string OnLinux() => Environment.ProcessPath is string path && !IsRuntime(path)
        ? $"run it with sudo, or grant the capability once: sudo setcap cap_net_raw,cap_net_admin+ep {path}"
        : "run it with sudo (--user NAME drops root once the interface is open)";

    private static bool IsRuntime(string path) => Path.GetFileNameWithoutExtension(path) == "dotnet";
}
