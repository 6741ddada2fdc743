using System.CommandLine;
using System.CommandLine.Parsing;

namespace TlsDissect.Cli.Options;

/// <summary>Rules that look at several options of a command.</summary>
internal static class CommandRule
{
    /// <summary>
    /// Adds a rule. It ends where it reads an option whose value is missing, wrong or given twice: the parser throws there, and has
    /// an error for it. If all options can be read, what a rule throws is a fault of the rule.
    /// </summary>
    public static void AddRule(this Command command, Action<CommandResult> rule) => command.Validators.Add(result =>
    {
        try
        {
            rule(result);
        }
        catch (InvalidOperationException) when (result.Children.OfType<OptionResult>().Any(IsWrong))
        {
            // The option's own check follows, and reports it.
        }
    });

    /// <summary>Whether an option was given without the value that it takes.</summary>
    public static bool LacksValue(this OptionResult option) =>
        !option.Implicit && option.Tokens.Count < option.Option.Arity.MinimumNumberOfValues;

    private static bool IsWrong(OptionResult option)
    {
        try
        {
            option.GetValueOrDefault<object>();
            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }
}
