using System.CommandLine;
using System.CommandLine.Help;
using System.Text.RegularExpressions;
using TlsDissect.Cli;
using TlsDissect.Cli.Help;
using TlsDissect.Cli.Options;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Terminal;

public class HelpTests
{
    private static readonly string[] Names =
    [
        "read", "list", "stats", "why", "follow", "export", "export keylog", "export secrets", "export pcap", "export certs", "suites",
        "interfaces", "live", "scan", "keys", "keys index", "completion", "help",
    ];

    public static TheoryData<string> Commands() => ["", .. Names];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_help_ends_with_examples(string command)
    {
        RunResult result = OtherProcess.Tlsdissect(null, [.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        Assert.Equal(0, result.Code);
        string[] sections = [.. result.Lines.Where(line => line.EndsWith(':') && !line.StartsWith(' '))];
        Assert.Equal("Examples:", sections[^1]);
        Assert.Equal(1, result.Text.Split("Examples:").Length - 1);
        Assert.Contains($"tlsdissect {command}", result.Text[result.Text.IndexOf("Examples:", StringComparison.Ordinal)..],
            StringComparison.Ordinal);
    }

    /// <summary>On terminals of any width: a long description is broken over lines.</summary>
    [NeedsTheory("script")]
    [InlineData(40)]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(100)]
    public void A_default_is_said_once(int width)
    {
        foreach (string command in Names)
        {
            RunResult result =
                Spawned.Shell(Path.GetTempPath(),
                    $"script -qec 'stty cols {width}; \"$TLSDISSECT\" {command} --help' /dev/null </dev/null");

            Assert.Equal(0, result.Code);
            string[] options = Regex.Split(result.Text.Replace("\r", "", StringComparison.Ordinal), @"\n +(?=-)");
            Assert.All(options,
                option =>
                    Assert.InRange(
                        option.Split("default", StringSplitOptions.None).Length +
                            option.Split("Default", StringSplitOptions.None).Length - 2, 0, 1));
        }
    }

    /// <summary>Nothing is added to it: a default's type has no place in a help.</summary>
    [Theory]
    [MemberData(nameof(Commands))]
    public void An_option_is_described_by_its_description_alone(string name)
    {
        string[] words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Command command = Find(name);
        string help = Regex.Replace(OtherProcess.Tlsdissect(null, [.. words, "--help"]).Text, @"\s+", " ");

        foreach (Option option in command.Options.Where(option => !option.Hidden && option is not (HelpOption or VersionOption)))
        {
            bool isNamedAlone = OptionGroups.OnlyInManual(command).Contains(option);
            string described = $" {option.Name}{UsageLine.ValueOf(option)} {option.Description}";
            Assert.Contains(isNamedAlone ? option.Name : described, help, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_manual_page_has_every_command_and_option_of_the_help()
    {
        string page = OtherProcess.Tlsdissect(null, "man").Text.Replace("\\-", "-", StringComparison.Ordinal);

        foreach (string command in Names)
        {
            Assert.Contains($"tlsdissect {command}", page, StringComparison.Ordinal);
            string help = OtherProcess.Tlsdissect(null, [.. command.Split(' '), "--help"]).Text;
            foreach (string word in help.Split([' ', ',', '\n'], StringSplitOptions.RemoveEmptyEntries)
                .Where(word => word.StartsWith("--", StringComparison.Ordinal) && word is not "--help"))
                Assert.Contains(word.TrimEnd('.', ';', ')'), page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_help_of_read_fits_on_a_screen_of_40_lines()
    {
        RunResult help = OtherProcess.Tlsdissect(null, "read", "--help");

        Assert.InRange(help.Text.TrimEnd('\n').Split('\n').Length, 20, 40);
        Assert.All(help.Lines, line => Assert.InRange(line.Length, 0, 120));
        string[] groups = [.. help.Lines.Where(line => line.EndsWith(':') && line != "Examples:")];
        Assert.Equal(["Input:", "Keys:", "Output:", "Performance:", "General:"], groups);
    }

    /// <summary>A new option needs a place in <see cref="OptionGroups"/>.</summary>
    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_option_has_a_group(string name) =>
        Assert.All(Find(name).Options.Where(option => !option.Hidden),
            option => Assert.True(OptionGroups.IsKnown(option.Name), option.Name));

    [NeedsTheory("script")]
    [InlineData(60)]
    [InlineData(80)]
    public void A_description_is_broken_with_a_hanging_indent(int width)
    {
        foreach (string command in Names.Concat(["help limits", "help where"]))
        {
            string words = command.StartsWith("help", StringComparison.Ordinal) ? command : $"{command} --help";
            string script = $"script -qec 'stty cols {width}; \"$TLSDISSECT\" {words}' /dev/null </dev/null";
            string text = Regex.Replace(Spawned.Shell(Path.GetTempPath(), script).Text, @"\r|\e(\[[?\d;]*[a-z]|=)", "");

            string[] lines = [.. text.Split('\n').TakeWhile(line => line != "Examples:")];
            Assert.True(lines.Length > 2);
            Assert.All(lines, line => Assert.True(line.Length <= width, line));
        }
    }

    [Fact]
    public void Every_limit_is_in_help_limits_and_once_in_the_manual()
    {
        RunResult help = OtherProcess.Tlsdissect(null, "help", "limits");
        string table = Regex.Replace(help.Text, @"\s+", " ");
        string page = OtherProcess.Tlsdissect(null, "man").Text.Replace("\\-", "-", StringComparison.Ordinal);

        Assert.Equal(0, help.Code);
        Assert.Equal(1, page.Split(".SH LIMITS").Length - 1);
        Assert.All(Limits.All, limit =>
        {
            string row = $" {limit.Name} {limit.Default} {limit.Range} {limit.Unit} {limit.Effect} ";
            Assert.Contains(row, $"{table} ", StringComparison.Ordinal);
            Assert.Single(page.Split('\n'), line => line == $"\\fB{limit.Name}\\fR ({limit.Unit}, {limit.Range}, default {limit.Default})");
            if (limit.OptionName is string option && option.StartsWith("--max-", StringComparison.Ordinal))
                Assert.DoesNotContain(option, page, StringComparison.Ordinal);
        });
    }

    /// <summary>By the name of a field or an object, by a part of a name, by a column of list, or by a word of the description.</summary>
    [Theory]
    [InlineData("alpn", "alpn")]
    [InlineData("tcp", "tcp.gaps", "tcp.missing_bytes", "tcp.out_of_order")]
    [InlineData("certificates.judgement", "certificates.judgement.")]
    [InlineData("ja", "client_hellos.ja3", "client_hellos.ja4", "server_hellos.ja3s")]
    [InlineData("SUITE", "cipher_suite.name", "client_hellos.cipher_suites")]
    [InlineData("decrypted", "decryption.status", "decryption.reason")]
    [InlineData("SHA-256", "certificates.judgement.server.timestamps.log_id")]
    public void The_fields_of_where_can_be_asked_for_by_a_word(string word, params string[] fields)
    {
        RunResult help = OtherProcess.Tlsdissect(null, "help", "where", word);

        Assert.Equal(0, help.Code);
        Assert.All(fields, field => Assert.Contains(help.Lines, line => line.StartsWith($"  {field}", StringComparison.Ordinal)));
        string[] whole = OtherProcess.Tlsdissect(null, "help", "where").Lines;
        Assert.InRange(help.Lines.Length, fields.Length, whole.Length / 2);
        Assert.DoesNotContain(help.Lines, line => line == "Examples:");
    }

    [Fact]
    public void Help_names_its_topics()
    {
        RunResult help = OtherProcess.Tlsdissect(null, "help");

        Assert.Contains("Help topics:", help.Lines);
        Assert.All(
            HelpTopic.All,
            topic => Assert.Contains(help.Lines, line => line.StartsWith($"  help {topic.Name} ", StringComparison.Ordinal)));
        Assert.Contains("Did you mean 'limits'?", OtherProcess.Tlsdissect(null, "help", "limit").Errors, StringComparison.Ordinal);
    }

    [NeedsFact("man")]
    public void Man_has_no_complaint_about_the_manual_page()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["tlsdissect.1"], OtherProcess.Tlsdissect(null, "man").Text);

        RunResult result = OtherProcess.Run("man", folder.Path, null, "--warnings", "-P", "cat", "-l", folder["tlsdissect.1"]);

        Assert.Equal(0, result.Code);
        Assert.Equal("", result.Errors);
        Assert.Contains("EXIT STATUS", result.Text, StringComparison.Ordinal);
        Assert.Contains("tlsdissect live -i NAME [options]", result.Text, StringComparison.Ordinal);
        Assert.Contains("tlsdissect interfaces [options]", result.Text, StringComparison.Ordinal);
    }

    /// <summary>A command by its words; one without options for those that are made from the others.</summary>
    private static Command Find(string name) => name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Aggregate(
        (Command)CommandLine.CreateRoot(),
        (outer, word) => outer.Subcommands.SingleOrDefault(inner => inner.Name == word) ?? new Command(word));
}
