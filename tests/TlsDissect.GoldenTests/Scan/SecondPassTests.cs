using System.Text.Json.Nodes;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Scan;

/// <summary>
/// Sessions that are resumed in another capture than they began in: <c>--secrets-out</c>, <c>keys index</c>, <c>--again</c>.
/// </summary>
public class SecondPassTests
{
    [Theory]
    [InlineData("resumed-by-id")]
    [InlineData("resumed-by-ticket")]
    [InlineData("dtls12-resumed-by-id")]
    [InlineData("dtls12-resumed-by-ticket")]
    public void Secrets_of_one_capture_open_another(string name)
    {
        using ScanFolder scans = new();
        Split(scans, name);
        string[] map = ["captures", "--out", "rows", "-k", CaptureCase.Of(name).FileNamed("server.key")];
        Assert.Equal(0, scans.Scan([.. map, "--secrets-out", "secrets"]).Code);
        Assert.Equal(["resumed_from_unseen_session"], Reasons(scans));
        Assert.All(Directory.GetFiles(scans["secrets"]), file => Assert.Equal(Outputs.Writing.OwnerOnly, Export.Exports.Mode(file)));

        Assert.Equal(0, InProcess.RunConsole(scans.Root, ["keys", "index", "secrets", "-o", "secrets.idx"]).Code);
        string[] again = [.. map, "-l", "secrets.idx", "--again", "resumed_from_unseen_session"];
        RunResult second = scans.Scan(again);

        Assert.Equal(0, second.Code);
        Assert.Contains("1 capture; ", second.Errors, StringComparison.Ordinal);
        Assert.Empty(Reasons(scans));
        // A rerun of the second pass has nothing to do; the first pass would lose what the second found.
        Assert.Contains("(1 done before)", scans.Scan(again).Errors, StringComparison.Ordinal);
        Assert.Equal(2, scans.Scan(map).Code);
    }

    [Fact]
    public void Only_captures_with_the_reason_are_made_again()
    {
        using ScanFolder scans = new(ScanFolder.Cases);
        scans.Scan("captures", "--out", "rows");
        foreach (string file in scans.Files("rows")) File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);
        CaptureCase quic = CaptureCase.Of("quic-lost");
        string log = quic.FileNamed(quic.Keys[^1]);

        string[] again = ["captures", "--out", "rows", "-l", log, "--again", "no_key", "--again", "forward_secrecy"];
        RunResult other = scans.Scan([.. again, "--details"]);
        Assert.Equal(2, other.Code);
        Assert.Contains("was made with other options", other.Errors, StringComparison.Ordinal);

        Assert.Equal(0, scans.Scan(again).Code);

        foreach (string file in scans.Files("rows"))
        {
            string[] rows = ScanFolder.RowsOf(file);
            bool isNew = File.GetLastWriteTimeUtc(file) != DateTime.UnixEpoch;
            Assert.Equal(isNew, JsonNode.Parse(rows[0])!["keys"] is not null);
            Assert.True(isNew || !rows.Any(row => Reason(row) is "no_key" or "forward_secrecy"));
        }

        Assert.Contains("\"decrypted\"", scans.RowsOf("rows", $"quic-lost/{Path.GetFileName(quic.Capture)}")[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("tsv")]
    [InlineData("text")]
    public void Other_formats_are_made_again_as_well(string format)
    {
        using ScanFolder scans = new(ScanFolder.Cases);
        CaptureCase quic = CaptureCase.Of("quic-lost");
        Assert.Equal(Again("json"), Again(format));

        IEnumerable<string> Again(string rows)
        {
            string[] map = ["captures", "--out", rows, "--format", rows, "-k", CaptureCase.Of("rsa-aes128-gcm").FileNamed("server.key")];
            scans.Scan(map);
            foreach (string file in scans.Files(rows)) File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);
            Assert.Equal(0, scans.Scan([.. map, "--again", "forward_secrecy", "-l", quic.FileNamed(quic.Keys[^1])]).Code);
            string[] again = [.. scans.Files(rows).Where(file => File.GetLastWriteTimeUtc(file) != DateTime.UnixEpoch)];
            Assert.InRange(again.Length, 1, ScanFolder.Cases.Length - 1);
            return again.Select(file => Path.GetFileName(file)[..32]).Order(StringComparer.Ordinal);
        }
    }

    [Fact]
    public void Only_what_it_takes_counts_and_what_has_changed_is_told_of()
    {
        using ScanFolder scans = new("rsa-aes128-gcm", "judged-validity");
        string key = CaptureCase.Of("rsa-aes128-gcm").FileNamed("server.key");
        string[] again = ["captures", "--out", "rows", "--again", "forward_secrecy", "-k", key];
        scans.Scan("captures", "--out", "rows");
        Assert.Equal(0, scans.Scan(again).Code);
        Assert.Equal(0, scans.Scan([.. again, "--fail-on", "high"]).Code);
        string capture = Directory.GetFiles(scans.Captures, "*", SearchOption.AllDirectories).Order().First();
        File.SetLastWriteTimeUtc(capture, DateTime.UnixEpoch);
        Assert.Contains("1 capture has changed since its rows were made, and is left alone: scan without --again first",
            scans.Scan(again).Errors, StringComparison.Ordinal);
        File.WriteAllText(scans["captures/empty.pcap"], "");
        scans.Scan("captures", "--out", "rows");
        Assert.Equal(0, scans.Scan(again).Code);
    }

    /// <summary>Writes each connection of a case as a capture of its own.</summary>
    private static void Split(ScanFolder scans, string name)
    {
        Directory.CreateDirectory(scans.Captures);
        CaptureCase of = CaptureCase.Of(name);
        byte[] file = File.ReadAllBytes(of.Capture);
        string[] lines = InProcess.Read(of, "--format", "json").ConnectionLines;
        JsonNode[] connections = [.. lines.Select(line => JsonNode.Parse(line)!).OrderBy(one => (long)one["id"]!)];
        Assert.Equal(2, connections.Length);
        int second = (int)connections[1]["first_packet"]! - 1;
        // The handshake of the second TCP connection is before its first packet of TLS.
        if (connections[1]["transport"]!.GetValue<string>() == "tcp") second -= 3;
        File.WriteAllBytes(scans["captures/first.pcap"], PcapEdit.Part(file, 0, second));
        File.WriteAllBytes(scans["captures/second.pcap"], PcapEdit.Part(file, second, PcapEdit.RecordStarts(file).Count - 1));
    }

    private static string[] Reasons(ScanFolder scans) => [.. scans.Rows("rows").Select(Reason).OfType<string>()];

    private static string? Reason(string row) =>
        JsonNode.Parse(row)!["decryption"] is JsonNode decryption ? (string?)decryption["reason"] : null;
}
