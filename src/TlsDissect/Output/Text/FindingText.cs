using System.Collections.Immutable;
using System.Globalization;
using TlsDissect.Output.Json;

namespace TlsDissect.Output.Text;

/// <summary>Findings as fields of a block: one line each, those that need nothing done by their names only.</summary>
internal static class FindingText
{
    /// <summary>Writes the findings of a connection.</summary>
    public static void Write(FieldWriter fields, ImmutableArray<Finding> findings, TextOptions options)
    {
        string name = findings.Length == 1 ? "finding" : "findings";
        foreach (Finding finding in findings)
        {
            if (finding.Severity == FindingSeverity.Info && !options.Verbose) continue;
            fields.Write(name, Line(finding), ColourOf(finding, options.Palette));
            name = "";
            if (!options.Verbose) continue;
            fields.Write("", $"why: {finding.Why}");
            fields.Write("", $"what to do: {finding.Advice}");
            fields.Write("", $"see: {finding.Reference}");
        }

        if (options.Verbose || !findings.Any(finding => finding.Severity == FindingSeverity.Info)) return;
        IEnumerable<string> infos = findings.Where(finding => finding.Severity == FindingSeverity.Info).Select(finding => finding.Id);
        fields.Write(name, $"info: {string.Join(", ", infos.Distinct())}");
    }

    /// <summary>Severity, what was seen, its place and its name.</summary>
    private static string Line(Finding finding)
    {
        string packet = finding.Packet is long number ? string.Create(CultureInfo.InvariantCulture, $", packet {number}") : "";
        return $"{JsonNames.Of(finding.Severity)}: {WireText.Escape(finding.Text)} ({finding.Id}{packet})";
    }

    private static string ColourOf(Finding finding, TextPalette palette) => finding.Severity >= FindingSeverity.High ? palette.Bad : "";
}
