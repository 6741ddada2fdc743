using System.Text.Json.Nodes;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Scan;

/// <summary><c>scan</c>: each capture by itself into a file of rows.</summary>
public class ScanCommandTests
{
    [Fact]
    public void Rows_begin_with_what_made_them_and_end_with_the_summary()
    {
        using ScanFolder scans = new(ScanFolder.Cases);
        Assert.Equal(0, scans.Scan("captures", "--out", "rows").Code);
        Assert.Equal(ScanFolder.Cases.Length, scans.Files("rows").Length);
        foreach (string file in scans.Files("rows"))
        {
            JsonNode[] rows = [.. ScanFolder.RowsOf(file).Select(row => JsonNode.Parse(row)!)];
            Assert.Equal("scan", (string?)rows[0]["type"]);
            Assert.Equal("summary", (string?)rows[^1]["type"]);
            Assert.Null((string?)rows[0]["keys"]);
            string capture = (string)rows[0]["capture"]!;
            Assert.Equal(new FileInfo(Path.Combine(scans.Captures, capture)).Length, (long)rows[0]["size"]!);
            Assert.All(rows, row => Assert.Equal(capture, (string?)row["capture"]));
        }
    }

    [Fact]
    public void Rows_of_connections_are_those_that_read_writes()
    {
        using ScanFolder scans = new(ScanFolder.Cases);
        scans.Scan("captures", "--out", "rows", "--details");
        foreach (string name in ScanFolder.Cases)
        {
            string capture = $"{name}/{Path.GetFileName(CaptureCase.Of(name).Capture)}";
            string[] read = InProcess.Run(scans.Captures, "read", "-q", "--format", "json", "--details", capture).ConnectionLines;
            Assert.NotEmpty(read);
            string[] rows = scans.RowsOf("rows", capture)[1..^1];
            Assert.Equal(read, rows.Where(row => row.StartsWith("{\"type\":\"connection\"", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void A_rerun_makes_only_what_is_missing()
    {
        using ScanFolder scans = new(ScanFolder.Cases);
        scans.Scan("captures", "--out", "rows");
        string[] before = scans.Rows("rows");
        string gone = scans.Files("rows")[3];
        File.Delete(gone);
        foreach (string file in scans.Files("rows")) File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);

        RunResult again = scans.Scan("captures", "--out", "rows");

        Assert.Equal(0, again.Code);
        Assert.Contains($"({ScanFolder.Cases.Length - 1} done before)", again.Errors, StringComparison.Ordinal);
        Assert.Equal(before, scans.Rows("rows"));
        Assert.Equal([gone], scans.Files("rows").Where(file => File.GetLastWriteTimeUtc(file) != DateTime.UnixEpoch));
    }

    [Theory]
    [InlineData("json")]
    [InlineData("csv")]
    public void A_capture_that_changes_has_rows_of_its_own_until_the_old_ones_are_removed(string format)
    {
        using ScanFolder scans = new("rsa-aes128-gcm", "quic-lost");
        string[] arguments = ["captures", "--out", "rows", "--format", format];
        scans.Scan(arguments);
        string capture = Directory.GetFiles(scans.Captures, "*", SearchOption.AllDirectories).Order().First();
        File.SetLastWriteTimeUtc(capture, DateTime.UnixEpoch);
        for (int run = 0; run < 2; run++)
        {
            RunResult changed = scans.Scan([.. arguments, "-q"]);
            Assert.Equal((0, "tlsdissect: 1 file of rows is of captures that have changed since, which so have rows twice; --replace " +
                "removes the old ones\n"), (changed.Code, changed.Errors));
            Assert.Equal(3, scans.Files("rows").Length);
        }

        Assert.Equal((0, ""), (scans.Scan([.. arguments, "-q", "--replace"]).Code, scans.Scan([.. arguments, "-q"]).Errors));
        Assert.Equal(2, scans.Files("rows").Length);

        File.SetLastWriteTimeUtc(capture, DateTime.UnixEpoch.AddDays(1));
        Assert.Equal(0, scans.Scan([.. arguments, "--replace"]).Code);
        Assert.Equal(2, scans.Files("rows").Length);
    }

    [Fact]
    public void Captures_with_the_same_name_below_two_folders_have_rows_each()
    {
        using ScanFolder scans = OfTwoFolders();
        foreach (string[] more in (string[][])[[], ["--replace"], ["--replace", "--details"]])
        {
            Assert.Equal(0, scans.Scan(["one", "two", "--out", "rows", .. more]).Code);
            Assert.Equal(2, scans.Files("rows").Length);
        }
    }

    [Fact]
    public void Rows_of_a_capture_with_the_same_name_elsewhere_stay()
    {
        using ScanFolder scans = OfTwoFolders();
        scans.Scan("one", "--out", "rows", "-q");
        Assert.Empty(scans.Scan("two", "--out", "rows", "-q").Errors);
        Assert.Empty(scans.Scan("two", "--out", "rows", "-q", "--replace").Errors);
        Assert.Equal(2, scans.Files("rows").Length);
    }

    [Theory]
    [InlineData("gone")]
    [InlineData("empty")]
    [InlineData("damaged")]
    public void Rows_of_a_capture_that_cannot_be_read_any_more_stay(string what)
    {
        using ScanFolder scans = new("rsa-aes128-gcm");
        string capture = Directory.GetFiles(scans.Captures, "*", SearchOption.AllDirectories).Single();
        File.WriteAllText(scans["list"], Path.GetRelativePath(scans.Root, capture));
        scans.Scan("list", "--out", "rows");
        string rows = Assert.Single(scans.Files("rows"));
        if (what == "gone") File.Delete(capture);
        else File.WriteAllText(capture, what == "empty" ? "" : "not a capture");
        for (int run = 0; run < 2; run++)
        {
            Assert.Equal(1, scans.Scan("list", "--out", "rows", "--replace").Code);
            Assert.Contains(rows, scans.Files("rows"));
        }
    }

    [Fact]
    public void Secrets_go_with_the_rows()
    {
        using ScanFolder scans = new("rsa-aes128-gcm");
        string key = CaptureCase.Of("rsa-aes128-gcm").FileNamed("server.key");
        string[] arguments = ["captures", "--out", "rows", "--secrets-out", "secrets", "-k", key];
        scans.Scan(arguments);
        string old = Assert.Single(Directory.GetFiles(scans["secrets"]));
        File.SetLastWriteTimeUtc(Directory.GetFiles(scans.Captures, "*", SearchOption.AllDirectories).Single(), DateTime.UnixEpoch);
        scans.Scan(arguments);
        Assert.Equal(2, Directory.GetFiles(scans["secrets"]).Length);
        scans.Scan([.. arguments, "--replace"]);
        Assert.NotEqual(old, Assert.Single(Directory.GetFiles(scans["secrets"])));
    }

    [Fact]
    public void A_file_that_another_task_removes_or_that_is_crafted_ends_nothing()
    {
        using ScanFolder scans = new("rsa-aes128-gcm");
        scans.Scan("captures", "--out", "rows");
        string file = Assert.Single(scans.Files("rows"));
        byte[] line = "{\"type\":\"scan_end\",\"capture\":\"\\ud800\",\"format\":\"json\",\"options\":\"\"}\n"u8.ToArray();
        string name = Path.GetFileName(file);
        File.WriteAllBytes(scans["rows/" + name[..16] + new string('0', 16) + name[32..]],
            [0x50, 0x2A, 0x4D, 0x18, (byte)line.Length, 0, 0, 0, .. line]);
        File.CreateSymbolicLink(scans["rows/" + name[..16] + new string('1', 16) + name[32..]], "nowhere");
        Assert.Equal(0, scans.Scan("captures", "--out", "rows").Code);
        Assert.Equal(0, scans.Scan("captures", "--out", "rows", "--replace", "--details").Code);
    }

    [Fact]
    public void Rows_of_another_version_of_the_program_are_told_of()
    {
        using ScanFolder scans = new("rsa-aes128-gcm", "quic-lost");
        scans.Scan("captures", "--out", "rows");
        string file = scans.Files("rows")[0];
        byte[] rows = File.ReadAllBytes(file);
        rows.AsSpan(rows.AsSpan().LastIndexOf("tlsdissect "u8))["tlsdissect "u8.Length] = (byte)'X';
        File.WriteAllBytes(file, rows);

        Assert.Contains("(2 done before, 1 of these by another version of the program: --replace makes their rows again)",
            scans.Scan("captures", "--out", "rows").Errors, StringComparison.Ordinal);
        Assert.Contains("(1 done before)", scans.Scan("captures", "--out", "rows", "--replace").Errors, StringComparison.Ordinal);
        Assert.Contains("(2 done before)", scans.Scan("captures", "--out", "rows").Errors, StringComparison.Ordinal);
    }

    public static TheoryData<string, string[]> ConditionsAndFormats()
    {
        string[][] conditions =
        [
            ["--fail-on", "critical"], ["--fail-on", "high"], ["--fail-on", "medium"], ["--fail-on", "info"], ["--fail-on", "policy"],
            ["--fail-on", "undecrypted"], ["--fail-on", "critical", "--fail-on", "policy"],
        ];
        TheoryData<string, string[]> all = [];
        foreach (string format in (string[])["json", "csv", "text"])
        {
            foreach (string[] condition in conditions) all.Add(format, condition);
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(ConditionsAndFormats))]
    public void The_exit_code_is_the_same_when_captures_are_skipped(string format, string[] conditions)
    {
        foreach (string name in (string[])["rsa-aes128-gcm", "quic-lost", "judged-validity"])
        {
            using ScanFolder scans = new(name);
            string key = CaptureCase.Of("rsa-aes128-gcm").FileNamed("server.key");
            string[] options = ["captures", "--format", format, "--policy", "mozilla-modern", "-k", key];
            int code = scans.Scan([.. options, .. conditions, "--out", "now"]).Code;
            Assert.Equal(code, scans.Scan([.. options, .. conditions, "--out", "now"]).Code);
            // The run that made the rows need not have had the condition.
            Assert.Equal(0, scans.Scan([.. options, "--out", "then"]).Code);
            RunResult skipped = scans.Scan([.. options, .. conditions, "--out", "then"]);
            Assert.Contains("(1 done before)", skipped.Errors, StringComparison.Ordinal);
            Assert.Equal(code, skipped.Code);
            Assert.True(code is 0 or 4);
        }
    }

    [Fact]
    public void A_file_without_the_line_behind_its_rows_is_not_taken_for_rows()
    {
        using ScanFolder scans = new("rsa-aes128-gcm");
        scans.Scan("captures", "--out", "rows");
        string file = scans.Files("rows").Single();
        byte[] rows = File.ReadAllBytes(file);
        int frame = rows.AsSpan().LastIndexOf((byte[])[0x50, 0x2A, 0x4D, 0x18]);
        byte[][] wrong = [[], rows[..frame], rows[..^1], [.. rows, 0], rows[..(frame + 8)], [.. rows[..frame], 0x50, 0x2A, 0x4D, 0x18]];
        foreach (byte[] content in wrong)
        {
            File.WriteAllBytes(file, content);
            RunResult result = scans.Scan("captures", "--out", "rows");
            Assert.Equal(2, result.Code);
            Assert.Contains("is not a file of rows of this program; --replace makes the rows again", result.Errors,
                StringComparison.Ordinal);
        }

        Assert.Equal(0, scans.Scan("captures", "--out", "rows", "--replace").Code);
        Assert.Equal(rows, File.ReadAllBytes(file));
    }

    [Theory]
    [InlineData("other options", "--details")]
    [InlineData("other options", "--where", "version < 1.3")]
    [InlineData("other options", "--limit", "messages=3")]
    [InlineData("other keys", "--psk", "00112233")]
    public void Rows_that_were_made_otherwise_end_the_run(string why, params string[] options)
    {
        using ScanFolder scans = new("rsa-aes128-gcm", "quic-lost");
        scans.Scan("captures", "--out", "rows");
        string[] before = scans.Rows("rows");

        RunResult other = scans.Scan(["captures", "--out", "rows", .. options]);

        Assert.Equal(2, other.Code);
        Assert.Matches($"^tlsdissect: rows/[0-9a-f]{{32}}.jsonl.zst: was made with {why}; --replace makes the rows again\n$", other.Errors);
        Assert.Equal(before, scans.Rows("rows"));
        Assert.Equal(0, scans.Scan(["captures", "--out", "rows", "--replace", .. options]).Code);
        Assert.NotEqual(before, scans.Rows("rows"));
        // A task that was interrupted goes on where it was.
        RunResult again = scans.Scan(["captures", "--out", "rows", "--replace", .. options]);
        Assert.Contains("(2 done before)", again.Errors, StringComparison.Ordinal);
        Assert.Equal(0, scans.Scan(["captures", "--out", "rows", .. options]).Code);
    }

    [Fact]
    public void The_same_keys_from_other_files_are_the_same()
    {
        using ScanFolder scans = new("quic-lost");
        string log = CaptureCase.Of("quic-lost").FileNamed(CaptureCase.Of("quic-lost").Keys[^1]);
        string[] lines = File.ReadAllLines(log);
        File.WriteAllLines(scans["a"], lines);
        File.WriteAllLines(scans["b"], lines.Reverse().Concat(lines).Append("# more"));
        Assert.Equal(0, scans.Scan("captures", "--out", "rows", "-l", "a").Code);
        Assert.Contains("(1 done before)", scans.Scan("captures", "--out", "rows", "-l", "b").Errors, StringComparison.Ordinal);
        File.AppendAllText(scans["b"], $"CLIENT_RANDOM {new string('a', 64)} {new string('b', 96)}\n");
        Assert.Equal(2, scans.Scan("captures", "--out", "rows", "-l", "b").Code);
    }

    [Fact]
    public void A_capture_that_cannot_be_read_is_a_row_then_and_later()
    {
        using ScanFolder scans = new("rsa-aes128-gcm");
        File.WriteAllText(scans["captures/bad.pcap"], "not a capture");
        File.WriteAllText(scans["captures/readme.txt"], "not a capture either");
        File.WriteAllText(scans["captures/empty.pcapng"], "");

        RunResult result = scans.Scan("captures", "--out", "rows");

        Assert.Equal(1, result.Code);
        Assert.Contains("3 captures (2 failed: their rows of type failure say why, 1 other file skipped)", result.Errors,
            StringComparison.Ordinal);
        Assert.Equal("""{"type":"failure","capture":"empty.pcapng","text":"is empty"}""", scans.RowsOf("rows", "empty.pcapng")[1]);
        Assert.StartsWith("""{"type":"failure","capture":"bad.pcap","text":"is not a capture file""", scans.RowsOf("rows", "bad.pcap")[1],
            StringComparison.Ordinal);
        Assert.All(scans.Files("rows"),
            file => Assert.Contains("\"type\":\"summary\"", ScanFolder.RowsOf(file)[^1], StringComparison.Ordinal));
        Assert.Equal(1, scans.Scan("captures", "--out", "rows").Code);
    }

    [Fact]
    public void A_capture_that_is_cut_has_its_rows_and_a_warning()
    {
        using ScanFolder scans = new("rsa-aes128-gcm");
        string capture = Directory.GetFiles(scans.Captures, "*", SearchOption.AllDirectories).Single();
        byte[] whole = File.ReadAllBytes(capture);
        File.WriteAllBytes(capture, whole[..^10]);
        Assert.Equal(0, scans.Scan("captures", "--out", "rows").Code);
        string[] rows = ScanFolder.RowsOf(scans.Files("rows").Single());
        string warning = Assert.Single(rows, row => row.Contains("\"type\":\"warning\"", StringComparison.Ordinal));
        Assert.StartsWith("truncated in the middle of a packet", (string)JsonNode.Parse(warning)!["text"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_says_that_the_memory_limit_was_reached()
    {
        using ScanFolder scans = new();
        Directory.CreateDirectory(scans.Captures);
        using ManyHosts many = new(CaptureCase.Of("rsa-aes128-gcm"), 4000);
        File.Copy(many.Capture, scans["captures/many.pcap"]);
        Assert.Equal(0, scans.Scan("captures", "--out", "rows", "--limit", "memory=1M").Code);
        string warning = Assert.Single(scans.Rows("rows"), row => row.Contains("\"type\":\"warning\"", StringComparison.Ordinal));
        Assert.Matches(@"^memory limit of 1 MB reached: [\d,]+ connections were ended early", (string)JsonNode.Parse(warning)!["text"]!);
        // By default, a scan has less memory than read.
        Assert.Equal(0, scans.Scan("captures", "--out", "more").Code);
        Assert.DoesNotContain(scans.Rows("more"), row => row.Contains("\"type\":\"warning\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void Parts_together_make_the_same_rows(int parts)
    {
        using ScanFolder scans = new(ScanFolder.Cases);
        scans.Scan("captures", "--out", "whole", "--jobs", "1");
        int files = 0;
        for (int part = 1; part <= parts; part++)
        {
            Assert.Equal(0, scans.Scan("captures", "--out", "rows", "--jobs", "3", "--part", $"{part}/{parts}").Code);
            Assert.InRange(scans.Files("rows").Length - files, 0, ScanFolder.Cases.Length);
            files = scans.Files("rows").Length;
        }

        Assert.Equal(scans.Rows("whole"), scans.Rows("rows"));
    }

    [Fact]
    public void Captures_are_named_by_their_hash_too()
    {
        using ScanFolder scans = new("rsa-aes128-gcm");
        scans.Scan("captures", "--out", "rows", "--hash-captures");
        string capture = Directory.GetFiles(scans.Captures, "*", SearchOption.AllDirectories).Single();
        string hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(capture)));
        Assert.All(scans.Rows("rows"), row => Assert.Equal(hash, (string?)JsonNode.Parse(row)!["capture_sha256"]));
    }

    [Theory]
    [InlineData("csv", "--fields", "id,version,capture")]
    [InlineData("tsv")]
    [InlineData("text")]
    public void Other_formats_are_those_of_read_and_resume_as_well(string format, params string[] options)
    {
        using ScanFolder scans = new("rsa-aes128-gcm");
        File.WriteAllText(scans["captures/bad.pcap"], "not a capture");
        string[] arguments = ["captures", "--out", "rows", "--format", format, .. options];
        Assert.Equal(1, scans.Scan(arguments).Code);
        Assert.Contains("2 done before", scans.Scan(arguments).Errors, StringComparison.Ordinal);
        Assert.Equal(2, scans.Scan([.. arguments, "-k", CaptureCase.Of("rsa-aes128-gcm").FileNamed("server.key")]).Code);
        string capture = $"rsa-aes128-gcm/{Path.GetFileName(CaptureCase.Of("rsa-aes128-gcm").Capture)}";
        string read = InProcess.Run(scans.Captures, ["read", "-q", capture, "--format", format, .. options]).Text;
        Assert.Contains(read, scans.Files("rows").Select(ScanFolder.Text));
    }

    [Fact]
    public void What_killed_tasks_left_is_removed_and_what_others_write_is_not()
    {
        using ScanFolder scans = new("rsa-aes128-gcm");
        scans.Scan("captures", "--out", "rows");
        string file = scans.Files("rows").Single();
        File.Delete(file);
        foreach (string end in (string[])["0123456789ab", "ba9876543210", "000000000000"])
        {
            File.WriteAllText($"{file}.{end}.tmp", "half");
            if (end != "000000000000") File.SetLastWriteTimeUtc($"{file}.{end}.tmp", DateTime.UtcNow.AddDays(-2));
        }

        using FileStream other = new($"{file}.ba9876543210.tmp", FileMode.Open, FileAccess.Write, FileShare.None);
        Assert.Equal(0, scans.Scan("captures", "--out", "rows").Code);
        Assert.Equal([file, $"{file}.000000000000.tmp", $"{file}.ba9876543210.tmp"],
            Directory.GetFiles(scans["rows"]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("--of goes with --part auto", "captures", "--out", "rows", "--of", "3")]
    [InlineData("--part takes I/N", "captures", "--out", "rows", "--part", "4/3")]
    [InlineData("--part takes I/N", "captures", "--out", "rows", "--part", "0/3")]
    [InlineData("--jobs takes a number from 1", "captures", "--out", "rows", "--jobs", "0")]
    [InlineData("did you mean no_key", "captures", "--out", "rows", "--again", "nokey")]
    [InlineData("nothere: no such file or folder", "nothere", "--out", "rows")]
    [InlineData("use --out DIR", "captures", "-o", "rows")]
    [InlineData("none of SLURM_ARRAY_TASK_ID", "captures", "--out", "rows", "--part", "auto")]
    [InlineData("is a file, not a folder", "captures", "--out", "captures/rsa-aes128-gcm/capture.pcap")]
    [InlineData("captures: --out is the folder of the captures itself", "captures", "--out", "captures")]
    public void Wrong_use_is_said_in_a_line(string line, params string[] arguments)
    {
        using ScanFolder scans = new("rsa-aes128-gcm");
        RunResult result = scans.Scan(arguments);
        Assert.Equal(2, result.Code);
        Assert.Contains(line, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(scans.Files("rows"));
    }

    /// <summary>Two folders, with captures of the same name.</summary>
    private static ScanFolder OfTwoFolders()
    {
        ScanFolder scans = new();
        Directory.CreateDirectory(scans["one"]);
        Directory.CreateDirectory(scans["two"]);
        File.Copy(CaptureCase.Of("rsa-aes128-gcm").Capture, scans["one/same.pcap"]);
        File.Copy(CaptureCase.Of("quic-lost").Capture, scans["two/same.pcap"]);
        return scans;
    }
}
