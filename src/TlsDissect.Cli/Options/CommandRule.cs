using System.CommandLine;
using System.CommandLine.Parsing;

namespace TlsDissect.Cli.Options;

/// <summary>Rules that look at several options of a command.</summary>
internal static class CommandRule
{
    /// <summary>
    /// Adds a rule. It is not asked if an option lacks its value: the parser throws where that value is read, and the lack is an error
    /// already.
    /// </summary>
    public static void AddRule(this Command command, Action<CommandResult> rule) => command.Validators.Add(result =>
    {
        if (!result.Children.OfType<OptionResult>().Any(LacksValue)) rule(result);
    });

    /// <summary>Whether an option was given without the value that it takes.</summary>
    public static bool LacksValue(this OptionResult option) =>
        !option.Implicit && option.Tokens.Count < option.Option.Arity.MinimumNumberOfValues;
}
