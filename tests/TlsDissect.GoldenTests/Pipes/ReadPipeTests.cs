using System.Text.Json.Nodes;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Pipes;

/// <summary>A pipe is live: what is over is shown while its writer has not ended.</summary>
public class ReadPipeTests
{
    private static readonly CaptureCase First = CaptureCase.Of("rsa-aes128-gcm");
    private static readonly CaptureCase Second = CaptureCase.Of("tls12-rsa-aes256-gcm");
    private static readonly CaptureCase Logged = CaptureCase.Of("tls13-aes128-gcm");

    [Fact]
    public void Each_connection_is_shown_when_it_is_over()
    {
        using PipedProgram program = new(First.Folder, ["read", "-", "--format", "json", .. First.Keys]);
        byte[] first = File.ReadAllBytes(First.Capture);
        // A header alone is not a reason to complain yet.
        program.Write(first.AsSpan(0, 10));
        program.Write(first.AsSpan(10..PcapEdit.HeaderLength));
        program.Write(first.AsSpan(PcapEdit.HeaderLength));
        program.Until(() => program.Connections == 1);
        program.Write(File.ReadAllBytes(Second.Capture).AsSpan(PcapEdit.HeaderLength));
        program.Until(() => program.Connections == 2);
        RunResult result = program.Close();

        Assert.Equal(0, result.Code);
        Assert.Equal(2, result.Lines.Count(line => line.Contains("\"type\":\"connection\"", StringComparison.Ordinal)));
        Assert.DoesNotContain("truncated", result.Errors, StringComparison.Ordinal);
        Assert.Equal("standard input", (string?)Contract.Connections(result)[0]["capture"]);
    }

    [Theory]
    [InlineData("-d")]
    [InlineData("--explain")]
    public void Text_is_blocks_as_connections_end(string option)
    {
        using PipedProgram program = new(First.Folder, ["read", "-", option, .. First.Keys]);
        program.Write(File.ReadAllBytes(First.Capture));
        program.Until(
            () => program.Output.Contains("both Finished verified", StringComparison.Ordinal) &&
                program.Output.EndsWith("\n\n", StringComparison.Ordinal));

        Assert.Equal(0, program.Close().Code);
    }

