using System.Text.Json.Nodes;
using TlsDissect.Cli.Scan;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Scan;

/// <summary>Which captures lists and folders name, and how rows name them.</summary>
public class ScanListTests
{
    [Fact]
    public void Names_in_a_list_begin_at_its_folder()
    {
        using ScanFolder scans = new("rsa-aes128-gcm", "quic-lost");
        string[] files = [.. Directory.GetFiles(scans.Captures, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        string[] below = [.. files.Select(file => Path.GetRelativePath(scans.Captures, file))];
        File.WriteAllLines(scans["captures/list"], below.Append(""));
        Assert.Equal(0, scans.Scan("captures/list", "--out", "rows").Code);
        Assert.Equal(below, Names(scans, "rows"));
        // The same names as those of the folder, and so the same files.
        File.Delete(scans["captures/list"]);
        Assert.Contains("(2 done before)", scans.Scan("captures", "--out", "rows").Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_may_end_in_zero_bytes_and_be_whole_paths()
    {
        using ScanFolder scans = new("rsa-aes128-gcm", "quic-lost");
        string[] files = [.. Directory.GetFiles(scans.Captures, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        File.WriteAllText(scans["list"], string.Concat(files.Select(file => file + "\0")));
        Assert.Equal(0, scans.Scan("list", "--out", "rows").Code);
        Assert.Equal(files.Select(file => Path.GetRelativePath(scans.Root, file)), Names(scans, "rows"));
    }

    [Fact]
    public void A_list_that_means_the_current_folder_is_refused_with_advice()
    {
        using ScanFolder scans = new("rsa-aes128-gcm");
        Directory.CreateDirectory(scans["lists"]);
        File.WriteAllText(scans["lists/all"], "captures/rsa-aes128-gcm/capture.pcap\n");
        RunResult result = scans.Scan("lists/all", "--out", "rows");
        Assert.Equal(2, result.Code);
        Assert.Contains("put the list there, or give whole paths", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_that_is_not_a_list_is_refused()
    {
        using ScanFolder scans = new();
        RunResult result = scans.Scan(Path.Combine(Repository.Root, "README.md"), "--out", "rows");
        Assert.Equal(2, result.Code);
        Assert.Contains("a list has the names of captures, one a line", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void A_named_capture_that_is_not_there_is_a_row()
    {
        using ScanFolder scans = new("rsa-aes128-gcm");
        File.WriteAllText(scans["captures/list"], "gone.pcap\nrsa-aes128-gcm\n");
        Assert.Equal(1, scans.Scan("captures/list", "--out", "rows").Code);
        Assert.Equal("""{"type":"failure","capture":"gone.pcap","text":"no such file"}""", scans.RowsOf("rows", "gone.pcap")[1]);
        Assert.Equal(["gone.pcap", "rsa-aes128-gcm/capture.pcap"], Names(scans, "rows"));
    }

    [Fact]
    public void Hidden_files_other_rows_and_pipes_are_passed_over()
    {
        using ScanFolder scans = new("rsa-aes128-gcm");
        File.Copy(Path.Combine(scans.Captures, "rsa-aes128-gcm/capture.pcap"), Path.Combine(scans.Captures, ".hidden.pcap"));
        Assert.Equal(0, OtherProcess.Run("mkfifo", scans.Captures, null, "pipe").Code);
        Directory.CreateSymbolicLink(Path.Combine(scans.Captures, "again"), scans.Captures);
        Assert.Equal(0, scans.Scan("captures", "--out", "captures/rows").Code);
        Assert.Equal(0, scans.Scan("captures", "--out", "captures/rows").Code);
        Assert.Equal(["rsa-aes128-gcm/capture.pcap"], Names(scans, "captures/rows"));
    }

    [Fact]
    public void Links_that_lead_nowhere_are_rows()
    {
        using ScanFolder scans = new("rsa-aes128-gcm");
        File.CreateSymbolicLink(scans["captures/gone.pcap"], "nothing");
        File.CreateSymbolicLink(scans["captures/a.pcap"], "b.pcap");
        File.CreateSymbolicLink(scans["captures/b.pcap"], "a.pcap");
        Assert.Equal(1, scans.Scan("captures", "--out", "rows").Code);
        Assert.Equal(["a.pcap", "b.pcap", "gone.pcap", "rsa-aes128-gcm/capture.pcap"], Names(scans, "rows"));
        Assert.Equal("""{"type":"failure","capture":"gone.pcap","text":"no such file"}""", scans.RowsOf("rows", "gone.pcap")[1]);
    }

    [Fact]
    public void A_name_that_only_begins_with_dots_is_below_the_list()
    {
        using ScanFolder scans = new("rsa-aes128-gcm");
        File.Copy(scans["captures/rsa-aes128-gcm/capture.pcap"], scans["captures/..a.pcap"]);
        File.WriteAllText(scans["captures/list"], "..a.pcap\n");
        Assert.Equal(0, scans.Scan("captures/list", "--out", "rows").Code);
        Assert.Equal(["..a.pcap"], Names(scans, "rows"));
    }

    [Fact]
    public void One_capture_given_twice_is_scanned_once_and_two_of_one_name_are_refused()
    {
        using ScanFolder scans = new("rsa-aes128-gcm");
        Assert.Equal(0, scans.Scan("captures", "captures", "--out", "rows").Code);
        Assert.Single(scans.Files("rows"));
        string capture = scans["captures/rsa-aes128-gcm/capture.pcap"];
        Directory.CreateDirectory(scans["other/rsa-aes128-gcm"]);
        File.Copy(capture, scans["other/rsa-aes128-gcm/capture.pcap"]);
        File.SetLastWriteTimeUtc(scans["other/rsa-aes128-gcm/capture.pcap"], File.GetLastWriteTimeUtc(capture));
        RunResult both = scans.Scan("captures", "other", "--out", "rows");
        Assert.Equal(2, both.Code);
        Assert.Contains("have the same name below their folders, size and time", both.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Large_captures_begin_first()
    {
        using ScanFolder scans = new(ScanFolder.Cases);
        ScanList list = new(ScanPart.All, []);
        list.Add(scans.Captures);
        Assert.Equal(ScanFolder.Cases.Length, list.Items.Count);
        Assert.Equal(list.Items.OrderByDescending(item => item.Size), list.Items);
    }

    private static IEnumerable<string> Names(ScanFolder scans, string rows) => scans.Files(rows)
        .Select(file => (string)JsonNode.Parse(ScanFolder.RowsOf(file)[0])!["capture"]!).Order(StringComparer.Ordinal);
}
