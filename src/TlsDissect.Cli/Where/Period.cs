using System.Globalization;

namespace TlsDissect.Cli.Where;

/// <summary>A year, a month or a day, in UTC: <c>2027</c>, <c>2027-01</c>, <c>2027-01-31</c>.</summary>
/// <param name="Start">Its first moment, in seconds since 1970.</param>
/// <param name="Days">How long it lasts.</param>
internal sealed record Period(decimal Start, int Days)
{
    private const int SecondsPerDay = 86_400;

    /// <summary>Reads a period; returns <c>null</c> for other text.</summary>
    public static Period? TryParse(string text)
    {
        string[] forms = ["yyyy", "yyyy-MM", "yyyy-MM-dd"];
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (!DateTimeOffset.TryParseExact(text, forms, CultureInfo.InvariantCulture, utc, out DateTimeOffset start)) return null;
        int days = text.Count('-') switch
        {
            0 => DateTime.IsLeapYear(start.Year) ? 366 : 365,
            1 => DateTime.DaysInMonth(start.Year, start.Month),
            _ => 1,
        };
        return new Period(start.ToUnixTimeSeconds(), days);
    }

    /// <summary>Whether a moment is within it.</summary>
    /// <param name="moment">In seconds since 1970.</param>
    public bool Contains(decimal moment) => moment >= Start && moment < Start + ((decimal)Days * SecondsPerDay);
}
