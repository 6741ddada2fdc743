using System.Globalization;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Live;

/// <summary>Packets that are kept open without another key in a reader that goes through the file once, whenever the key came.</summary>
public sealed class RecordingTests(LiveNetwork network) : IClassFixture<LiveNetwork>
{
    private static readonly string Pages = Path.Combine(LiveNetwork.Keys, "www");

    /// <summary>64 KB of room, and as little as takes none of a second connection's secrets.</summary>
    [LiveTheory]
    [InlineData(4451)]
    [InlineData(4452, "--secrets-room", "1500")]
    public void A_key_that_comes_after_its_packets_stands_in_front_of_them(int port, params string[] options)
    {
        network.Serve(port, Pages);
        using TemporaryFolder folder = new();
        string file = folder["kept.pcapng"];
        using (LiveProgram program = Record(folder, "-w", file, options))
        {
            for (int i = 0; i < 3; i++) FetchLogged(port, folder["later.log"]);
            program.Until(() => HellosAreWritten(folder["later.log"], [file]));
            File.Move(folder["later.log"], folder["keys.log"]);
            program.Until(() => program.Output.Split("ended").Length > 3);
            // In room that was left, the file opens while it is still written to.
            if (options.Length == 0) program.Until(() => RequestsSoFar(port, file).Lines.Length == 3);
            RunResult result = program.Terminate();
            Assert.Equal(143, result.Code);
            Assert.DoesNotContain("late", result.Errors, StringComparison.Ordinal);
        }

        Assert.Equal(3, Requests(port, file));
        Assert.Equal([file], Directory.GetFiles(folder.Path, "*pcapng*"));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Empty(OtherProcess.Tshark("-r", file, "-Y", "_ws.malformed").Text);
    }

    /// <summary>The key of a connection comes when its packets' file is full and another is being written.</summary>
    [LiveTheory]
    [InlineData(4453, "size:1MB", 1, 3, 3)]
    // Where a file ends among the small connections after the large one is chance, but in eight of them there is one that is whole in its
    // file.
    [InlineData(4454, "size:8KB", 8, 1, 8)]
    public void A_late_key_goes_to_the_file_that_has_the_handshake(int port, string rotate, int after, int least, int most)
    {
        using TemporaryFolder folder = new(), pages = new();
        File.WriteAllBytes(pages["large.bin"], new byte[1 << 20]);
        File.WriteAllText(pages["hello.html"], "hello");
        network.Serve(port, pages.Path);
        using (LiveProgram program = Record(folder, "-w", folder["kept.pcapng"], ["--rotate", rotate, "--max-waiting", "8388608"]))
        {
            FetchLogged(port, folder["later.log"]);
            FetchLogged(port, folder["later.log"], "large.bin");
            for (int i = 0; i < after; i++) FetchLogged(port, folder["later.log"]);
            program.Until(() => HellosAreWritten(folder["later.log"], Directory.GetFiles(folder.Path, "kept*")));
            File.Move(folder["later.log"], folder["keys.log"]);
            program.Until(() => program.Output.Split("ended").Length > 2 + after);
            Assert.Equal(143, program.Terminate().Code);
        }

        string[] files = Directory.GetFiles(folder.Path, "kept*");
        Assert.True(files.Length > 1);
        // A connection that goes over two files is opened in its first; the oldest of hundreds of files are done before the key comes.
        Assert.InRange(files.Sum(file => Requests(port, file)), least, most);
    }

    [LiveFact]
    public void A_new_file_begins_after_a_time()
    {
        network.Serve(4455, Pages);
        using TemporaryFolder folder = new();
        using (LiveProgram program = Record(folder, "-w", folder["kept.pcapng"], ["--rotate", "time:2s"]))
        {
            program.Until(() =>
            {
                FetchLogged(4455, folder["keys.log"]);
                return Directory.GetFiles(folder.Path, "kept*").Length >= 3;
            });
            Assert.Equal(143, program.Terminate().Code);
        }

        // RecorderTests check the contents of each file with given times. This test checks that the times of the packets count.
        string[] files = Directory.GetFiles(folder.Path, "kept*");
        Assert.All(files, file => Assert.All(OtherProcess.Tshark("-r", file, "-T", "fields", "-e", "frame.time_relative").Lines,
            seconds => Assert.InRange(double.Parse(seconds, CultureInfo.InvariantCulture), 0, 2)));
        Assert.NotEqual(0, files.Sum(file => Requests(4455, file)));
    }

