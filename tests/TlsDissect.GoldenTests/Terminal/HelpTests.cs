using System.CommandLine;
using TlsDissect.Cli;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Terminal;

public class HelpTests
{
    private static readonly string[] Names = ["read", "follow", "export", "export keylog", "export secrets", "export pcap", "export certs", "suites", "interfaces", "live", "completion", "help"];

    public static TheoryData<string> Commands() => ["", .. Names];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_help_ends_with_examples(string command)
    {
        RunResult result = OtherProcess.Tlsdissect(null, [.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        Assert.Equal(0, result.Code);
        string[] sections = [.. result.Lines.Where(line => line.EndsWith(':') && !line.StartsWith(' '))];
        Assert.Equal("Description:", sections[0]);
        Assert.Equal("Examples:", sections[^1]);
        Assert.Equal(1, result.Text.Split("Examples:").Length - 1);
        Assert.Contains($"tlsdissect {command}", result.Text[result.Text.IndexOf("Examples:", StringComparison.Ordinal)..], StringComparison.Ordinal);
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
            RunResult result = Spawned.Shell(Path.GetTempPath(), $"script -qec 'stty cols {width}; \"$TLSDISSECT\" {command} --help' /dev/null </dev/null");

            Assert.Equal(0, result.Code);
            // An option and its description begin at an indent of two.
            string[] options = System.Text.RegularExpressions.Regex.Split(result.Text.Replace("\r", "", StringComparison.Ordinal), @"\n  (?=\S)");
            Assert.All(options, option => Assert.InRange(option.Split("default", StringSplitOptions.None).Length + option.Split("Default", StringSplitOptions.None).Length - 2, 0, 1));
        }
    }

    /// <summary>Nothing is added to it: a default's type has no place in a help.</summary>
    [Theory]
    [MemberData(nameof(Commands))]
    public void An_option_is_described_by_its_description_alone(string name)
    {
        string[] words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Command command = words.Aggregate((Command)CommandLine.CreateRoot(), (outer, word) => outer.Subcommands.SingleOrDefault(inner => inner.Name == word) ?? new Command(word));
        string[] help = OtherProcess.Tlsdissect(null, [.. words, "--help"]).Text.Split('\n');

        foreach (Option option in command.Options.Where(option => !option.Hidden && option.Description is not null))
        {
            string[] lines = [.. help.Where(line => line.TrimStart().Split(' ').Contains(option.Name))];
            Assert.Contains(lines, line => line.EndsWith($"  {option.Description}", StringComparison.Ordinal));
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
            foreach (string word in help.Split([' ', ',', '\n'], StringSplitOptions.RemoveEmptyEntries).Where(word => word.StartsWith("--", StringComparison.Ordinal) && word is not "--help"))
                Assert.Contains(word.TrimEnd('.', ';', ')'), page, StringComparison.Ordinal);
        }
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
        Assert.Contains("tlsdissect live [options]", result.Text, StringComparison.Ordinal);
        Assert.Contains("tlsdissect interfaces [options]", result.Text, StringComparison.Ordinal);
    }
}