    [Theory]
    [InlineData("< notes.txt")]
    [InlineData("< /dev/null")]
    [InlineData("< <(cat notes.txt)")]
    public void Standard_input_that_is_not_a_capture_has_one_name(string input)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["notes.txt"], "this is not a capture\n");
        RunResult result = Spawned.Shell(folder.Path, $"\"$TLSDISSECT\" read - --format json {input}");

        Assert.Equal(1, result.Code);
        Assert.Equal("standard input", (string?)Assert.Single(Contract.Warnings(result))["capture"]);
    }

    [Fact]
    public void A_writer_that_dies_in_the_middle_of_a_packet_is_a_warning()
    {
        using PipedProgram program = new(First.Folder, ["read", "-", "--format", "json", .. First.Keys]);
        program.Write(File.ReadAllBytes(First.Capture));
        program.Write(new byte[20]);
        program.Until(() => program.Connections == 1);
        RunResult result = program.Close();

        Assert.Equal(0, result.Code);
        Assert.Contains("standard input: truncated in the middle of a packet", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_log_is_followed()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["keys.log"], "# nothing yet\n");
        byte[] capture = File.ReadAllBytes(Logged.Capture);
        int half = PcapEdit.RecordStarts(capture)[^3];
        using PipedProgram program = new(folder.Path, ["read", "-", "--format", "json", "-l", "keys.log"]);
        program.Write(capture.AsSpan(0, half));
        // The log has been loaded when this is said.
        program.Until(() => program.Errors.Contains("keys.log: contains no secrets yet", StringComparison.Ordinal));
        File.AppendAllText(folder["keys.log"], File.ReadAllText(Logged.FileNamed("keys.log")));
        program.Write(capture.AsSpan(half));
        program.Until(() => program.Connections == 1);

        Assert.Equal("decrypted", (string?)Assert.Single(Contract.Connections(program.Close()))["decryption"]!["status"]);
    }

    [Fact]
    public void A_key_log_that_is_missing_is_an_error()
    {
        using PipedProgram program = new(First.Folder, "read", "-", "--keylog", "later.log");
        RunResult result = program.WaitForEnd();

        Assert.Equal(2, result.Code);
        Assert.Contains("later.log: no such file", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    /// <summary>Whatever a pipe is called, it is read once, to its end.</summary>
    [NeedsTheory("bash")]
    [InlineData("cat capture.pcap | \"$TLSDISSECT\" read - -q --format json --keylog <(cat keys.log)")]
    [InlineData("cat capture.pcap | \"$TLSDISSECT\" read /dev/stdin -q --format json --keylog keys.log")]
    [InlineData("\"$TLSDISSECT\" read <(cat capture.pcap) -q --format json --keylog <(cat keys.log) --threads 3")]
    [InlineData("\"$TLSDISSECT\" read /dev/stdin -q --format json --keylog keys.log < capture.pcap")]
    public void What_is_given_may_be_a_pipe(string script)
    {
        RunResult result = Spawned.Shell(Logged.Folder, script);

        Assert.Equal(0, result.Code);
        Assert.Equal("decrypted", (string?)Assert.Single(Contract.Connections(result))["decryption"]!["status"]);
    }

    /// <summary>Of a file and a pipe: what the file holds is shown while the pipe is silent.</summary>
    [NeedsFact("mkfifo")]
    public void A_named_pipe_after_a_file_is_live()
    {
        using TemporaryFolder folder = new();
        Assert.Equal(0, OtherProcess.Run("mkfifo", folder.Path, null, "pipe").Code);
        File.Copy(First.Capture, folder["first.pcap"]);
        using PipedProgram program = new(folder.Path, "read", "first.pcap", "pipe", "--format", "json", "--threads", "4");
        using (FileStream pipe = new(folder["pipe"], FileMode.Open, FileAccess.Write, FileShare.Read, bufferSize: 0))
        {
            program.Until(() => program.Connections == 1);
            pipe.Write(File.ReadAllBytes(Second.Capture));
            program.Until(() => program.Connections == 2);
        }

        RunResult result = program.WaitForEnd();
        Assert.Equal(0, result.Code);
        Assert.Equal(["first.pcap", "pipe"], Contract.Connections(result).Select(connection => (string?)connection["capture"]));
    }

    [NeedsFact("bash")]
    public void A_regular_file_on_standard_input_is_read_as_a_file()
    {
        RunResult result = Spawned.Shell(First.Folder, "\"$TLSDISSECT\" read - -q --format json --hash --key server.key < capture.pcap");

        Assert.Equal(0, result.Code);
        Assert.Equal(Contract.WithoutCaptures(File.ReadAllText(First.FileNamed("expected.jsonl"))), Contract.WithoutCaptures(result.Text));
    }

    [Fact]
    public void A_file_of_results_is_written_whole_at_the_end()
    {
        using TemporaryFolder folder = new();
        using PipedProgram program =
            new(First.Folder, ["read", "-", "--format", "json", "-o", folder["out.jsonl"], "-l", folder["keys.log"], .. First.Keys]);
        RunResult missing = program.Close();
        Assert.Equal(2, missing.Code);

        File.WriteAllText(folder["keys.log"], "");
        using PipedProgram second =
            new(First.Folder, ["read", "-", "--format", "json", "-o", folder["out.jsonl"], "-l", folder["keys.log"], .. First.Keys]);
        byte[] capture = File.ReadAllBytes(First.Capture);
        second.Write(capture);
        // The unfinished file has another name.
        second.Until(() => Directory.GetFiles(folder.Path).Any(file => new FileInfo(file).Length > 1000));
        Assert.False(File.Exists(folder["out.jsonl"]));
        Assert.Equal(0, second.Close().Code);
        Assert.Equal("connection", (string?)JsonNode.Parse(File.ReadLines(folder["out.jsonl"]).First())!["type"]);
    }

    [Fact]
    public void A_followed_connection_is_shown_as_it_speaks_and_ends_the_run_when_it_is_over()
    {
        byte[] capture = File.ReadAllBytes(First.Capture);
        // The two FINs and their acknowledgments come last.
        int end = PcapEdit.RecordStarts(capture)[^5];
        using PipedProgram program = new(First.Folder, ["follow", "-", "1", .. First.Keys]);
        program.Write(capture.AsSpan(0, end));
        program.Until(() => program.Output.Contains("HTTP/1.", StringComparison.Ordinal));
        program.Write(capture.AsSpan(end));

        Assert.Equal(0, program.WaitForEnd().Code);
    }

    [Fact]
    public void Exported_secrets_are_lines_as_they_are_found()
    {
        using PipedProgram program = new(First.Folder, ["export", "keylog", "-", "-o", "-", .. First.Keys]);
        program.Write(File.ReadAllBytes(First.Capture));
        program.Until(() => program.Output.Contains("CLIENT_RANDOM ", StringComparison.Ordinal));

        Assert.Equal(0, program.Close().Code);
    }
}
