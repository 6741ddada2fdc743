using TlsDissect.Cli.Options;

namespace TlsDissect.Cli.Help;

/// <summary><c>tlsdissect help limits</c>: a table of all limits.</summary>
internal static class LimitsHelp
{
    /// <summary>How limits are set, also for the manual.</summary>
    public const string Introduction =
        "Memory and work are limited. --limit NAME=VALUE sets a limit and can be repeated. " +
        "Sizes are bytes, K, M or G (powers of 1024), or KB, MB or GB (powers of 1000). Times are a number and a unit: 500ms, 30s, 5m.";

    public static void Write(HelpWriter help)
    {
        help.Paragraph(Introduction);
        help.Line();
        int name = Widest("name", limit => limit.Name);
        int value = Widest("default", limit => limit.Default);
        int range = Widest("range", limit => limit.Range);
        int unit = Widest("unit", limit => limit.Unit);
        int column = name + value + range + unit;
        string Row(string first, string second, string third, string fourth) =>
            $"{first.PadRight(name)}{second.PadRight(value)}{third.PadRight(range)}{fourth}";
        help.Item(Row("name", "default", "range", "unit"), "what is limited, and what happens then", column);
        foreach (Limit limit in Limits.All) help.Item(Row(limit.Name, limit.Default, limit.Range, limit.Unit), limit.Effect, column);
    }

    private static int Widest(string head, Func<Limit, string> cell) => Limits.All.Select(cell).Append(head).Max(text => text.Length) + 2;
}
