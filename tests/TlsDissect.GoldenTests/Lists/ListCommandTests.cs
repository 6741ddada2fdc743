using System.Text.Json.Nodes;
using TlsDissect.Cli.Lists;
using TlsDissect.GoldenTests.Pipes;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Lists;

/// <summary><c>list</c>, <c>read --format csv</c> and <c>live --list</c>.</summary>
public class ListCommandTests
{
    private static readonly CaptureCase Several = CaptureCase.Of("judged-validity");

    [Fact]
    public void A_table_has_a_header_a_line_for_each_connection_and_totals()
    {
        CaptureCase of = CaptureCase.Of("rsa-aes128-gcm");
        RunResult result = List(of);
        Assert.Equal(0, result.Code);
        Assert.Equal(3, result.Lines.Length);
        Assert.Equal(
            ["id", "time", "client", "server", "name", "version", "suite", "authentication", "outcome", "decrypted", "bytes", "findings"],
            result.Lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("  RSA AES_128_GCM  server          established  yes  ", result.Lines[1], StringComparison.Ordinal);
        Assert.StartsWith("1 connection: 1 established; 1 decrypted; ", result.Lines[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(50)]
    [InlineData(80)]
    [InlineData(120)]
    [InlineData(200)]
    public void No_line_is_wider_than_the_terminal(int width)
    {
        RunResult result = List(Several, "--width", $"{width}");
        Assert.All(result.Lines, line => Assert.InRange(CellWidth.Of(line), 1, width));
        int lines = result.Lines.TakeWhile(line => !line.Contains("connections", StringComparison.Ordinal)).Count();
        Assert.Equal(List(Several, "--format", "tsv").Lines.Length, lines);
    }

    [Fact]
    public void Columns_without_room_are_named()
    {
        RunResult result = InProcess.Run(Several.Folder, ["list", "--width", "60", .. Several.Arguments]);
        Assert.Contains(result.ErrorLines, line => line.StartsWith("tlsdissect: no room for time, ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("tsv")]
    [InlineData("json")]
    [InlineData("table")]
    public void The_output_is_the_same_for_every_number_of_threads(string format) =>
        Assert.Equal(Of(Several, format, 1), Of(Several, format, 4));

    [Fact]
    public void Rows_are_sorted_either_way()
    {
        string[] ascending = List(Several, "--format", "tsv", "--columns", "id", "--sort", "id").Lines[1..];
        string[] descending = List(Several, "--format", "tsv", "--columns", "id", "--sort", "-id").Lines[1..];
        Assert.Equal(ascending.OrderBy(int.Parse), ascending);
        Assert.Equal(ascending.Reverse(), descending);
        Assert.True(ascending.Length > 3);
    }

    [Fact]
    public void Findings_are_sorted_by_severity()
    {
        string[] rows = List(Several, "--format", "tsv", "--columns", "findings", "--sort", "-findings").Lines[1..];
        string[] words = ["critical", "high", "medium", "low", "info", ""];
        int[] worst = [.. rows.Select(row => Array.FindIndex(words, word => row.Contains(word, StringComparison.Ordinal)))];
        Assert.Equal(worst.Order(), worst);
    }

    [Fact]
    public void Read_writes_the_same_rows()
    {
        RunResult read = InProcess.Read(Several, "--format", "csv", "--fields", "id,name,certificates.server.not_after");
        Assert.Equal(read.Output, List(Several, "--format", "csv", "--columns", "id,name,certificates.server.not_after").Output);
        Assert.Equal("id,name,certificates.server.not_after", read.Lines[0]);
    }

    [Theory]
    [InlineData("--columns: no column and no field is called 'tcp'; did you mean tcp.gaps, ", "--columns", "id,tcp")]
    [InlineData("--columns: no column and no field is called 'servername'", "--columns", "servername")]
    [InlineData("--columns: a name is empty", "--columns", "id,")]
    [InlineData("--sort: no column and no field is called 'byte'; did you mean bytes", "--sort", "-byte")]
    [InlineData("--format takes table, csv, tsv or json, not 'text'.", "--format", "text")]
    public void What_is_not_a_column_is_one_line_and_exit_2(string says, params string[] options)
    {
        RunResult result = List(Several, options);
        Assert.Equal(2, result.Code);
        Assert.Contains(says, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_that_memory_does_not_hold_are_counted()
    {
        RunResult result = InProcess.Run(Several.Folder, ["list", "-q", "--sort", "id", "--limit", "rows=1", .. Several.Arguments]);
        Assert.Equal(0, result.Code);
        Assert.Contains("--sort: more rows than memory holds; the last ", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("list")]
    [InlineData("stats")]
    public void What_is_not_a_capture_has_no_totals(string command)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["notes.pcap"], "not a capture");
        RunResult result = InProcess.Run(folder.Path, command, "notes.pcap");
        Assert.Equal(1, result.Code);
        Assert.Empty(result.Lines);
    }

    /// <summary>On a terminal the summary would stand above the table.</summary>
    [Theory]
    [InlineData("list")]
    [InlineData("stats")]
    public void The_closing_lines_come_last(string command)
    {
        string[] lines = OtherProcess.Run("sh", Several.Folder, null, ["-c", "exec dotnet \"$@\" 2>&1", "sh",
            Path.Combine(AppContext.BaseDirectory, "tlsdissect.dll"), command, .. Several.Arguments]).Lines;
        Assert.StartsWith("tlsdissect: ", lines[^1], StringComparison.Ordinal);
        Assert.All(lines[..^1], line => Assert.False(line.StartsWith("tlsdissect: ", StringComparison.Ordinal), line));
    }

    /// <summary>Another program's reader of CSV gives back the values of the JSON.</summary>
    [NeedsFact("python3")]
    public void Python_reads_the_values_of_the_JSON()
    {
        const string script = "import csv, json, sys\nfor row in csv.DictReader(sys.stdin): print(json.dumps(row, ensure_ascii=False))";
        byte[] csv = List(Several, "--format", "csv").Output;
        RunResult parsed = OtherProcess.Run("python3", Several.Folder, csv, "-c", script);
        JsonObject[] theirs = [.. parsed.Lines.Select(line => JsonNode.Parse(line)!.AsObject())];
        JsonObject[] ours = [.. List(Several, "--format", "json").Lines.Select(line => JsonNode.Parse(line)!.AsObject())];

        Assert.True(ours.Length > 3);
        Assert.Equal(ours.Length, theirs.Length);
        foreach ((JsonObject our, JsonObject their) in ours.Zip(theirs))
        {
            our.Remove("type");
            Assert.Equal(our.Select(member => $"{member.Key}={member.Value}"), their.Select(member => $"{member.Key}={member.Value}"));
        }
    }

    [Fact]
    public void Live_lists_connections_as_they_end()
    {
        CaptureCase of = CaptureCase.Of("rsa-aes128-gcm");
        using PipedProgram program = new(of.Folder, ["live", "-i", "-", "--list", "--columns", "id,name,outcome", .. of.Keys]);
        program.Write(File.ReadAllBytes(of.Capture));
        RunResult result = program.Close();
        Assert.Equal([$"     id  {"name",-30}  outcome", $"      1  {"server.example",-30}  established"], result.Lines);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("tsv")]
    [InlineData("json")]
    public void Live_writes_the_rows_of_list(string format)
    {
        CaptureCase of = CaptureCase.Of("rsa-aes128-gcm");
        string[] options = ["--format", format, "--columns", "id,client.port,suite,decrypted"];
        using PipedProgram program = new(of.Folder, ["live", "-i", "-", "--list", .. options, .. of.Keys]);
        program.Write(File.ReadAllBytes(of.Capture));
        RunResult result = program.Close();
        Assert.Equal(List(of, options).Lines, result.Lines);
        Assert.Equal(format == "json" ? 1 : 2, result.Lines.Length);
    }

    [Fact]
    public void Columns_given_several_times_are_all_shown() =>
        Assert.Equal("id,version,server_name\n", List(Several, "--format", "csv", "--columns", "id", "--columns", "version,server_name",
            "--where", "id < 0").Text);

    [Theory]
    [InlineData("no column and no field is called 'suites'; did you mean suite or client_hellos.cipher_suites.", "id,suites")]
    [InlineData("no column and no field is called 'Suite'; did you mean suite.", "Suite")]
    [InlineData("no column and no field is called 'Server_Name'; did you mean server_name.", "Server_Name")]
    [InlineData("no column and no field is called 'sni'; 'tlsdissect help where' lists them.", "sni")]
    [InlineData("no column and no field is called 'cipher_suite'; did you mean cipher_suite.id, cipher_suite.name or ", "cipher_suite")]
    [InlineData("a name is empty.", "id,")]
    public void A_wrong_name_is_answered_alike_everywhere(string says, string names)
    {
        foreach (string[] options in (string[][])[["list", "--columns"], ["read", "--format", "csv", "--fields"]])
        {
            RunResult result = InProcess.RunConsole(Several.Folder, [.. options, names, Several.Capture]);
            Assert.Equal(2, result.Code);
            Assert.StartsWith($"tlsdissect: {options[^1]}: {says}", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("--format csv and tsv go with --list.", "--format", "csv")]
    [InlineData("--list is one line a connection: it does not go with --events.", "--list", "--format", "json", "--events")]
    [InlineData("--list is one line a connection: it does not go with --details.", "--list", "--format", "json", "--details")]
    [InlineData("--columns goes with --list.", "--columns", "id")]
    [InlineData("--list is one line a connection: it does not go with --data.", "--list", "-d")]
    public void A_list_is_a_text_of_its_own(string says, params string[] options)
    {
        RunResult result = InProcess.RunConsole(Several.Folder, ["live", "-i", "-", .. options]);
        Assert.Equal(2, result.Code);
        Assert.Contains(says, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    private static byte[] Of(CaptureCase of, string format, int threads) =>
        List(of, "--format", format, "--threads", $"{threads}").Output;

    private static RunResult List(CaptureCase of, params string[] options) =>
        InProcess.Run(of.Folder, ["list", "-q", .. options, .. of.Arguments]);
}
