using TlsDissect.Cli.Options;
using TlsDissect.Cli.Where;
using TlsDissect.Output.Fields;

namespace TlsDissect.Cli.Help;

/// <summary><c>tlsdissect help where</c>: the expressions of <c>--where</c>, and all fields that they may name.</summary>
internal static class WhereHelp
{
    private const string Introduction =
        "--where EXPR selects connections by the fields of their JSON (docs/json.md), when they are over. EXPR compares fields with " +
        "values, joined by 'and', 'or', 'not' and parentheses; 'not' binds closest, 'or' least.";

    private const string Fields = "Fields, with their kinds and all values of those that have a closed list:";

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
        column = ConnectionFields.All.Max(field => field.Path.Length) + 4;
        foreach (ConnectionField field in ConnectionFields.All)
            help.Item($"  {field.Path}", $"{KindOf(field)}: {field.Description}{ValuesOf(field)}", column);
        help.Line();
        help.Line("Examples:");
        foreach (string example in Examples) help.Example(example);
    }

    private static string KindOf(ConnectionField field) => $"{WhereKind.Of(field).Name}{(field.IsList ? " list" : "")}";

    private static string ValuesOf(ConnectionField field) => field.Values.IsEmpty ? "" : $" Values: {string.Join(", ", field.Values)}.";
}
