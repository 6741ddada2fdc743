using System.CommandLine;
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

    /// <summary>The paths of the fields that an expression reads; none without an expression.</summary>
    public static string[] Fields(WhereExpression? where) => where is null ? [] : [.. where.Fields.Select(field => field.Path)];
}
