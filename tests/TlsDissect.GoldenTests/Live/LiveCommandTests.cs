using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Live;

/// <summary>Start, end and failures of a live run.</summary>
public sealed class LiveCommandTests(LiveNetwork network) : IClassFixture<LiveNetwork>
{
    private static readonly string Pages = Path.Combine(LiveNetwork.Keys, "www");

    [LiveFact]
    public void It_ends_after_a_number_of_packets()
    {
        using LiveProgram program = LiveProgram.Listen(network.Client, "-i", "lo", "--count", "4");
        network.Run("curl", "-s", "http://127.0.0.1:1/");
        network.Run("curl", "-s", "http://127.0.0.1:1/");
        network.Run("curl", "-s", "http://127.0.0.1:1/");

        RunResult result = program.WaitForEnd();

        Assert.Equal(0, result.Code);
        Assert.Contains("tlsdissect: 4 packets,", result.Errors, StringComparison.Ordinal);
    }

    [LiveTheory]
    [InlineData("--count", "4")]
    [InlineData("--events", "--count", "4")]
    public void The_last_line_of_JSON_sums_up(params string[] options)
    {
        using LiveProgram program = LiveProgram.Listen(network.Client, ["-i", "lo", "--format", "json", .. options]);
        network.Run("curl", "-s", "http://127.0.0.1:1/");
        network.Run("curl", "-s", "http://127.0.0.1:1/");
        network.Run("curl", "-s", "http://127.0.0.1:1/");

        RunResult result = program.WaitForEnd();

        Assert.StartsWith("{\"type\":\"summary\",\"packets\":4,\"connections\":0,", result.Lines[^1], StringComparison.Ordinal);
        Assert.Equal(4, (int?)Contract.Summary(result)!["other_tcp_packets"]);
        Assert.Contains(" without TLS", result.Errors, StringComparison.Ordinal);
    }

    [LiveFact]
    public void It_ends_after_a_time() =>
        Assert.Equal(0, LiveProgram.Listen(network.Client, "-i", "any", "-i", "lo", "--duration", "1s").WaitForEnd().Code);

    [LiveFact]
    public void A_wrong_filter_is_told_before_start() =>
        Fails(2, "filter \"tcp prot 443\": can't parse filter expression: syntax error", [], "-i", "lo", "-f", "tcp prot 443");

    [LiveFact]
    public void An_interface_that_is_not_there_is_told() =>
        Fails(3, "eth77: no such interface; 'tlsdissect interfaces' lists them", [], "-i", "eth77");

    [LiveFact]
    public void Without_permission_it_says_what_helps() =>
        Fails(3, "lo: no permission to capture; run it with sudo", ["setpriv", "--bounding-set", "-net_raw,-net_admin"], "-i", "lo");

    [LiveFact]
    public void One_capability_is_enough()
    {
        using LiveProgram program =
            LiveProgram.Start(network.Client, ["setpriv", "--bounding-set", "-all,+net_raw"], AppContext.BaseDirectory, "-i",
                LiveNetwork.Wire, "--duration", "1s");
        Assert.Equal(0, program.WaitForEnd().Code);
    }

    [LiveFact]
    public void What_stays_encrypted_decides_the_exit_code_when_asked_for()
    {
        using LiveNetwork own = new();
        own.Serve(4441, Pages);
        // TLS 1.3: the key does not help.
        using LiveProgram program =
            LiveProgram.Listen(own.Client, "-i", LiveNetwork.Wire, "--key", "server.key", "--fail-on", "undecrypted", "--count", "60");
        program.Until(() =>
        {
            own.Fetch(4441, "hello.html");
            return program.HasEnded;
        });

        Assert.Equal(4, program.WaitForEnd().Code);
    }

    [LiveFact]
    public void An_interface_that_goes_away_ends_it_with_all_that_is_complete()
    {
        using LiveNetwork own = new();
        own.Serve(4440, Pages);
        using LiveProgram program = LiveProgram.Listen(own.Client, "-i", LiveNetwork.Wire, "--format", "json");
        own.Fetch(4440, "hello.html");
        LiveNetwork.Ip("-n", own.Client, "link", "del", LiveNetwork.Wire);

        RunResult result = program.WaitForEnd();

        Assert.Equal(1, result.Code);
        Assert.Contains("wire: The interface disappeared", result.Errors, StringComparison.Ordinal);
        Assert.Single(result.Connections());
    }

