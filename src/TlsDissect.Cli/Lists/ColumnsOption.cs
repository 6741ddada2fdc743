using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using TlsDissect.Cli.Options;
using TlsDissect.Output.Fields;
using TlsDissect.Output.Tables;

namespace TlsDissect.Cli.Lists;

/// <summary>Options whose values are names of columns.</summary>
internal static class ColumnsOption
{
    /// <summary>An option that takes columns with commas between them; it is repeatable. Those of a list are its default.</summary>
    public static Option<ImmutableArray<ConnectionColumn>> Create(string name, string description)
    {
        Option<ImmutableArray<ConnectionColumn>> option = new(name)
        {
            Description = description,
            HelpName = "NAME,...",
            DefaultValueFactory = _ => ConnectionColumns.Usual,
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = false,
            CustomParser = result => Parse(name, result),
        };
        option.CompletionSources.Add(_ => Completions());
        return option;
    }

    /// <summary><c>--sort</c>.</summary>
    public static Option<RowOrder?> CreateSort()
    {
        Option<RowOrder?> option = new("--sort")
        {
            Description = "Sort the rows by a column or field; with - before its name, the largest first.",
            HelpName = "[-]NAME",
            CustomParser = ParseOrder,
        };
        option.CompletionSources.Add(_ => Completions());
        return option;
    }

    /// <summary>The hundreds of fields would hide the columns.</summary>
    private static IEnumerable<CompletionItem> Completions() => ConnectionColumns.Usual.Select(column => new CompletionItem(column.Name));

    private static ImmutableArray<ConnectionColumn> Parse(string option, ArgumentResult result)
    {
        string[] names = [.. result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries))];
        ImmutableArray<ConnectionColumn>.Builder columns = ImmutableArray.CreateBuilder<ConnectionColumn>();
        foreach ((int place, string name) in names.Index())
        {
            if (Find(option, name, result) is not ConnectionColumn column) return ConnectionColumns.Usual;
            // The first are what the user wants to see most.
            if (columns.All(other => other.Name != name)) columns.Add(column with { Rank = names.Length - place });
        }

        return columns.ToImmutable();
    }

    private static RowOrder? ParseOrder(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        bool isDescending = text.StartsWith('-');
        ConnectionColumn? column = Find("--sort", isDescending ? text[1..] : text, result);
        return column is null ? null : new RowOrder(column, isDescending);
    }

    private static ConnectionColumn? Find(string option, string name, ArgumentResult result)
    {
        if (ConnectionColumns.Find(name) is ConnectionColumn column) return column;
        if (name.Length == 0)
        {
            result.AddError($"{option}: a name is empty.");
            return null;
        }

        string[] near = [.. ConnectionFields.Within(name).Select(field => field.Path).Take(3)];
        string lower = name.ToLowerInvariant();
        if (near.Length == 0 && ConnectionColumns.Find(lower) is not null) near = [lower];
        if (near.Length == 0) near = Suggestions.Near(lower, ConnectionColumns.Names);
        string meant = near.Length > 0 ? $"did you mean {Choice.List(near)}" : WhereOption.Listed;
        result.AddError($"{option}: no column and no field is called '{name}'; {meant}.");
        return null;
    }
}
