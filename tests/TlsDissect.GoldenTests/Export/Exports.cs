using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Export;

/// <summary>Exports of cases, and how tshark looks at them.</summary>
internal static class Exports
{
    /// <summary>Exports what a case's keys open.</summary>
    public static RunResult Of(string what, string name, string output, params string[] options)
    {
        CaptureCase of = CaptureCase.Of(name);
        return InProcess.RunConsole(of.Folder, ["export", what, "--quiet", .. options, .. of.Arguments, "-o", output]);
    }

    /// <summary>Requests and status lines of HTTP that tshark finds without being told any key but what the file brings.</summary>
    public static string[] Http(string capture, params string[] options) =>
        OtherProcess.Tshark(
            ["-r", capture, .. options, "-Y", "http", "-T", "fields", "-e", "http.request.uri", "-e", "http.response.code"]).Lines;

    public static UnixFileMode Mode(string path) =>
        OperatingSystem.IsWindows() ? UnixFileMode.UserRead | UnixFileMode.UserWrite : File.GetUnixFileMode(path);
}
