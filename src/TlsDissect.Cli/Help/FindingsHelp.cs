using TlsDissect.Findings;
using TlsDissect.Findings.Rules;
using TlsDissect.Output.Json;

namespace TlsDissect.Cli.Help;

/// <summary><c>tlsdissect help findings</c>: everything that can be found, by id.</summary>
internal static class FindingsHelp
{
    private const string Introduction =
        "read and live judge each connection when it is over. --ignore ID turns one of these off and can be repeated, --no-findings " +
        "turns all off, --fail-on SEVERITY makes the exit code 4. The severity is the usual one. docs/findings.md says what to do.";

    public static void Write(HelpWriter help)
    {
        help.Paragraph(Introduction);
        help.Line();
        int id = FindingRules.All.Max(rule => rule.Id.Length) + 2;
        int column = id + "critical".Length + 2;
        foreach (FindingRule rule in FindingRules.All) help.Item($"{rule.Id.PadRight(id)}{JsonNames.Of(rule.Severity)}", rule.Why, column);
    }
}
