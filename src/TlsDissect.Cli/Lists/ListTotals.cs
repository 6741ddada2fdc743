using System.Collections.Immutable;
using System.Globalization;
using TlsDissect.Output.Fields;
using TlsDissect.Output.Tables;
using TlsDissect.Output.Text;

namespace TlsDissect.Cli.Lists;

/// <summary>The line beneath a table: what its rows come to.</summary>
internal sealed class ListTotals
{
    private static readonly (string Value, string Words)[] Decrypted =
    [
        ("decrypted", "decrypted"), ("partial", "decrypted in part"), ("not_needed", "in the clear"), ("none", "not decrypted"),
    ];

    private readonly long[] _findings = FindingsCell.NoCounts();
    private readonly Dictionary<string, long> _outcomes = [];
    private readonly Dictionary<string, long> _decrypted = [];
    private long _count;
    private long _bytes;

    /// <summary>The fields that it counts.</summary>
    public static ImmutableArray<ConnectionField> Fields =>
        [OutcomeCell.Result, DecryptedCell.Status, FindingsCell.Severity, .. BytesCell.Fields];

    /// <summary>Counts a row.</summary>
    public void Add(FieldRow row)
    {
        _count++;
        _bytes += BytesCell.Sum(row);
        Count(_outcomes, row.First(OutcomeCell.Result));
        Count(_decrypted, row.First(DecryptedCell.Status));
        FindingsCell.Add(_findings, row);
    }

    /// <summary>Returns the line.</summary>
    public override string ToString()
    {
        if (_count == 0) return "no connections";
        string[] parts =
        [
            $"{Plural.Of(_count, "connection")}: {Parts(_outcomes, OutcomeCell.Result.Values.Select(one => (one, one.Replace('_', ' '))))}",
            Parts(_decrypted, Decrypted),
            Plural.Of(_bytes, "byte"),
            .. FindingsCell.Words(_findings).Select(words => $"findings: {words}"),
        ];
        return string.Join("; ", parts);
    }

    private static void Count(Dictionary<string, long> counts, FieldValue? value)
    {
        if (value is FieldValue known) counts[known.Text] = counts.GetValueOrDefault(known.Text) + 1;
    }

    private static string Parts(Dictionary<string, long> counts, IEnumerable<(string Value, string Words)> values) =>
        string.Join(", ", values.Where(one => counts.ContainsKey(one.Value))
            .Select(one => string.Create(CultureInfo.InvariantCulture, $"{counts[one.Value]:N0} {one.Words}")));
}
