using TlsDissect.GoldenTests.Export;
using TlsDissect.GoldenTests.Running;
using static TlsDissect.GoldenTests.Outputs.Writing;

namespace TlsDissect.GoldenTests.Outputs;

/// <summary>Folders of results: existing files stay without <c>--force</c>, and inputs always.</summary>
public sealed class FolderTests : IDisposable
{
    private readonly Writing _writing = new("large-transfer");

    public static TheoryData<string> Commands => Writing.ToFolder;

    public void Dispose() => _writing.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public void Folders_are_made_for_their_owner_alone(string command)
    {
        Assert.Equal(0, _writing.Run(command, "-o", "a/b/c").Code);

        Assert.NotEmpty(Directory.GetFiles(_writing["a/b/c"]));
        foreach (string folder in (string[])["a", "a/b", "a/b/c"])
            Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, Exports.Mode(_writing[folder]));
        Assert.All(Directory.GetFiles(_writing["a/b/c"]), file => Assert.Equal(OwnerOnly, Exports.Mode(file)));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_folder_that_is_not_empty_needs_force(string command)
    {
        Directory.CreateDirectory(_writing["out"]);
        File.WriteAllText(_writing["out/other"], Before);

        Refused(_writing.Run(command, "-o", "out"), "out: is not empty; --force");
        Assert.Equal(["other"], Names("out"));
        Assert.Equal(0, _writing.Run(command, "-o", "out", "--force").Code);
        Assert.Equal(Before, File.ReadAllText(_writing["out/other"]));
        Assert.True(Names("out").Length > 1);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_path_that_is_not_a_folder_is_refused(string command)
    {
        File.WriteAllText(_writing["file"], Before);
        File.CreateSymbolicLink(_writing["nowhere"], "none");

        Refused(_writing.Run(command, "-o", "file", "--force"), "is a file, not a folder");
        Refused(_writing.Run(command, "-o", "nowhere", "--force"), "is a file, not a folder");
        Refused(_writing.Run(command, "-o", "file/out"), "file/out: ");
        Refused(_writing.Run(command, "-o", "-", "--force"), "-o -: needs a folder, because several files are written");
        Refused(_writing.Run(command, "-o", "capture.pcap", "--force"), "is a file, not a folder");
        Assert.Equal(["file", "nowhere"], _writing.Made);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void With_force_a_link_is_replaced_and_an_input_is_refused(string command)
    {
        Assert.Equal(0, _writing.Run(command, "-o", "out").Code);
        string[] names = Names("out");
        File.WriteAllText(_writing["elsewhere"], Before);
        foreach (string name in names)
        {
            File.Delete(_writing[$"out/{name}"]);
            File.CreateSymbolicLink(_writing[$"out/{name}"], "../elsewhere");
        }

        Assert.Equal(0, _writing.Run(command, "-o", "out", "--force").Code);
        Assert.Equal(names, Names("out"));
        Assert.All(names, name => Assert.Null(new FileInfo(_writing[$"out/{name}"]).LinkTarget));
        Assert.Equal(Before, File.ReadAllText(_writing["elsewhere"]));

        foreach (string input in (string[])["capture.pcap", "server.key"])
        {
            foreach (string name in (string[])[.. names, .. names.Select(name => $"{name}.partial")])
            {
                string place = _writing[$"out/{name}"];
                File.Delete(place);
                Assert.Equal(0, OtherProcess.Run("ln", _writing.Folder, null, input, place).Code);
                string[] before = [.. Names("out").Select(other => File.ReadAllText(_writing[$"out/{other}"]))];

                Refused(_writing.Run(command, "-o", "out", "--force"), $"{name}: is an input (");
                Assert.Equal(before, Names("out").Select(other => File.ReadAllText(_writing[$"out/{other}"])));
                File.Delete(place);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_signal_leaves_files_that_are_not_complete_under_another_name(string command)
    {
        using UnfinishedRun run = new(_writing, command, "-o", "out");

        RunResult result = run.Signal("TERM");

        Assert.Equal(143, result.Code);
        string[] names = Names("out");
        Assert.All(names,
            name => Assert.True(name.EndsWith(".partial", StringComparison.Ordinal) || name.EndsWith(".pem", StringComparison.Ordinal),
                name));
        int parts = names.Count(name => name.EndsWith(".partial", StringComparison.Ordinal));
        Assert.Contains(result.ErrorLines,
            line => line.StartsWith($"tlsdissect: out: interrupted; {parts} incomplete file", StringComparison.Ordinal));
        Assert.All(names, name => Assert.Equal(OwnerOnly, Exports.Mode(_writing[$"out/{name}"])));
    }

    [Fact]
    public void A_full_disk_leaves_what_was_written_and_says_so()
    {
        RunResult result =
            _writing.Shell("follow --all", "capture.pcap", "trap '' XFSZ; export DOTNET_EnableWriteXorExecute=0; ulimit -f 100; @ -o out");

        Assert.Equal(1, result.Code);
        Assert.Contains(result.ErrorLines, line => line.StartsWith("tlsdissect: out: not complete; ", StringComparison.Ordinal));
        Assert.Contains(result.ErrorLines, line => line.EndsWith(": File too large", StringComparison.Ordinal));
        Assert.All(Names("out"), name => Assert.EndsWith(".partial", name, StringComparison.Ordinal));
        Assert.NotEmpty(Names("out"));
    }

    private string[] Names(string folder) =>
        [.. Directory.GetFileSystemEntries(_writing[folder]).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
}
