using System.CommandLine;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests;

/// <summary>The contract's command line, asked of the real program: exit codes, what goes where, one line a problem.</summary>
public class CommandLineTests
{
    private static readonly CaptureCase Rsa = CaptureCase.Of("rsa-aes128-gcm");

    [Theory]
    [InlineData]
    [InlineData("read")]
    [InlineData("follow")]
    [InlineData("suites")]
    [InlineData("live")]
    [InlineData("man")]
    [InlineData("export", "pcap")]
    public void Help_goes_to_standard_output_and_is_not_an_error(params string[] command)
    {
        RunResult result = Spawned.Run(Rsa.Folder, [.. command, "--help"]);

        Assert.Equal(0, result.Code);
        Assert.Contains("Usage:", result.Text, StringComparison.Ordinal);
        Assert.Contains($"tlsdissect {string.Join(' ', command)}".TrimEnd(), result.Text, StringComparison.Ordinal);
        Assert.Empty(result.Errors);
    }

    [Fact]
    public void The_version_is_one_line()
    {
        RunResult result = Spawned.Run(Rsa.Folder, "--version");

        Assert.Equal(0, result.Code);
        Assert.Matches(@"^\d+\.\d+\.\d+\S*\n$", result.Text);
        Assert.Empty(result.Errors);
    }

