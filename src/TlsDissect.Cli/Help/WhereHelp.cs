using TlsDissect.Cli.Options;
using TlsDissect.Cli.Where;
using TlsDissect.Output.Fields;
using TlsDissect.Output.Tables;

namespace TlsDissect.Cli.Help;

/// <summary><c>tlsdissect help where</c>: the expressions of <c>--where</c>, and all fields that they may name.</summary>
internal static class WhereHelp
{
    private const string Introduction =
        "--where EXPR selects connections by the fields of their JSON (docs/json.md), when they are over. EXPR compares fields with " +
        "values, joined by 'and', 'or', 'not' and parentheses; 'not' binds closest, 'or' least. Of several --where, all have to hold.";

    private const string Fields =
        "Fields, with their kinds and all values of those that have a closed list. 'tlsdissect help where WORD' has only some:";

    /// <summary>A term of an expression, and what it means.</summary>
    private static readonly (string Term, string Meaning)[] Syntax =
    [
        ("FIELD", "It has a value, and not false."),
        ("FIELD == VALUE", "Equal; also =. Text is compared without regard to case, versions by generation, other kinds by value."),
        ("FIELD != VALUE", "Not equal."),
        ("FIELD < VALUE", "In order; also <=, > and >=. For all kinds but text and flags."),
        ("FIELD ~ PATTERN", "Text that matches: * is any text, ? any character. !~ does not match."),
        ("FIELD in (VALUE, ...)", "Equal to one of them, or to the one VALUE that follows without parentheses."),
        ("FIELD in PREFIX", "An address within a prefix, as in 10.0.0.0/8."),
        ("FIELD in PERIOD", "A time within a year, a month or a day of UTC: 2027, 2027-01, 2027-01-31."),
        ("VALUE", "A word of letters, digits and _ . : / * ? + -, or any text in quotes: 'TLS 1.2' or \"TLS 1.2\". Double a quote within."),
    ];

    private static readonly string[] Rules =
    [
        "A list may have several values, and one for which the comparison holds is enough.",
        "Without a value no comparison holds, != and !~ neither. 'not' is the opposite of the whole: 'not alpn == h2' also holds " +
            "without ALPN.",
    ];

    private static readonly string[] Examples =
    [
        "tlsdissect read capture.pcap --where 'version < \"TLS 1.2\"'",
        "tlsdissect read capture.pcap --where 'server_name ~ *.example.com and not forward_secrecy'",
        "tlsdissect read capture.pcap --where 'client.address in (10.0.0.0/8, 192.168.0.0/16) and findings.severity >= high'",
        "tlsdissect read capture.pcap --where 'certificates.server.not_after in 2027-01 or outcome.result in (refused, aborted)'",
    ];

    public static void Write(HelpWriter help)
    {
        help.Paragraph(Introduction);
        help.Line();
        int column = Syntax.Max(row => row.Term.Length) + 4;
        foreach ((string term, string meaning) in Syntax) help.Item($"  {term}", meaning, column);
        help.Line();
        foreach (string rule in Rules) help.Paragraph(rule);
        help.Line();
        help.Line("Kinds:");
        foreach (WhereKind kind in WhereKind.All)
            help.Item($"  {kind.Name}", $"{kind.Takes}: {Choice.List([.. kind.Operators.Select(one => one.Text())])}", column);
        help.Line();
        help.Paragraph(Fields);
        Write(help, ConnectionFields.All);
        help.Line();
        help.Line("Examples:");
        foreach (string example in Examples) help.Example(example);
    }

    /// <summary>
    /// Writes the fields of a name and those below it, or else those that have a word in their path or are of the column of this name, or
    /// else those whose descriptions have the word.
    /// </summary>
    /// <exception cref="UsageException">There are none.</exception>
    public static void WriteFields(HelpWriter help, string word)
    {
        ConnectionField[] found = Find(word);
        if (found.Length == 0) throw new UsageException($"no field is called '{word}' or says it; {WhereOption.Listed}");
        Write(help, found);
    }

    private static ConnectionField[] Find(string word)
    {
        string name = word.ToLowerInvariant();
        IEnumerable<ConnectionField>[] kinds =
        [
            ConnectionFields.All.Where(field => field.Path == name).Concat(ConnectionFields.Within(name)),
            ConnectionFields.All.Where(field => field.Path.Contains(name, StringComparison.Ordinal) || OfColumn(field, name)),
            ConnectionFields.All.Where(field => field.Description.Contains(name, StringComparison.OrdinalIgnoreCase)),
        ];
        return [.. kinds.FirstOrDefault(fields => fields.Any()) ?? []];
    }

    private static bool OfColumn(ConnectionField field, string column) =>
        ConnectionColumns.Find(column)?.Fields.Contains(field) == true;

    private static void Write(HelpWriter help, IReadOnlyCollection<ConnectionField> fields)
    {
        int column = fields.Max(field => field.Path.Length) + 4;
        foreach (ConnectionField field in fields)
            help.Item($"  {field.Path}", $"{KindOf(field)}: {field.Description}{ValuesOf(field)}", column);
    }

    private static string KindOf(ConnectionField field) => $"{WhereKind.Of(field).Name}{(field.IsList ? " list" : "")}";

    private static string ValuesOf(ConnectionField field) => field.Values.IsEmpty ? "" : $" Values: {string.Join(", ", field.Values)}.";
}
