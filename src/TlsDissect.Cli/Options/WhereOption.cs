using System.CommandLine;
using System.CommandLine.Parsing;
using TlsDissect.Cli.Where;

namespace TlsDissect.Cli.Options;

/// <summary><c>--where EXPR</c>: a condition on connections.</summary>
internal static class WhereOption
{
    /// <summary>The option's name.</summary>
    public const string Name = "--where";

    /// <summary>Where the fields are described.</summary>
    public const string Listed = "'tlsdissect help where' lists them";

    /// <summary>Makes the option.</summary>
    public static Option<WhereExpression?> Create() => new(Name)
    {
        Description = "Only connections for which EXPR holds, as in 'version < 1.2' (tlsdissect help where).",
        HelpName = "EXPR",
        CustomParser = result =>
        {
            try
            {
                return WhereExpression.Parse(result.Tokens[0].Value);
            }
            catch (WhereException e)
            {
                result.AddError($"{Name}, {e.Message}");
                return null;
            }
        },
    };

    /// <summary>The paths of the fields that the expression reads; none if it is not given or wrong.</summary>
    public static string[] Fields(CommandResult line, Option<WhereExpression?> option) =>
        line.GetResult(option) is OptionResult result && !result.Errors.Any() && line.GetValue(option) is WhereExpression where
            ? [.. where.Fields.Select(field => field.Path)]
            : [];
}
