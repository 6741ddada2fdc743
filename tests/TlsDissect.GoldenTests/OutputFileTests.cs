using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests;

/// <summary>Destinations of results, and the files left after a failure.</summary>
public class OutputFileTests : IDisposable
{
    private static readonly CaptureCase Rsa = CaptureCase.Of("rsa-aes128-gcm");

    private readonly string _folder = Directory.CreateTempSubdirectory("tlsdissect-").FullName;

    private string Target => Path.Combine(_folder, "out");

    [Fact]
    public void A_file_appears_whole_and_is_its_owners_alone()
    {
        RunResult result = Spawned.Run(Rsa.Folder, ["read", "--format", "json", "--hash", "-o", Target, .. Rsa.Arguments]);

        Assert.Equal(0, result.Code);
        Assert.Empty(result.Output);
        Assert.Equal(File.ReadAllBytes(Rsa.FileNamed("expected.jsonl")), File.ReadAllBytes(Target));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Target));
        Assert.Equal([Target], Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData("follow", "no-such-connection")]
    [InlineData("follow", "not-decrypted")]
    public void A_failure_leaves_nothing_behind_and_what_was_there_alone(string command, string why)
    {
        File.WriteAllText(Target, "what was there before");
        RunResult result = why == "not-decrypted"
            ? Spawned.Run(Rsa.Folder, command, "capture.pcap", "1", "-o", Target, "--force")
            : Spawned.Run(Rsa.Folder, command, "capture.pcap", "999", "--key", "server.key", "-o", Target, "--force");

        Assert.Equal(1, result.Code);
        Assert.Single(result.ErrorLines);
        Assert.Equal("what was there before", File.ReadAllText(Target));
        Assert.Equal([Target], Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_told_before_anything_is_read()
    {
        RunResult result = Spawned.Run(Rsa.Folder, ["read", "-o", Path.Combine(_folder, "none", "out"), .. Rsa.Arguments]);

        Assert.Equal(2, result.Code);
        Assert.Contains("no such folder", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("read --format json --key server.key capture.pcap -o pipe", "grep -c TLS.1.2", "1\n")]
    [InlineData("export keylog -q --key server.key capture.pcap -o pipe", "cut -d' ' -f1", "CLIENT_RANDOM\n")]
    [InlineData("export pcap -q --key server.key capture.pcap -o pipe", "od -An -tx1 -N4", " d4 c3 b2 a1\n")]
    public void A_pipe_that_is_there_is_written_to(string command, string reader, string read)
    {
        RunResult result =
            Spawned.Shell(Rsa.Folder,
                $"mkfifo {_folder}/pipe; \"$TLSDISSECT\" {command.Replace("-o pipe", $"-o {_folder}/pipe", StringComparison.Ordinal)} " +
                    $"2>/dev/null & {reader} < {_folder}/pipe; wait");

        Assert.Equal(read, result.Text);
        // It is still a pipe, and nothing else was made.
        Assert.Equal(0, new FileInfo(Path.Combine(_folder, "pipe")).Length);
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_full_disk_is_one_line_and_exit_1()
    {
        CaptureCase large = CaptureCase.Of("large-transfer");
        RunResult result = Spawned.Shell(large.Folder, $"\"$TLSDISSECT\" read -q -d {string.Join(' ', large.Arguments)} >/dev/full");

        Assert.Equal(1, result.Code);
        Assert.Contains("No space left on device", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("read -d --key server.key capture.pcap")]
    [InlineData("follow --key server.key capture.pcap 1")]
    [InlineData("suites")]
    public void A_reader_that_goes_away_ends_the_program_without_a_word(string command)
    {
        CaptureCase large = CaptureCase.Of("large-transfer");
        RunResult result =
            Spawned.Shell(large.Folder, $"\"$TLSDISSECT\" {command} 2>{_folder}/errors | head -c 1 >/dev/null; echo ${{PIPESTATUS[0]}}");

        Assert.Equal("0\n", result.Text);
        Assert.DoesNotContain("at TlsDissect", File.ReadAllText(Path.Combine(_folder, "errors")), StringComparison.Ordinal);
        Assert.DoesNotContain("Broken pipe", File.ReadAllText(Path.Combine(_folder, "errors")), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}
