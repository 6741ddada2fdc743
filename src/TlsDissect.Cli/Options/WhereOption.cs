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

    /// <summary>Makes the option. Given several times, all expressions have to hold.</summary>
    public static Option<WhereExpression?> Create() => new(Name)
    {
        Description = "Only connections for which EXPR holds, as in 'version < 1.2' (tlsdissect help where).",
        HelpName = "EXPR",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        CustomParser = Parse,
    };

    /// <summary>The paths of the fields that an expression reads; none without an expression.</summary>
    public static string[] Fields(WhereExpression? where) => where is null ? [] : [.. where.Fields.Select(field => field.Path)];

    private static WhereExpression? Parse(ArgumentResult result)
    {
        List<WhereExpression> all = [];
        foreach (Token token in result.Tokens)
        {
            try
            {
                all.Add(WhereExpression.Parse(token.Value));
            }
            catch (WhereException e)
            {
                string which = result.Tokens.Count > 1 ? $" '{WhereSyntax.Clipped(token.Value)}'" : "";
                result.AddError($"{Name}{which}, {e.Message}");
                return null;
            }
        }

        return WhereExpression.All(all);
    }
}