    [LiveFact]
    public void Root_is_given_up_once_the_interface_is_open()
    {
        network.Serve(4441, Pages);
        // The tests may run in a folder that the user nobody must not read.
        string folder = Directory.CreateTempSubdirectory("tlsdissect-").FullName;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead |
                    UnixFileMode.OtherExecute);
        try
        {
            foreach (string file in Directory.EnumerateFiles(AppContext.BaseDirectory))
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
            using LiveProgram program =
                LiveProgram.Start(network.Client, [], folder, "-i", LiveNetwork.Wire, "--user", "nobody", "--format", "json");
            program.Until(() => program.Errors.Contains("listening on", StringComparison.Ordinal));
            string[] OfThreads(string field) =>
                [.. Directory.EnumerateDirectories($"/proc/{program.Id}/task").Select(task => FieldOf(task, field)).OfType<string>()
                    .Distinct()];
            string[] users = OfThreads("Uid:"), privileges = OfThreads("NoNewPrivs:");
            network.Fetch(4441, "hello.html");
            program.Until(() => program.Output.Length > 0);

            Assert.Equal(["Uid:\t65534\t65534\t65534\t65534"], users);
            Assert.Equal(["NoNewPrivs:\t1"], privileges);
            Assert.Equal(143, program.Terminate().Code);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [LiveFact]
    public void Steps_of_a_handshake_are_lines_as_they_happen()
    {
        network.Serve(4442, Pages);
        using LiveProgram program = LiveProgram.Listen(network.Client, "-i", LiveNetwork.Wire, "--follow-handshakes");
        network.Fetch(4442, "hello.html", "--tls-max", "1.2");
        program.Until(() => program.Output.Contains("ended", StringComparison.Ordinal));
        RunResult result = program.Terminate();

        int hello = Array.FindIndex(result.Lines, line => line.Contains("client_hello: up to TLS 1.2", StringComparison.Ordinal));
        int done = Array.FindIndex(result.Lines, line => line.Contains("server_hello_done", StringComparison.Ordinal));
        int change = Array.FindIndex(result.Lines, line => line.Contains("change_cipher_spec", StringComparison.Ordinal));
        Assert.True(hello >= 0 && hello < done && done < change, result.Text);
    }

    [LiveFact]
    public void Recordings_rotate_keep_the_latest_and_never_write_over_another()
    {
        network.Serve(4443, Pages);
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "wire.pcapng");
        using (LiveProgram program =
            LiveProgram.Listen(network.Client, "-i", LiveNetwork.Wire, "--write", path, "--rotate", "size:4KB", "--keep", "2"))
        {
            for (int i = 0; i < 6; i++) network.Fetch(4443, "hello.html");
            program.Until(() => program.Output.Split("ended").Length > 6);
            Assert.Equal(143, program.Terminate().Code);
        }

        string[] files = [.. Directory.EnumerateFiles(folder.Path).Order(StringComparer.Ordinal)];
        Assert.Equal(2, files.Length);
        Assert.All(files, file => Assert.NotEmpty(OtherProcess.Tshark("-r", file).Text));

        Fails(2, "exists already; --force replaces it", [], "-i", LiveNetwork.Wire, "--write", files[0]);
    }

    /// <summary>Also by a key log that is not there yet.</summary>
    [LiveTheory]
    [InlineData("-o")]
    [InlineData("--write")]
    public void What_is_there_is_not_written_over_and_a_key_log_never(string option)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["there"], "what was there before");
        File.WriteAllText(folder["keys.log"], "CLIENT_RANDOM ");
        File.CreateSymbolicLink(folder["link"], "keys.log");
        string[] common = ["-i", LiveNetwork.Wire, "--keylog", folder["keys.log"], "--keylog", folder["later.log"]];

        Fails(2, "exists already; --force replaces it", [], [.. common, option, folder["there"]]);
        foreach (string name in (string[])["keys.log", "later.log", "link"])
            Fails(2, "is an input (the key log ", [], [.. common, option, folder[name], "--force"]);
        Fails(2, "is another output of this run", [], [.. common, "-o", folder["same"], "--write", folder["same"]]);
        using (LiveProgram program = LiveProgram.Listen(network.Client, [.. common, option, folder["there"], "--force"]))
            Assert.Equal(143, program.Terminate().Code);

        // An interrupt is the normal end.
        Assert.NotEqual("what was there before", File.ReadAllText(folder["there"]));
        Assert.Equal("CLIENT_RANDOM ", File.ReadAllText(folder["keys.log"]));
        Assert.Equal(["keys.log", "link", "there"],
            Directory.GetFileSystemEntries(folder.Path).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
    }

    [LiveFact]
    public void What_the_kernel_drops_is_told_while_it_runs_and_at_the_end()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(Path.Combine(folder.Path, "large.bin"), new byte[16 << 20]);
        network.Serve(4445, folder.Path);
        using LiveProgram program =
            LiveProgram.Listen(network.Client, "-i", LiveNetwork.Wire, "--buffer-size", "256KB", "--format", "json");
        program.Signal("STOP");
        network.Fetch(4445, "large.bin");
        program.Signal("CONT");
        program.Until(() => program.Errors.Contains("wire: the kernel dropped ", StringComparison.Ordinal));
        RunResult result = program.Terminate();

        Assert.DoesNotContain("; 0 dropped by the kernel", result.Errors, StringComparison.Ordinal);
        Assert.Contains("""{"type":"warning","capture":"wire",""", result.Text, StringComparison.Ordinal);
    }

    [LiveFact]
    public void A_reader_that_has_gone_ends_it()
    {
        network.Serve(4444, Pages);
        using LiveProgram program =
            LiveProgram.Start(network.Client, ["bash", "-c", "\"$@\" | head -1", "bash"], AppContext.BaseDirectory, "-i", LiveNetwork.Wire,
                "--format", "json");
        program.Until(() => program.Errors.Contains("listening on", StringComparison.Ordinal));
        // Each is a line; the first that is written once the reader has gone ends it.
        program.Until(() => network.Fetch(4444, "hello.html").Length > 0 && program.HasEnded);

        RunResult result = program.WaitForEnd();

        Assert.Equal(0, result.Code);
        Assert.Single(result.Lines);
    }

    /// <summary>Of a thread; <c>null</c> where it has ended meanwhile.</summary>
    private static string? FieldOf(string task, string field)
    {
        try
        {
            return File.ReadLines(Path.Combine(task, "status")).First(line => line.StartsWith(field, StringComparison.Ordinal));
        }
        catch (IOException)
        {
            return null;
        }
    }

    private void Fails(int code, string says, string[] before, params string[] arguments)
    {
        using LiveProgram program = LiveProgram.Start(network.Client, before, AppContext.BaseDirectory, arguments);
        RunResult result = program.WaitForEnd();
        Assert.Equal(code, result.Code);
        Assert.Contains(says, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }
}
