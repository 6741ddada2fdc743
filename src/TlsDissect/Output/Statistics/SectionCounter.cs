using TlsDissect.Output.Fields;

namespace TlsDissect.Output.Statistics;

/// <summary>Counts the values of one section.</summary>
/// <param name="kind">The kind of the values.</param>
/// <param name="maxBytes">Limit, in bytes, on the values.</param>
internal sealed class SectionCounter(SectionKind kind, long maxBytes)
{
    private readonly ConnectionField? _field = kind.Field;

    private readonly FrequentValues _values = new(maxBytes, kind.CountsBytes);

    private long _total;

    /// <summary>Counts the values that a connection has in the section's field, if it has one.</summary>
    public void AddField(FieldRow row)
    {
        if (_field is null || row[_field] is not [FieldValue first, ..] all) return;
        if (kind.HasSeveral) Add(all.Select(value => value.Text));
        else Add(first.Text);
    }

    /// <summary>Counts a connection, or a certificate, with one value.</summary>
    public void Add(string value, long bytes = 0)
    {
        _total++;
        _values.Add(value, bytes);
    }

    /// <summary>Counts a connection with any number of values, each once.</summary>
    public void Add(IEnumerable<string> values)
    {
        bool hasValue = false;
        foreach (string value in values.Distinct())
        {
            hasValue = true;
            _values.Add(value);
        }

        if (hasValue) _total++;
    }

    /// <summary>Returns the first values.</summary>
    /// <param name="top">How many.</param>
    /// <param name="all">Number of all connections, or of all certificates.</param>
    public StatisticsSection Result(int top, long all) => new(kind)
    {
        Total = _total,
        All = all,
        Occurrences = _values.Occurrences,
        TotalBytes = _values.TotalBytes,
        Distinct = _values.Distinct,
        IsComplete = _values.IsComplete,
        Values = [.. Sorted().Take(top)],
    };

    private IOrderedEnumerable<CountedValue> Sorted()
    {
        IEnumerable<CountedValue> all = _values.All;
        IOrderedEnumerable<CountedValue> sorted = kind.Order switch
        {
            SectionOrder.Bytes => all.OrderByDescending(value => value.Bytes).ThenByDescending(value => value.Count),
            SectionOrder.Severity => all.Select(Rated).OrderByDescending(RankOf).ThenByDescending(value => value.Count),
            SectionOrder.Month => all.OrderByDescending(value => value.Value == SectionKind.Expired),
            _ => all.OrderByDescending(value => value.Count),
        };
        return sorted.ThenBy(value => value.Value, StringComparer.Ordinal);
    }

    /// <summary>Takes apart what was counted: a severity, or a severity, a blank and a finding.</summary>
    private static CountedValue Rated(CountedValue counted)
    {
        int blank = counted.Value.IndexOf(' ', StringComparison.Ordinal);
        return blank < 0
            ? counted with { Severity = counted.Value }
            : counted with { Severity = counted.Value[..blank], Value = counted.Value[(blank + 1)..] };
    }

    private static FieldValue RankOf(CountedValue value) => FieldValue.Of(FieldKind.Severity, value.Severity!);
}
