using System.Text;
using System.Text.Json.Nodes;
using TlsDissect.Cli.Where;
using TlsDissect.GoldenTests.Pipes;
using TlsDissect.GoldenTests.Running;
using TlsDissect.Output.Fields;

namespace TlsDissect.GoldenTests.Where;

/// <summary><c>--where</c> in each run: the connections that it selects are those whose line holds.</summary>
public class WhereRunTests
{
    private static readonly string[] Cases = ["repeated-key-two-servers", "repeated-server-key", "resumed-by-ticket", "second-session"];

    private static readonly string[] Conditions =
    [
        "findings.id == repeated_ephemeral_key",
        "not findings.id == repeated_ephemeral_key",
        "decryption.status == decrypted and handshake == resumed",
        "version >= TLSv1.3 or client.port > 50000",
        "server.address in 10.0.0.0/8",
        "application_data.server.sha256",
        "id > 0",
        "id < 0",
    ];

    public static TheoryData<string, string> All
    {
        get
        {
            TheoryData<string, string> all = [];
            foreach (string name in Cases)
            {
                foreach (string condition in Conditions) all.Add(name, condition);
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Json_has_the_lines_that_hold(string name, string condition)
    {
        CaptureCase of = CaptureCase.Of(name);
        string[] expected = Holding(condition, InProcess.Read(of, "--format", "json", "--hash"));
        foreach (string threads in new[] { "1", "3" })
        {
            RunResult result = InProcess.Read(of, "--format", "json", "--hash", "--threads", threads, "--where", condition);
            Assert.Equal(expected, result.ConnectionLines);
            Assert.Equal(0, result.Code);
            // The counts are those of the whole input.
            Assert.Equal(InProcess.Read(of, "--format", "json").Lines[^1], result.Lines[^1]);
        }
    }

    [Theory]
    [InlineData("list", "no connections")]
    [InlineData("why", "No TLS connection is selected.")]
    public void A_run_that_selects_nothing_does_not_say_that_the_capture_has_nothing(string command, string says)
    {
        CaptureCase of = CaptureCase.Of("second-session");
        RunResult result = InProcess.Run(of.Folder, command, of.Capture, "--where", "id < 0");
        Assert.Equal(0, result.Code);
        Assert.Equal(says, result.Lines[^1]);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Text_has_the_blocks_of_the_connections_that_hold(string name, string condition)
    {
        CaptureCase of = CaptureCase.Of(name);
        string[] ids = IdsOf(Holding(condition, InProcess.Read(of, "--format", "json", "--hash")));
        foreach (string[] options in (string[][])[[], ["--threads", "3"], ["-d"], ["-v", "--explain"]])
        {
            RunResult result = InProcess.Read(of, [.. options, "--where", condition]);
            string expected = ids.Length == 0 ? "" : InProcess.Read(of, [.. options, .. ids.SelectMany(id => (string[])["--id", id])]).Text;
            Assert.Equal(expected, result.Text);
            Assert.Equal((0, ""), (result.Code, result.Errors));
        }
    }

    [Theory]
    [InlineData("follow", "--all")]
    [InlineData("export", "certs")]
    public void A_folder_has_the_files_of_the_connections_that_hold(string command, string what)
    {
        CaptureCase of = CaptureCase.Of("transfer");
        string condition = command == "follow" ? "application_data.client.bytes > 0" : "certificates.server.subject";
        using TemporaryFolder folder = new();
        string[] Run(string name, params string[] more)
        {
            RunResult result = InProcess.RunConsole(of.Folder, [command, what, .. of.Arguments, "-q", "-o", folder[name], .. more]);
            return result.Code == 0 ? [.. Directory.GetFiles(folder[name]).Select(Path.GetFileName).Order()!] : [$"code {result.Code}"];
        }

        Assert.NotEmpty(Run("all"));
        Assert.Equal(Run("all2"), Run("some", "--where", condition));
        Assert.NotEqual(Run("all3"), Run("none", "--where", $"not ({condition})"));
    }

    [Fact]
    public void An_export_has_the_secrets_of_the_connections_that_hold()
    {
        CaptureCase of = CaptureCase.Of("resumed-by-ticket");
        string[] ids = IdsOf(InProcess.Read(of, "--format", "json").ConnectionLines);
        Assert.True(ids.Length > 1);
        string[] Export(string condition)
        {
            RunResult result = InProcess.Run(of.Folder, ["export", "keylog", .. of.Arguments, "-q", "--where", condition]);
            return [.. result.Lines.Where(line => line[0] != '#')];
        }

        string[][] each = [.. ids.Select(id => Export($"id == {id}"))];
        Assert.All(each, Assert.NotEmpty);
        Assert.Equal(Export("id > 0").Order(), each.SelectMany(lines => lines).Order());
    }

    [Theory]
    [InlineData("export pcap")]
    [InlineData("export keylog")]
    [InlineData("export secrets")]
    [InlineData("export certs")]
    [InlineData("follow --all")]
    public void What_has_nothing_to_write_says_so(string command)
    {
        CaptureCase of = CaptureCase.Of("rsa-aes128-gcm");
        using TemporaryFolder folder = new();
        RunResult result = InProcess.RunConsole(of.Folder,
            [.. command.Split(' '), .. of.Arguments, "-q", "--where", "id == 99", "-o", folder["made"]]);
        Assert.Equal(1, result.Code);
        Assert.Equal("no connection is selected by --where", Assert.Single(result.ErrorLines).Split(": ")[^1].Split(',')[0]);
        Assert.Empty(Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("read")]
    [InlineData("list")]
    [InlineData("why")]
    public void Of_several_conditions_all_have_to_hold(string command)
    {
        CaptureCase of = CaptureCase.Of("resumed-by-ticket");
        string Run(params string[] options) =>
            InProcess.Run(of.Folder, [command, "-q", "--format", "json", .. options, .. of.Arguments]).Text;

        string one = Run("--where", "handshake == resumed and id > 0");
        Assert.Equal(one, Run("--where", "handshake == resumed", "--where", "id > 0"));
        Assert.NotEqual(one, Run("--where", "id > 0"));
        // As one expression, it would hold for all.
        Assert.Equal(one, Run("--where", "handshake == resumed or id < 0", "--where", "id > 0"));
    }

    [Fact]
    public void Only_selected_connections_decide_the_exit_code()
    {
        CaptureCase of = CaptureCase.Of("repeated-server-key");
        string[] failing = ["--format", "json", "--fail-on", "low"];
        string[] lines = InProcess.Read(of, "--format", "json").ConnectionLines;
        foreach (string line in lines)
        {
            JsonNode connection = JsonNode.Parse(line)!;
            bool isLow = connection["findings"]!.AsArray().Any(finding => (string?)finding!["severity"] != "info");
            foreach (string threads in new[] { "1", "2" })
            {
                string[] options = [.. failing, "--threads", threads, "--where", $"id == {connection["id"]}"];
                Assert.Equal(isLow ? 4 : 0, InProcess.Read(of, options).Code);
            }
        }

        Assert.Equal(4, InProcess.Read(of, failing).Code);
        Assert.Equal(0, InProcess.Read(of, [.. failing, "--where", "id < 0"]).Code);
    }

    [Fact]
    public void Closing_lines_count_the_selected()
    {
        CaptureCase of = CaptureCase.Of("resumed-by-ticket");
        RunResult result = InProcess.Run(of.Folder, ["read", .. of.Arguments, "--where", "handshake == resumed"]);
        Assert.Contains("; 1 selected by --where", result.Errors);
        RunResult twice = InProcess.Run(of.Folder, ["read", "-d", .. of.Arguments, "--where", "handshake == resumed"]);
        Assert.Equal(result.Errors, twice.Errors);
    }

    [Theory]
    [InlineData("read", "-d")]
    [InlineData("follow", "--all", "-o", "plain")]
    [InlineData("export", "keylog", "-o", "-")]
    public void Data_as_it_comes_needs_a_file_that_can_be_read_twice(params string[] command)
    {
        CaptureCase of = CaptureCase.Of("rsa-aes128-gcm");
        RunResult result = InProcess.RunConsole(of.Folder, [.. command, "-", .. of.Keys, "--where", "id > 0"]);
        Assert.Equal(2, result.Code);
        Assert.StartsWith("tlsdissect: --where: standard input can be read only once", Assert.Single(result.ErrorLines));
    }

    [Theory]
    [InlineData("json")]
    [InlineData("text")]
    public void A_live_run_writes_the_connections_that_hold_as_they_end(string format)
    {
        CaptureCase of = CaptureCase.Of("resumed-by-ticket");
        RunResult Live(string condition)
        {
            using PipedProgram program =
                new(of.Folder, ["live", "-i", "-", "--format", format, .. of.Keys, "--width", "100", "--where", condition]);
            program.Write(File.ReadAllBytes(of.Capture));
            return program.Close();
        }

        string[] ids = IdsOf(InProcess.Read(of, "--format", "json").ConnectionLines);
        string Named(string id) => format == "json" ? $"\"id\":{id}," : $"Connection {id}  ";
        RunResult result = Live("handshake == resumed");
        Assert.Equal(0, result.Code);
        Assert.Contains(Named(ids[1]), result.Text);
        Assert.DoesNotContain(Named(ids[0]), result.Text);
        Assert.Contains("; 1 selected by --where", result.Errors);
    }

    [Theory]
    [InlineData("--format", "json", "--events")]
    [InlineData("--follow-handshakes")]
    [InlineData("-d")]
    public void A_live_run_refuses_what_is_written_before_the_end(params string[] options)
    {
        RunResult result = InProcess.RunConsole(Path.GetTempPath(), ["live", "-i", "-", .. options, "--where", "id > 0"]);
        Assert.Equal(2, result.Code);
        Assert.Contains("known only when they have ended", Assert.Single(result.ErrorLines));
    }

    private static string[] Holding(string condition, RunResult whole)
    {
        WhereExpression expression = WhereExpression.Parse(condition);
        using FieldReader reader = new(new FieldSelection(expression.Fields));
        return [.. whole.ConnectionLines.Where(line => expression.Holds(reader.Read(Encoding.UTF8.GetBytes(line))))];
    }

    private static string[] IdsOf(string[] lines) => [.. lines.Select(line => $"{JsonNode.Parse(line)!["id"]}")];
}
