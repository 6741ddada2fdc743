using System.Text.Json;
using System.Text.Json.Nodes;
using TlsDissect.GoldenTests.Export;
using TlsDissect.GoldenTests.Outputs;
using TlsDissect.GoldenTests.Running;
using TlsDissect.Output.Report;

namespace TlsDissect.GoldenTests.Report;

public class ReportCommandTests
{
    /// <summary>Limit on the bytes of the page for each connection, on average.</summary>
    private const int MaxBytesPerConnection = 3 << 10;

    public static TheoryData<string> All => [.. CaptureCase.Names()];

    public static TheoryData<string> WithKeyLog => CaptureCase.With("keys.log");

    [Theory]
    [MemberData(nameof(All))]
    public void The_page_has_all_that_read_says(string name)
    {
        CaptureCase of = CaptureCase.Of(name);
        RunResult read = InProcess.Read(of, "--format", "json", "--details", "--verify");
        RunResult result = Run(of);
        Assert.Equal(read.Code, result.Code);
        if (read.Lines.Length == 0)
        {
            Assert.Empty(result.Output);
            return;
        }

        ReportFile page = new(result.Output);
        JsonObject[] expected = [.. Contract.Connections(read).Select(connection => connection.AsObject())];
        Assert.Equal(expected.Length, page.Connections.Length);
        foreach ((int row, JsonObject connection) in expected.Index())
        {
            connection.Remove("type");
            JsonObject shown = JsonObject.Create(page.Connections[row])!;
            Assert.True(shown.Remove("words"));
            foreach (JsonNode? chain in new[] { shown["certificates"]!["server"], shown["certificates"]!["client"] })
            {
                foreach (JsonNode certificate in chain!.AsArray().ToArray()!)
                    certificate.ReplaceWith(JsonNode.Parse(page.Certificates[(int)certificate["certificate"]!].GetRawText())!);
            }

            Shorten(connection["messages"]!);
            Assert.True(JsonNode.DeepEquals(connection, shown), JsonDifference.Of([connection.ToJsonString()], [shown.ToJsonString()]));
        }

        Assert.Equal(Contract.Warnings(read).Select(warning => (string?)warning["text"]),
            page.Report.GetProperty("warnings").EnumerateArray().Select(warning => warning.GetProperty("text").GetString()));
        Assert.Equal((long?)Contract.Summary(read)!["packets"], page.Report.GetProperty("counts").GetProperty("packets").GetInt64());
        Assert.Equal(expected.Sum(connection => connection["findings"]!.AsArray().Count),
            page.Report.GetProperty("findings").EnumerateArray().Sum(finding => finding.GetProperty("count").GetInt64()));
    }

    [Theory]
    [MemberData(nameof(WithKeyLog))]
    public void No_secret_of_a_key_log_is_in_the_page(string name)
    {
        CaptureCase of = CaptureCase.Of(name);
        // LABEL, client random, secret.
        string[] secrets =
            [.. File.ReadLines(of.FileNamed("keys.log")).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(words => words.Length == 3 && words[2].Length >= 64).Select(words => words[2])];

        string everything = new ReportFile(Run(of, "--include-plaintext").Output).Everything;

        Assert.DoesNotContain(secrets, secret => everything.Contains(secret, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void The_page_does_not_depend_on_the_number_of_threads()
    {
        string folder = Path.Combine(Repository.Captures, "findings");
        RunResult one = With("1");

        Assert.Equal(0, one.Code);
        Assert.True(new ReportFile(one.Output).Connections.Length > ReportDetails.BlockSize);
        Assert.Equal(one.Output, With("2").Output);
        Assert.Equal(one.Output, With("8").Output);

        RunResult With(string threads) =>
            InProcess.Run(folder, "report", "-q", "-r", ".", "../failures", "../versions", "--threads", threads);
    }

    [Fact]
    public void A_connection_takes_three_kilobytes_at_most()
    {
        RunResult result = InProcess.Run(Repository.Captures, "report", "-q", "-r", "versions", "handshake", "stacks", "certificates");

        ReportFile page = new(result.Output);
        Assert.InRange((page.Size - page.Frame.Length) / page.Connections.Length, 500, MaxBytesPerConnection);
    }

    [Fact]
    public void Plaintext_is_there_only_on_request_and_the_file_is_its_owners()
    {
        using Writing writing = new();

        Assert.Equal(0, writing.Run("report", "-o", "without").Code);
        Assert.Equal(0, writing.Run("report", "--include-plaintext", "-o", "with").Code);

        ReportFile without = new(File.ReadAllBytes(writing["without"])), with = new(File.ReadAllBytes(writing["with"]));
        string expected = InProcess.Run(writing.Folder, "follow", "capture.pcap", "1", "--key", "server.key", "--from", "client", "--as",
            "raw").Text;
        JsonElement plaintext = Assert.Single(with.Connections).GetProperty("plaintext");
        Assert.NotEmpty(expected);
        Assert.Equal(expected, plaintext.GetProperty("client").GetProperty("text").GetString());
        Assert.True(with.Report.GetProperty("plaintext").GetBoolean());
        Assert.DoesNotContain(expected.Split("\r\n")[0], without.Everything, StringComparison.Ordinal);
        Assert.False(without.Report.GetProperty("plaintext").GetBoolean());
        Assert.False(without.Connections[0].TryGetProperty("plaintext", out _));
        foreach (string name in (string[])["without", "with"]) Assert.Equal(Writing.OwnerOnly, Exports.Mode(writing[name]));
    }

    [Fact]
    public void What_is_not_a_capture_leaves_no_page()
    {
        using Writing writing = new();

        RunResult result = InProcess.RunConsole(writing.Folder, ["report", "-q", "server.key", "-o", "out"]);

        Assert.NotEqual(0, result.Code);
        Assert.Empty(writing.Made);
    }

    [Theory]
    [InlineData("report capture.pcap", "-o FILE")]
    [InlineData("report -o out", "CAPTURE")]
    [InlineData("report capture.pcap -o out --format json", "--format")]
    public void Wrong_use_is_said_in_one_line(string line, string what)
    {
        using Writing writing = new();

        RunResult result = InProcess.RunConsole(writing.Folder, line.Split(' '));

        Assert.Equal(2, result.Code);
        Assert.Contains(what, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(writing.Made);
    }

    [Fact]
    public void Chosen_connections_only()
    {
        RunResult result = Run(CaptureCase.Of("tls13-resumption"), "--id", "1");

        Assert.Equal(1, Assert.Single(new ReportFile(result.Output).Connections).GetProperty("id").GetInt64());
    }

    private static RunResult Run(CaptureCase of, params string[] options) =>
        InProcess.Run(of.Folder, ["report", "-q", .. options, .. of.Arguments]);

    /// <summary>Shortens long bytes in fields, as the page does.</summary>
    private static void Shorten(JsonNode? node)
    {
        foreach (JsonNode? child in Children(node).ToArray())
        {
            if (child is JsonValue value && value.TryGetValue(out string? text) && text.Length > 2 * LongBytes.Longest &&
                text.All(char.IsAsciiHexDigitLower))
                value.ReplaceWith(new JsonObject { ["hex"] = text[..(2 * LongBytes.Shown)], ["bytes"] = text.Length / 2 });
            else Shorten(child);
        }
    }

    private static IEnumerable<JsonNode?> Children(JsonNode? node) => node switch
    {
        JsonObject members => members.Select(member => member.Value),
        JsonArray elements => elements,
        _ => [],
    };
}
