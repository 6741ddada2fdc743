using TlsDissect.GoldenTests.Export;
using TlsDissect.GoldenTests.Running;
using static TlsDissect.GoldenTests.Outputs.Writing;

namespace TlsDissect.GoldenTests.Outputs;

/// <summary>No command replaces an existing file without <c>--force</c>.</summary>
public sealed class ExistingFileTests : IDisposable
{
    private readonly Writing _writing = new();

    public static TheoryData<string> Commands => Writing.ToFile;

    public void Dispose() => _writing.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_file_is_replaced_only_with_force(string command)
    {
        File.WriteAllText(_writing["out"], Before);

        Refused(_writing.Run(command, "-o", "out"), "out: exists already; --force replaces it");
        Assert.Equal(Before, File.ReadAllText(_writing["out"]));

        Assert.Equal(0, _writing.Run(command, "-o", "out", "--force").Code);
        Assert.NotEqual(Before, File.ReadAllText(_writing["out"]));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, Exports.Mode(_writing["out"]));
        Assert.Equal(["out"], _writing.Made);
    }

    /// <summary>Others who may write to the folder could have put it there.</summary>
    [Theory]
    [MemberData(nameof(Commands))]
    public void A_link_is_replaced_with_force_and_never_followed(string command)
    {
        File.WriteAllText(_writing["elsewhere"], Before);
        File.CreateSymbolicLink(_writing["out"], "elsewhere");
        File.CreateSymbolicLink(_writing["nowhere"], "none");

        Refused(_writing.Run(command, "-o", "out"), "exists already");
        Refused(_writing.Run(command, "-o", "nowhere"), "exists already");
        foreach (string link in (string[])["out", "nowhere"])
        {
            Assert.Equal(0, _writing.Run(command, "-o", link, "--force").Code);
            Assert.Null(new FileInfo(_writing[link]).LinkTarget);
        }

        Assert.Equal(Before, File.ReadAllText(_writing["elsewhere"]));
        Assert.Equal(["elsewhere", "nowhere", "out"], _writing.Made);
    }

    /// <summary>An interrupt would replace it.</summary>
    [Theory]
    [MemberData(nameof(Commands))]
    public void A_part_that_an_earlier_run_left_counts_as_a_file_that_exists(string command)
    {
        File.WriteAllText(_writing["out.partial"], Before);

        Refused(_writing.Run(command, "-o", "out"), "out.partial: exists already; --force replaces it");
        Assert.Equal(0, _writing.Run(command, "-o", "out", "--force").Code);
        Assert.Equal(Before, File.ReadAllText(_writing["out.partial"]));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void What_takes_no_file_is_told_before_anything_is_read(string command)
    {
        File.WriteAllText(_writing["file"], Before);
        Directory.CreateDirectory(_writing["folder"]);

        Refused(_writing.Run(command, "-o", "none/out"), "none/out: no such folder");
        Refused(_writing.Run(command, "-o", "file/out"), "file/out: no such folder");
        Refused(_writing.Run(command, "-o", "folder", "--force"), "folder: is a folder, not a file");
        Refused(_writing.Run(command, "-o", new string('x', 250)), "the name is too long");
        Assert.Equal(["file", "folder"], _writing.Made);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_minus_is_standard_output(string command)
    {
        RunResult result = _writing.Shell(command, "capture.pcap", "@ -o - | cat; @ -o /dev/stdout | cat");

        Assert.Equal(0, _writing.Run(command, "-o", "out").Code);
        byte[] once = File.ReadAllBytes(_writing["out"]);
        Assert.NotEmpty(once);
        Assert.Equal([.. once, .. once], result.Output);
        Assert.Empty(result.Errors);
        Assert.Equal(["out"], _writing.Made);
    }

    /// <summary>Opened by its path it would be written from its start.</summary>
    [Theory]
    [MemberData(nameof(Commands))]
    public void A_file_that_the_shell_opened_is_written_to_where_it_ends(string command)
    {
        File.WriteAllText(_writing["log"], "first ");
        RunResult result = _writing.Shell(command, "capture.pcap", "@ -o /dev/stdout >>log; @ -o /dev/fd/5 5>>log");

        Assert.Equal("", result.Errors);
        Assert.Equal(0, _writing.Run(command, "-o", "out").Code);
        byte[] once = File.ReadAllBytes(_writing["out"]);
        Assert.Equal([.. "first "u8, .. once, .. once], File.ReadAllBytes(_writing["log"]));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_device_or_a_pipe_is_written_to_as_it_is(string command)
    {
        RunResult result =
            _writing.Shell(command, "capture.pcap",
                "@ -o /dev/null && mkfifo pipe && ln -s pipe link && { @ -o link & cat pipe; wait; } && stat -c %F /dev/null pipe >&2");

        Assert.Equal((0, "character special file\nfifo\n"), (result.Code, result.Errors));
        Assert.Equal(0, _writing.Run(command, "-o", "out").Code);
        Assert.Equal(File.ReadAllBytes(_writing["out"]), result.Output);
        Assert.Equal(["link", "out", "pipe"], _writing.Made);
    }

    [Fact]
    public void A_socket_is_refused()
    {
        using System.Net.Sockets.Socket socket =
            new(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
        socket.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(_writing["socket"]));

        Refused(_writing.Run("read", "-o", "socket", "--force"), "is a socket");
    }
}
