using System.CommandLine;
using TlsDissect.Cli;
using TlsDissect.Cli.Options;

namespace TlsDissect.GoldenTests.Typed;

/// <summary>Rules over several options read values that may be wrong.</summary>
public class CommandRuleTests
{
    /// <summary>Two values where one is taken are an error of the parser, not an exception of the rule that reads them.</summary>
    [Fact]
    public void Any_option_given_twice_is_parsed()
    {
        RootCommand root = CommandLine.CreateRoot();
        foreach ((string[] path, Command command) in All(root, []))
        {
            // After a flag, the second value would be an argument.
            foreach (Option option in command.Options.Where(one => one.Arity.MaximumNumberOfValues > 0 && one.ValueType != typeof(bool)))
            {
                string[] line = [.. path, option.Name, "?", option.Name, "?"];
                bool isSingle = option.Arity.MaximumNumberOfValues == 1;
                Assert.True(!isSingle || CommandLine.Parse(root, line).Errors.Count > 0, string.Join(' ', line));
            }
        }
    }

    [Fact]
    public void A_fault_of_a_rule_is_not_taken_for_a_wrong_value()
    {
        Option<int> number = new("--number");
        Command command = new("test") { number };
        command.AddRule(static _ => throw new InvalidOperationException("a fault"));

        Assert.Equal("a fault", Assert.Throws<InvalidOperationException>(() => CommandLine.Parse(command, ["--number", "1"])).Message);
        Assert.Single(CommandLine.Parse(command, ["--number", "one"]).Errors);
        Assert.Single(CommandLine.Parse(command, ["--number", "1", "--number", "2"]).Errors);
    }

    private static IEnumerable<(string[] Path, Command Command)> All(Command command, string[] path) =>
        command.Subcommands.SelectMany(inner => All(inner, [.. path, inner.Name])).Prepend((path, command));
}