    [Theory]
    [InlineData("reed", "Did you mean 'read'?", "reed", "x.pcap")]
    [InlineData("--kye", "Did you mean '--key'?", "read", "x.pcap", "--kye", "k")]
    [InlineData("read needs a capture: tlsdissect read CAPTURE.", "tlsdissect read --help", "read")]
    [InlineData("export needs a kind: keylog, secrets, pcap or certs.", "tlsdissect export --help", "export")]
    [InlineData("live needs an interface: -i NAME; 'tlsdissect interfaces' lists them.", "tlsdissect live --help", "live")]
    [InlineData("export pcap needs an output: -o FILE", "tlsdissect export pcap --help", "export", "pcap", "x.pcap")]
    [InlineData("-k needs a value: FILE.", "tlsdissect read --help", "read", "x.pcap", "-k")]
    [InlineData("-i needs a value: NAME.", "tlsdissect live --help", "live", "-i")]
    [InlineData("unexpected word 'b': suites takes one PATTERN.", "tlsdissect suites --help", "suites", "a", "b", "c")]
    [InlineData("unexpected word 'b': interfaces takes options only.", "tlsdissect interfaces --help", "interfaces", "b")]
    [InlineData("--as takes text, hex or raw, not 'xml'", "See", "follow", "x.pcap", "1", "--as", "xml")]
    [InlineData("--color takes auto, always or never, not 'red'", "See", "read", "x.pcap", "--color", "red")]
    [InlineData("SHELL takes bash, zsh, fish or pwsh, not 'csh'", "See", "completion", "csh")]
    [InlineData("help takes one command or topic, not 'extra'", "See", "help", "limits", "extra")]
    [InlineData("help takes one command or topic, not 'extra'", "See", "help", "read", "extra")]
    [InlineData("unknown command or topic 'foo'.", "See", "help", "foo")]
    [InlineData("unknown command 'foo' of export.", "See", "help", "export", "foo")]
    [InlineData("--psk takes HEX or IDENTITY=HEX", "alice=00112233", "read", "x.pcap", "--psk", "bob")]
    [InlineData("unknown option '-V': use -v", "--explain", "read", "x.pcap", "-V")]
    [InlineData("unknown option '-Y': --where EXPR selects connections", "help where", "read", "x.pcap", "-Y", "tls")]
    [InlineData("unknown option '-z': use 'tlsdissect stats CAPTURE'", "See", "read", "x.pcap", "-z", "io,stat,0")]
    [InlineData("unknown option '--fields': use --columns", "list --help", "list", "x.pcap", "--fields", "id")]
    [InlineData("unknown option '--columns': use --format csv --fields", "read --help", "read", "x.pcap", "--columns", "id")]
    [InlineData("--format takes text, json, csv or tsv, not 'xml'", "See", "read", "x.pcap", "--format", "xml")]
    [InlineData("--where, column 1: unknown field 'verison'; did you mean version.", "read --help", "read", "x.pcap", "--where", "verison")]
    [InlineData("--where, column 1: unknown field 'x'; 'tlsdissect help where' lists them.", "", "live", "-i", "lo", "--where", "x")]
    [InlineData("--where: policy.name needs --policy NAME|FILE.", "See", "read", "x.pcap", "--where", "policy.name")]
    [InlineData("--where: findings.id needs findings", "See", "read", "x.pcap", "--where", "findings.id", "--no-findings")]
    [InlineData("--where 'verison', column 1: unknown field 'verison'", "See", "read", "x.pcap", "--where", "id", "--where", "verison")]
    [InlineData("help takes one command or topic, not 'extra'", "See", "help", "where", "alpn", "extra")]
    [InlineData("no field is called 'foo' or says it; 'tlsdissect help where' lists them", "", "help", "where", "foo")]
    [InlineData("--rotate", "single argument", "live", "-i", "lo", "--write", "x", "--rotate", "a", "--rotate", "b")]
    [InlineData("--threads", "from 1 to 64", "read", "x.pcap", "--threads", "0")]
    [InlineData("--shard", "I/N", "read", "x.pcap", "--shard", "4/3")]
    [InlineData("--max-waiting", "from 1 up", "read", "x.pcap", "--max-waiting", "0")]
    [InlineData("--threads", "not 'abc'", "read", "x.pcap", "--threads", "abc")]
    [InlineData("--max-connections", "not '-5'", "read", "x.pcap", "--max-connections=-5")]
    [InlineData("ID", "not 'abc'", "follow", "x.pcap", "abc")]
    [InlineData("--max-waiting", "from 1 to 2147483647", "read", "x.pcap", "--max-waiting", "99999999999")]
    [InlineData("--linger", "500ms", "read", "x.pcap", "--linger", "5")]
    [InlineData("--hold", "goes with --write", "live", "-i", "lo", "--hold", "5s")]
    [InlineData("--write -", "-o", "live", "-i", "lo", "--write", "/dev/stdout", "-o", "-")]
    [InlineData("--count", "not 'x'", "live", "-i", "lo", "--count", "x")]
    [InlineData("--keep", "not '99999999999'", "live", "-i", "lo", "--write", "x", "--rotate", "size:1MB", "--keep", "99999999999")]
    [InlineData("--snaplen", "from 64 to 16777216", "live", "-i", "lo", "--snaplen", "x")]
    [InlineData("--mtu", "from 576 to 65535", "export", "pcap", "x.pcap", "-o", "y", "--mtu", "x")]
    [InlineData("unknown command 'wat' of export", "tlsdissect export --help", "export", "wat", "x.pcap")]
    [InlineData("empty argument", "(unset variable?)", "read", "")]
    [InlineData("empty argument", "(unset variable?)", "read", "x.pcap", "-o", "")]
    [InlineData(".", "is a folder, not a file", "export", "keylog", "capture.pcap", "-o", ".")]
    [InlineData(".", "is a folder, not a file", "read", "capture.pcap", "-o", ".")]
    [InlineData("--write -", "-o", "live", "-i", "lo", "--write", "-")]
    public void A_wrong_command_line_is_one_line_and_exit_2(string about, string help, params string[] arguments)
    {
        RunResult result = Spawned.Run(Rsa.Folder, arguments);

        Assert.Equal(2, result.Code);
        Assert.Empty(result.Output);
        string line = Assert.Single(result.ErrorLines);
        Assert.StartsWith("tlsdissect: ", line, StringComparison.Ordinal);
        Assert.Contains(about, line, StringComparison.Ordinal);
        Assert.Contains(help, line, StringComparison.Ordinal);
    }

