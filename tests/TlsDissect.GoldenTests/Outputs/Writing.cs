using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Outputs;

/// <summary>Every command that writes results, run on a copy of one case in its own folder.</summary>
internal sealed class Writing : IDisposable
{
    /// <summary>Those that write one file.</summary>
    public static readonly TheoryData<string> ToFile =
        ["read", "read --format json", "read -d", "follow", "export pcap", "export keylog", "export secrets",
            "report"];

    /// <summary>Those that write into a folder.</summary>
    public static readonly TheoryData<string> ToFolder = ["follow --all", "export certs"];

    /// <summary>Content of a file that was there before a run.</summary>
    public const string Before = "what was there before";

    /// <summary>The mode of a file that a run creates.</summary>
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemporaryFolder _folder = new();

    public Writing(string name = "rsa-aes128-gcm")
    {
        CaptureCase of = CaptureCase.Of(name);
        foreach (string file in (string[])["capture.pcap", "server.key"]) File.Copy(of.FileNamed(file), _folder[file]);
    }

    public string Folder => _folder.Path;

    public string this[string name] => _folder[name];

    /// <summary>Names in the folder beside the inputs'.</summary>
    public string[] Made =>
        [.. Directory.GetFileSystemEntries(Folder).Select(path => Path.GetFileName(path)).Except(["capture.pcap", "server.key", "input"])
            .Order(StringComparer.Ordinal)];

    /// <summary>The arguments of a command.</summary>
    public static string[] Arguments(string command, string capture, params string[] more) =>
    [
        .. command.Split(' '), "-q", "--key", "server.key", capture, .. (string[])(command == "follow" ? ["1"] : []), .. more,
    ];

    public RunResult Run(string command, params string[] more) => InProcess.RunConsole(Folder, Arguments(command, "capture.pcap", more));

    /// <summary>Runs a line of shell, in which <c>@</c> is the command.</summary>
    public RunResult Shell(string command, string capture, string script) =>
        Spawned.Shell(Folder,
            script.Replace("@", $"\"$TLSDISSECT\" {string.Join(' ', Arguments(command, capture))}", StringComparison.Ordinal));

    /// <summary>Asserts that a run was refused with one line that contains the reason.</summary>
    public static void Refused(RunResult result, string why)
    {
        Assert.Equal(2, result.Code);
        Assert.Contains(why, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
