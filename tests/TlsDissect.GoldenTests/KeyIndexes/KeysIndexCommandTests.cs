using System.IO.Compression;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.KeyIndexes;

/// <summary><c>keys index</c>, and what <c>--keylog</c> makes of it.</summary>
public class KeysIndexCommandTests
{
    public static TheoryData<string> WithKeyLog() =>
    [
        .. CaptureCase.Names().Where(name => CaptureCase.Of(name).Keys is ["--keylog" or "-l", _]),
    ];

    [Theory]
    [MemberData(nameof(WithKeyLog))]
    public void An_index_opens_what_its_key_logs_open(string name)
    {
        CaptureCase of = CaptureCase.Of(name);
        using TemporaryFolder folder = new();
        string index = folder["keys.idx"];
        RunResult made = InProcess.RunConsole(of.Folder, ["keys", "index", of.Keys[1], "-o", index]);
        // A log without secrets is not one.
        if (made.Code != 0) return;
        Assert.Equal(Read(of.Keys), Read("-l", index));

        IEnumerable<string> Read(params string[] keys) => InProcess
            .Run(of.Folder, ["read", "-q", "--format", "json", "--hash", .. keys, Path.GetFileName(of.Capture)])
            .ConnectionLines.Select(Comparable);
    }

    [Fact]
    public void New_and_grown_logs_are_added_and_known_ones_are_not_read()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder["logs/lab"]);
        File.WriteAllText(folder["logs/a.log"], Line('1', '2'));
        File.WriteAllText(folder["logs/lab/b.log"], Line('3', '4') + Line('1', '2'));
        File.WriteAllText(folder["logs/notes.txt"], "nothing of a key log");
        Assert.Equal("2 secrets, 2 of them new; 2 key logs read, 0 known before; 1 other file skipped", Index());
        Assert.Equal("2 secrets, 0 of them new; 0 key logs read, 2 known before; 1 other file skipped", Index());
        byte[] before = File.ReadAllBytes(folder["keys.idx"]);
        File.AppendAllText(folder["logs/a.log"], Line('5', '6'));
        File.Delete(folder["logs/lab/b.log"]);
        Assert.Equal("3 secrets, 1 of them new; 1 key log read, 0 known before; 1 other file skipped", Index());
        Assert.NotEqual(before, File.ReadAllBytes(folder["keys.idx"]));
        Assert.Equal(Outputs.Writing.OwnerOnly, Export.Exports.Mode(folder["keys.idx"]));
        Assert.Equal(["keys.idx"], Directory.GetFiles(folder.Path).Select(Path.GetFileName));

        string Index() =>
            InProcess.RunConsole(folder.Path, ["keys", "index", "logs", "-o", "keys.idx"]).Errors["tlsdissect: keys.idx: ".Length..^1];
    }

    [Fact]
    public void Hidden_files_and_links_to_folders_are_skipped()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder["logs/.hidden"]);
        File.WriteAllText(folder["logs/a.log"], Line('1', '2'));
        File.WriteAllText(folder["logs/.b.log"], Line('3', '4'));
        File.WriteAllText(folder["logs/.hidden/c.log"], Line('5', '6'));
        Directory.CreateSymbolicLink(folder["logs/cycle"], folder["logs"]);
        RunResult result = InProcess.RunConsole(folder.Path, ["keys", "index", "logs", "-o", "keys.idx"]);
        Assert.Equal((0, "tlsdissect: keys.idx: 1 secret, 1 of them new; 1 key log read, 0 known before\n"), (result.Code, result.Errors));
    }

    [Theory]
    [InlineData("gone: no such file", "gone", "-o", "keys.idx")]
    [InlineData("empty: no key log was found", "empty", "-o", "keys.idx")]
    [InlineData("notes: exists already and is not a key index; --force replaces it", "log", "-o", "notes")]
    [InlineData("log: is an input (the key log log), which is never written to", "log", "-o", "log")]
    [InlineData("an index is a file, which is mapped into memory", "log", "-o", "-")]
    public void Wrong_use_is_said_in_a_line(string line, params string[] arguments)
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder["empty"]);
        File.WriteAllText(folder["log"], Line('1', '2'));
        File.WriteAllText(folder["notes"], "mine");
        RunResult result = InProcess.RunConsole(folder.Path, ["keys", "index", .. arguments]);
        Assert.Equal(2, result.Code);
        Assert.Contains(line, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(folder["notes"]));
    }

    [Fact]
    public void A_log_behind_a_link_is_looked_at_itself_and_a_pipe_is_always_read()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder["logs"]);
        Directory.CreateDirectory(folder["real"]);
        File.WriteAllText(folder["real/a.log"], Line('1', '2'));
        File.CreateSymbolicLink(folder["logs/a.log"], "../real/a.log");
        // Would never end if it were followed.
        File.CreateSymbolicLink(folder["logs/again"], ".");
        Assert.StartsWith("1 secret, ", Index(folder, "logs"), StringComparison.Ordinal);
        File.AppendAllText(folder["real/a.log"], Line('3', '4'));
        Assert.StartsWith("2 secrets, ", Index(folder, "logs"), StringComparison.Ordinal);
        foreach (char random in "57")
        {
            string pipe = $"echo {Line(random, '6').Trim()} | \"$TLSDISSECT\" keys index -o keys.idx /dev/stdin";
            Assert.Contains(" 1 of them new; 1 key log read", Spawned.Shell(folder.Path, pipe).Errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_index_may_be_among_its_logs()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["a.log"], Line('1', '2'));
        Assert.StartsWith("1 secret, 1 of them new", Index(folder, "."), StringComparison.Ordinal);
        File.WriteAllText(folder["b.log"], Line('3', '4'));
        Assert.StartsWith("2 secrets, 1 of them new", Index(folder, "."), StringComparison.Ordinal);
    }

    /// <summary>In processes of their own, because this one may have decompressed something already.</summary>
    [Theory]
    [InlineData("keys", "index", "b.gz", "-o", "keys.idx")]
    [InlineData("secrets", "-l", "b.gz", "capture", "-o", "secrets")]
    [InlineData("read", "-l", "b.gz", "capture")]
    public void A_truncated_log_is_refused(params string[] arguments)
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder["b.gz"], TruncatedLog());
        File.Copy(CaptureCase.Of("rsa-aes128-gcm").Capture, folder["capture"]);
        RunResult result = Spawned.Run(folder.Path, arguments);
        Assert.NotEqual(0, result.Code);
        Assert.Contains("b.gz: Found truncated data", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_that_failed_is_read_again()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder["logs"]);
        File.WriteAllText(folder["logs/a.log"], Line('1', '2'));
        File.WriteAllBytes(folder["logs/b.gz"], TruncatedLog());
        for (int run = 0; run < 2; run++)
        {
            RunResult result = InProcess.RunConsole(folder.Path, ["keys", "index", "logs", "-o", "keys.idx"]);
            Assert.Equal(1, result.Code);
            Assert.EndsWith("; 1 key log could not be read\n", result.Errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Why_knows_the_logs_of_an_index()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["mine.log"], Line('1', '2'));
        Index(folder, "mine.log");
        string text = InProcess.Run(folder.Path, "why", "-l", "keys.idx", CaptureCase.Of("rsa-aes128-gcm").Capture).Text;
        Assert.Contains("mine.log", text, StringComparison.Ordinal);
        Assert.DoesNotContain("No keys were given", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_index_is_refused()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["log"], Line('1', '2'));
        Assert.Equal(0, InProcess.RunConsole(folder.Path, ["keys", "index", "log", "-o", "keys.idx"]).Code);
        byte[] whole = File.ReadAllBytes(folder["keys.idx"]);
        File.WriteAllBytes(folder["keys.idx"], whole[..^1]);
        RunResult result = InProcess.Run(folder.Path, "read", "-l", "keys.idx", CaptureCase.Of("rsa-aes128-gcm").Capture);
        Assert.Equal(2, result.Code);
        Assert.Contains("is not a whole key index", result.Errors, StringComparison.Ordinal);
    }

    /// <summary>What the program says of the index that it makes.</summary>
    private static string Index(TemporaryFolder folder, string logs) =>
        InProcess.RunConsole(folder.Path, ["keys", "index", logs, "-o", "keys.idx"]).Errors["tlsdissect: keys.idx: ".Length..^1];

    private static byte[] TruncatedLog()
    {
        using MemoryStream packed = new();
        using (GZipStream zip = new(packed, CompressionLevel.NoCompression, leaveOpen: true))
            zip.Write(System.Text.Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 1000).Select(_ => Line('5', '6')))));
        return packed.ToArray()[..^5000];
    }

    private static string Line(char random, char secret) => $"CLIENT_RANDOM {new string(random, 64)} {new string(secret, 96)}\n";

    /// <summary>The line without sentences, which name the log or count its connections.</summary>
    private static string Comparable(string line) => line.Split("\"notes\":")[0];
}