    /// <summary>Rules over several options are not asked then: the parser would throw.</summary>
    [Fact]
    public void An_option_without_its_value_is_one_line()
    {
        RootCommand root = Cli.CommandLine.CreateRoot();
        foreach (Command command in root.Subcommands)
        {
            foreach (Option option in command.Options.Where(option => option.Arity.MinimumNumberOfValues > 0))
            {
                string[] line = command.Arguments.Count > 0 ? [command.Name, "x.pcap", option.Name] : [command.Name, option.Name];
                string? problem = Cli.Typed.Misuse.Of(Cli.CommandLine.Parse(root, line), line, root);

                Assert.StartsWith($"{option.Name} needs a value: ", problem, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Results_go_to_standard_output_and_the_closing_line_to_standard_error()
    {
        RunResult result = Spawned.Run(Rsa.Folder, ["read", "--format", "json", "--hash", .. Rsa.Arguments]);

        Assert.Equal(0, result.Code);
        Assert.Equal(File.ReadAllBytes(Rsa.FileNamed("expected.jsonl")), result.Output);
        Assert.Equal("tlsdissect: 17 packets, 1 TLS connection, decrypted", Assert.Single(result.ErrorLines));
    }

    [Fact]
    public void Quiet_says_nothing_where_nothing_is_wrong() => Assert.Empty(Spawned.Read(Rsa).Errors);

    [Fact]
    public void A_missing_file_is_exit_1_and_one_line()
    {
        RunResult result = Spawned.Run(Rsa.Folder, "read", "--quiet", "no-such-file.pcap");

        Assert.Equal((1, "tlsdissect: no-such-file.pcap: no such file\n"), (result.Code, result.Errors));
        Assert.Empty(result.Output);
    }

    [Fact]
    public void Standard_input_is_a_capture_too()
    {
        foreach (string name in new[] { "rsa-aes128-gcm", "gzip", "zstd", "multiple-interfaces" })
        {
            CaptureCase of = CaptureCase.Of(name);
            RunResult result =
                Spawned.Shell(of.Folder,
                    $"\"$TLSDISSECT\" read --quiet --format json --hash {string.Join(' ', of.Keys)} --threads 2 - " +
                        $"<{Path.GetFileName(of.Capture)}");

            Assert.Equal((0, Contract.WithoutCaptures(File.ReadAllText(of.FileNamed("expected.jsonl")))),
                (result.Code, Contract.WithoutCaptures(result.Text)));
            Assert.StartsWith("tlsdissect: --threads does nothing here", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Text_that_is_not_for_a_terminal_has_no_colour_and_no_limit() =>
        Assert.DoesNotContain('\x1b', Spawned.Read(Rsa, "-d", "--explain").Text);

    [NeedsFact("script")]
    public void Packets_are_not_written_to_a_terminal()
    {
        RunResult result =
            Spawned.Shell(Rsa.Folder, "script -qec '\"$TLSDISSECT\" live -i none -o /dev/null --write -' /dev/null </dev/null");

        Assert.Equal(2, result.Code);
        Assert.Contains("refusing to write a capture to a terminal", result.Text, StringComparison.Ordinal);
    }

    [NeedsTheory("script")]
    [InlineData("TERM=xterm-256color", true)]
    [InlineData("TERM=xterm-256color NO_COLOR=1", false)]
    public void A_terminal_has_colour_unless_NO_COLOR_says_no(string environment, bool colour)
    {
        // script(1) gives the program a terminal of 80 columns.
        RunResult result = Spawned.Shell(Rsa.Folder,
            $"export {environment}; script -qec 'stty cols 80; \"$TLSDISSECT\" read --quiet -d --explain " +
                $"{string.Join(' ', Rsa.Arguments)}' /dev/null </dev/null");

        Assert.Equal(0, result.Code);
        string plain = System.Text.RegularExpressions.Regex.Replace(result.Text, "\x1b\\[[0-9;]*m", "");
        Assert.Equal(colour, plain != result.Text);
        // The runtime itself sets the terminal's keypad.
        plain = plain.Replace("\x1b[?1h\x1b=", "", StringComparison.Ordinal);
        Assert.All(plain.Split('\n'), line => Assert.InRange(line.TrimEnd('\r').Length, 0, 80));
    }
}
