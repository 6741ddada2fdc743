using TlsDissect.Cli.Options;
using TlsDissect.Output.Fields;
using TlsDissect.Output.Tables;

namespace TlsDissect.Cli.Where;

/// <summary>Turns the tree of an expression into a condition on rows.</summary>
/// <param name="text">The expression, for errors.</param>
internal sealed class WhereBinder(string text)
{
    private const int MaxSuggested = 3;

    /// <summary>A longer list of values is only in the help.</summary>
    private const int MaxListed = 8;

    private readonly HashSet<ConnectionField> _fields = [];

    /// <summary>The fields that the conditions read.</summary>
    public IEnumerable<ConnectionField> Fields => _fields;

    /// <summary>Makes the condition.</summary>
    /// <exception cref="WhereException">A field is unknown, or cannot be compared in this way.</exception>
    public Func<FieldRow, bool> Bind(WhereNode node)
    {
        switch (node)
        {
            case WhereAny any:
                Func<FieldRow, bool>[] either = [.. any.Terms.Select(Bind)];
                return row => either.Any(holds => holds(row));
            case WhereAll all:
                Func<FieldRow, bool>[] each = [.. all.Terms.Select(Bind)];
                return row => each.All(holds => holds(row));
            case WhereNot not:
                Func<FieldRow, bool> inner = Bind(not.Term);
                return row => !inner(row);
            default:
                return Bind((WhereComparison)node);
        }
    }

    private Func<FieldRow, bool> Bind(WhereComparison comparison)
    {
        ConnectionField field = Find(comparison.Path);
        _fields.Add(field);
        Func<FieldValue, bool> test = Test(field, comparison);
        return row =>
        {
            foreach (FieldValue value in row[field])
            {
                if (test(value)) return true;
            }

            return false;
        };
    }

    private ConnectionField Find(WhereWord path)
    {
        if (ConnectionFields.Find(path.Text) is ConnectionField field) return field;
        string[] members = [.. ConnectionFields.Within(path.Text).Select(inner => Member(path.Text, inner)).Distinct()];
        if (members.Length > 0) throw Error(path, $"'{path.Text}' is an object; use {Choice.List(members)}");
        throw Error(path, $"unknown field '{WhereSyntax.Clipped(path.Text)}'; {Meant(Near(path.Text.ToLowerInvariant()))}");
    }

    /// <summary>The fields of the column of this name, or those whose path, or else whose own name, is near a word.</summary>
    private static string[] Near(string word)
    {
        if (ConnectionFields.Find(word) is not null) return [word];
        if (ConnectionColumns.Find(word) is ConnectionColumn column)
            return [.. column.Fields.Take(MaxSuggested).Select(field => field.Path)];
        string[] near = Suggestions.Near(word, ConnectionFields.All.Select(field => field.Path));
        if (near.Length > 0) return near;
        string[] columns = [.. ConnectionColumns.Usual.Select(usual => usual.Name)];
        string? name =
            Suggestions.Nearest(NameOf(word), ConnectionFields.All.Select(field => NameOf(field.Path)).Concat(columns).Distinct());
        if (columns.Contains(name)) return Near(name!);
        return [.. ConnectionFields.All.Select(field => field.Path).Where(path => NameOf(path) == name).Take(MaxSuggested)];
    }

    private static string NameOf(string path) => path[(path.LastIndexOf('.') + 1)..];

    /// <summary>The path of the member of an object that a field is, or is within.</summary>
    private static string Member(string path, ConnectionField field)
    {
        int end = field.Path.IndexOf('.', path.Length + 1);
        return end < 0 ? field.Path : field.Path[..end];
    }

    private Func<FieldValue, bool> Test(ConnectionField field, WhereComparison comparison)
    {
        WhereOperator how = comparison.Operator;
        if (how == WhereOperator.Present) return value => value.Kind != FieldKind.Flag || value.Number != 0;
        WhereKind kind = WhereKind.Of(field);
        if (!kind.Operators.Contains(how))
        {
            string others = Choice.List([.. kind.Operators.Select(one => one.Text())]);
            int start = WhereSyntax.SkipSpaces(text, comparison.Path.Start + comparison.Path.Length);
            throw new WhereException($"'{field.Path}' ({kind.Name}) is compared by {others}", text, start);
        }

        if (how == WhereOperator.In)
        {
            Func<FieldValue, bool>[] each = [.. comparison.Values.Select(word => Within(field, word))];
            return value => each.Any(holds => holds(value));
        }

        WhereWord only = comparison.Values[0];
        if (how is WhereOperator.Like or WhereOperator.NotLike)
        {
            WherePattern pattern = new(only.Text);
            return value => pattern.Matches(value.Text) == (how == WhereOperator.Like);
        }

        FieldValue wanted = Value(field, only);
        return how switch
        {
            WhereOperator.Equal => value => value.CompareTo(wanted) == 0,
            WhereOperator.NotEqual => value => value.CompareTo(wanted) != 0,
            WhereOperator.Less => value => value.CompareTo(wanted) < 0,
            WhereOperator.AtMost => value => value.CompareTo(wanted) <= 0,
            WhereOperator.Greater => value => value.CompareTo(wanted) > 0,
            _ => value => value.CompareTo(wanted) >= 0,
        };
    }

    private Func<FieldValue, bool> Within(ConnectionField field, WhereWord word)
    {
        if (field.Kind == FieldKind.Address && AddressPrefix.TryParse(word.Text) is AddressPrefix prefix)
            return value => prefix.Contains(value.Address);
        if (field.Kind == FieldKind.Time && Period.TryParse(word.Text) is Period period) return value => period.Contains(value.Number);
        FieldValue wanted = Value(field, word);
        return value => value.CompareTo(wanted) == 0;
    }

    private FieldValue Value(ConnectionField field, WhereWord word)
    {
        string shown = WhereSyntax.Clipped(word.Text);
        if (!field.Values.IsEmpty && !field.Values.Contains(word.Text, StringComparer.OrdinalIgnoreCase))
        {
            string[] near = Suggestions.Near(word.Text, field.Values);
            bool isShort = near.Length == 0 && field.Values.Length <= MaxListed;
            throw Error(word, $"'{field.Path}' is never '{shown}'; {(isShort ? $"it is {Choice.List(field.Values)}" : Meant(near))}");
        }

        if (FieldValue.TryParse(field.Kind, word.Text, out FieldValue value)) return value;
        throw Error(word, $"'{field.Path}' takes {WhereKind.Of(field).Takes}, not '{shown}'");
    }

    private static string Meant(string[] near) => near.Length > 0 ? $"did you mean {Choice.List(near)}" : WhereOption.Listed;

    private WhereException Error(WhereWord word, string problem) => new(problem, text, word.Start);
}
