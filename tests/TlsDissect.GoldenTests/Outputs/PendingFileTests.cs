using TlsDissect.Cli.Files;
using TlsDissect.GoldenTests.Running;
using static TlsDissect.GoldenTests.Outputs.Writing;

namespace TlsDissect.GoldenTests.Outputs;

/// <summary>A file under its temporary name, while other programs change the folder.</summary>
public sealed class PendingFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string[] Names =>
        [.. Directory.GetFileSystemEntries(_folder.Path).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_name_that_is_taken_is_never_replaced_by_renaming()
    {
        File.WriteAllText(_folder["from"], "new");
        File.WriteAllText(_folder["file"], Before);
        File.CreateSymbolicLink(_folder["link"], "none");
        Directory.CreateDirectory(_folder["folder"]);

        foreach (string name in (string[])["file", "link", "folder"])
            Assert.ThrowsAny<IOException>(() => UnixFile.Rename(_folder["from"], _folder[name]));
        Assert.Equal(Before, File.ReadAllText(_folder["file"]));
        UnixFile.Rename(_folder["from"], _folder["to"]);
        Assert.Equal("new", File.ReadAllText(_folder["to"]));
        Assert.Equal(["file", "folder", "link", "to"], Names);
    }

    [Fact]
    public void It_is_seen_by_its_name_only_when_it_is_complete()
    {
        using (PendingFile file = new(_folder["out"], Rule(force: false)))
        {
            file.Write("first "u8);
            file.Pause();
            Assert.EndsWith(".tmp", Assert.Single(Names), StringComparison.Ordinal);
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder[Names[0]]));
            file.Write("second"u8);
            file.Commit();
        }

        Assert.Equal(["out"], Names);
        Assert.Equal("first second", File.ReadAllText(_folder["out"]));
    }

    [Fact]
    public void One_that_is_not_wanted_leaves_nothing()
    {
        using (PendingFile file = new(_folder["out"], Rule(force: false))) file.Write("first"u8);

        Assert.Empty(Names);
    }

    /// <summary>In a folder that others write to, the name may be another file's while it is closed.</summary>
    [Fact]
    public void What_takes_the_temporary_name_is_not_written_to()
    {
        File.WriteAllText(_folder["elsewhere"], Before);
        using PendingFile file = new(_folder["out"], Rule(force: true));
        file.Write("first"u8);
        file.Pause();
        string temporary = Assert.Single(Directory.GetFiles(_folder.Path, "*.tmp"));
        File.Move(temporary, _folder["mine"]);
        File.CreateSymbolicLink(temporary, "elsewhere");

        Assert.Throws<IOException>(() => file.Write("second"u8));
        Assert.Equal(Before, File.ReadAllText(_folder["elsewhere"]));
    }

    [Fact]
    public void Where_the_name_of_a_part_is_taken_meanwhile_its_own_is_told()
    {
        using PendingFile file = new(_folder["out"], Rule(force: false));
        file.Write("first"u8);
        File.WriteAllText(_folder["out.partial"], Before);

        string kept = file.Keep()!;

        Assert.Equal("first", File.ReadAllText(kept));
        Assert.Equal(Before, File.ReadAllText(_folder["out.partial"]));
    }

    /// <summary>A second signal comes in the middle of a write.</summary>
    [Fact]
    public void It_is_kept_at_once_while_it_is_open()
    {
        using PendingFile file = new(_folder["out"], Rule(force: false));
        file.Write(new byte[200_000]);

        Assert.Equal(_folder["out.partial"], file.KeepAtOnce());
        Assert.InRange(new FileInfo(_folder["out.partial"]).Length, 100_000, 200_000);
        Assert.Equal(["out.partial"], Names);
    }

    [Fact]
    public void A_path_is_known_without_links()
    {
        Directory.CreateDirectory(_folder["a/b"]);
        File.CreateSymbolicLink(_folder["link"], "a/./b");
        File.CreateSymbolicLink(_folder["a/b/up"], "../..");
        File.CreateSymbolicLink(_folder["circle"], "circle");
        string real = InputFiles.WithoutLinks(_folder.Path);

        Assert.Equal(Path.Combine(real, "a/b/none"), InputFiles.WithoutLinks(_folder["link/none"]));
        Assert.Equal(Path.Combine(real, "a/none"), InputFiles.WithoutLinks(_folder["link/up/a/none"]));
        Assert.Equal(Path.Combine(real, "circle"), InputFiles.WithoutLinks(_folder["circle"]));
    }

    private static OutputRule Rule(bool force) => new(new InputFiles(), force);
}