    [LiveTheory]
    [InlineData(4456, "fifo")]
    [InlineData(4457, "-")]
    public void A_pipe_takes_packets_as_they_come(int port, string to)
    {
        network.Serve(port, Pages);
        using TemporaryFolder folder = new();
        string command = to == "-"
            ? "shift; exec \"$@\" -o results --write - | cat > kept.pcapng"
            : "cd \"$1\"; mkfifo pipe; cat pipe > kept.pcapng & shift; \"$@\" -o results --write pipe; code=$?; wait; exit $code";
        using (LiveProgram program =
            LiveProgram.Start(network.Client, ["bash", "-c", "cd \"$1\"; " + command, "bash", folder.Path], AppContext.BaseDirectory,
            "-i", LiveNetwork.Wire, "--keylog", folder["keys.log"], "--count", "30", "-f", $"tcp port {port}"))
        {
            program.Until(() => program.Errors.Contains("listening on", StringComparison.Ordinal));
            for (int i = 0; i < 4; i++) FetchLogged(port, folder["keys.log"]);
            Assert.Equal(0, program.WaitForEnd().Code);
        }

        Assert.InRange(Requests(port, folder["kept.pcapng"]), 1, 4);
        Assert.True(File.Exists(folder["results"]));
    }

    [LiveFact]
    public void A_device_is_written_to_and_keeps_its_mode()
    {
        using TemporaryFolder folder = new();
        // Like /dev/null, which no other user could use any more.
        Assert.Equal(0, OtherProcess.Run("mknod", folder.Path, null, "-m", "666", folder["null"], "c", "1", "3").Code);

        using (LiveProgram program = LiveProgram.Listen(network.Client, "-i", LiveNetwork.Wire, "--write", folder["null"], "--force"))
            Assert.Equal(143, program.Terminate().Code);

        Assert.Equal("character special file 666\n", OtherProcess.Run("stat", folder.Path, null, "-c", "%F %a", folder["null"]).Text);
    }

    [LiveFact]
    public void A_full_disk_ends_it_with_one_line_and_what_is_written_opens()
    {
        network.Serve(4458, Pages);
        using TemporaryFolder folder = new();
        // A disk of its own, seen by this program alone.
        string[] small =
            ["unshare", "--mount", "bash", "-c",
                "mount -t tmpfs -o size=256k none \"$1\"; shift; \"$@\"; code=$?; tshark -r \"$0\" 2>/dev/null | wc -l; exit $code",
                folder["disk/kept.pcapng"], folder["disk"]];
        Directory.CreateDirectory(folder["disk"]);
        using LiveProgram program =
            LiveProgram.Start(network.Client, small, AppContext.BaseDirectory, "-i", LiveNetwork.Wire, "--write",
                folder["disk/kept.pcapng"], "--format", "json", "-q", "--hold", "1s");
        program.Until(() => network.Fetch(4458, "hello.html").Length > 0 && program.HasEnded);

        RunResult result = program.WaitForEnd();

        Assert.Equal(1, result.Code);
        Assert.Contains("No space left on device", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.True(int.Parse(result.Lines[^1], CultureInfo.InvariantCulture) > 100, result.Text);
    }

    private LiveProgram Record(TemporaryFolder folder, string write, string file, string[] options) =>
        LiveProgram.Listen(network.Client,
            ["-i", LiveNetwork.Wire, "--keylog", folder["keys.log"], "--key-wait", "10m", write, file, .. options]);

    private void FetchLogged(int port, string log, string page = "hello.html")
    {
        RunResult result =
            network.Run("env", $"SSLKEYLOGFILE={log}", "curl", "-s", "-i", "-k", "--http1.0", "--max-time", "240",
                $"https://{LiveNetwork.ServerAddress}:{port}/{page}");
        Assert.Equal(0, result.Code);
    }

    /// <summary>
    /// Whether the ClientHello of every secret of a log is on the disk: packets are written in their order, so that the secrets are too
    /// late for all that comes before the last of these hellos.
    /// </summary>
    private static bool HellosAreWritten(string log, string[] files)
    {
        List<byte[]> contents = [.. files.Select(Content)];
        IEnumerable<string> randoms =
            File.ReadLines(log).Where(line => !line.StartsWith('#')).Select(line => line.Split(' ')[1]).Distinct();
        return randoms.All(random => contents.Any(content => content.AsSpan().IndexOf(Convert.FromHexString(random)) >= 0));
    }

    /// <summary>Of a file that is being written.</summary>
    private static byte[] Content(string file)
    {
        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using MemoryStream content = new();
        stream.CopyTo(content);
        return content.ToArray();
    }

    private static int Requests(int port, string file)
    {
        RunResult result = RequestsSoFar(port, file);
        Assert.True(result.Code == 0, result.Errors);
        return result.Lines.Length;
    }

    /// <summary>Of a file that may end in the middle of a packet.</summary>
    private static RunResult RequestsSoFar(int port, string file) =>
        OtherProcess.Run("tshark", Repository.Captures, null, "-r", file, "-d", $"tcp.port=={port},tls", "-Y", "http.request", "-T",
            "fields", "-e", "http.request.uri");
}
