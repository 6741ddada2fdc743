using System.Collections.Immutable;
using System.Globalization;
using TlsDissect.Output.Fields;
using TlsDissect.Output.Json;

namespace TlsDissect.Output.Tables;

/// <summary>The findings, counted by severity: <c>2 high, 1 low</c>.</summary>
internal static class FindingsCell
{
    /// <summary>The most severe first.</summary>
    private static readonly ImmutableArray<string> Severities =
        [.. Enum.GetValues<FindingSeverity>().OrderDescending().Select(JsonNames.Of)];

    /// <summary>The field with the severities.</summary>
    public static ConnectionField Severity { get; } = ConnectionFields.Get("findings.severity");

    /// <summary>The fields that it is made of.</summary>
    public static ImmutableArray<ConnectionField> Fields => [Severity];

    /// <summary>Returns the counts of a row in words; none if it has no findings.</summary>
    public static IEnumerable<string> Of(FieldRow row) => Words(CountsOf(row));

    /// <summary>Adds the counts of a row to others of the same order.</summary>
    public static void Add(long[] counts, FieldRow row)
    {
        foreach (FieldValue severity in row[Severity])
        {
            int place = Severities.IndexOf(severity.Text);
            if (place >= 0) counts[place]++;
        }
    }

    /// <summary>Counts of no findings, to add to.</summary>
    public static long[] NoCounts() => new long[Severities.Length];

    /// <summary>Returns counts in words; none if all are 0.</summary>
    public static IEnumerable<string> Words(long[] counts)
    {
        string[] words = [.. counts.Zip(Severities).Where(one => one.First > 0)
            .Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.First:N0} {one.Second}"))];
        if (words.Length > 0) yield return string.Join(", ", words);
    }

    /// <summary>Compares by the number of the most severe findings, then by the next.</summary>
    public static int Compare(FieldRow one, FieldRow other) => CountsOf(one).AsSpan().SequenceCompareTo(CountsOf(other));

    /// <summary>Returns the tone of a row.</summary>
    public static CellTone Tone(FieldRow row) =>
        row[Severity].Any(severity => severity.Text is "critical" or "high") ? CellTone.Bad : CellTone.Plain;

    private static long[] CountsOf(FieldRow row)
    {
        long[] counts = NoCounts();
        Add(counts, row);
        return counts;
    }
}
