using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Outputs;

/// <summary>Every command that writes what it finds in a capture, over a copy of one case in a folder of its own.</summary>
internal sealed class Writing : IDisposable
{
    /// <summary>Those that write one file.</summary>
    public static readonly TheoryData<string> ToFile = ["read", "read --format json", "read -d", "follow", "export pcap", "export keylog", "export secrets"];

    /// <summary>Those that write into a folder.</summary>
    public static readonly TheoryData<string> ToFolder = ["follow --all", "export certs"];

    private readonly TemporaryFolder _folder = new();

    public Writing(string name = "rsa-aes128-gcm")
    {
        CaptureCase of = CaptureCase.Of(name);
        foreach (string file in (string[])["capture.pcap", "server.key"]) File.Copy(of.FileNamed(file), _folder[file]);
    }

    public string Folder => _folder.Path;

    public string this[string name] => _folder[name];

    /// <summary>Names in the folder beside the inputs'.</summary>
    public string[] Made => [.. Directory.GetFileSystemEntries(Folder).Select(path => Path.GetFileName(path)).Except(["capture.pcap", "server.key", "input"]).Order(StringComparer.Ordinal)];

    /// <summary>The arguments of a command.</summary>
    public static string[] Arguments(string command, string capture, params string[] more) =>
    [
        .. command.Split(' '), "-q", "--key", "server.key", capture, .. (string[])(command == "follow" ? ["1"] : []), .. more,
    ];

    public RunResult Run(string command, params string[] more) => InProcess.RunConsole(Folder, Arguments(command, "capture.pcap", more));

    /// <summary>The same as a process: <c>@</c> in a line of shell.</summary>
    public RunResult Shell(string command, string capture, string script) =>
        Spawned.Shell(Folder, script.Replace("@", $"\"$TLSDISSECT\" {string.Join(' ', Arguments(command, capture))}", StringComparison.Ordinal));

    public void Dispose() => _folder.Dispose();
}
