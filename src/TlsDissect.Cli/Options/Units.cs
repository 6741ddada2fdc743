using System.Globalization;

namespace TlsDissect.Cli.Options;

/// <summary>Times and sizes as they are typed.</summary>
internal static class Units
{
    /// <summary><c>500ms</c>, <c>30s</c>, <c>5m</c>, <c>2h</c>, <c>7d</c>: a whole number from 1 and a unit.</summary>
    public static bool TryParseTime(string text, out TimeSpan time)
    {
        time = default;
        if (text.EndsWith("ms", StringComparison.Ordinal))
        {
            if (!TryParseNumber(text[..^2], out long milliseconds) || milliseconds > TimeSpan.MaxValue.TotalMilliseconds / 2) return false;
            time = TimeSpan.FromMilliseconds(milliseconds);
            return true;
        }

        if (text.Length < 2 || !TryParseNumber(text[..^1], out long number)) return false;
        long seconds = text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86400, _ => 0 };
        if (seconds == 0 || number > TimeSpan.MaxValue.TotalSeconds / seconds / 2) return false;
        time = TimeSpan.FromSeconds(number * seconds);
        return true;
    }

    /// <summary><c>4096</c>, <c>64KB</c>, <c>100MB</c>, <c>2GB</c>: units are powers of 1000, as files are counted.</summary>
    public static bool TryParseSize(string text, out long bytes)
    {
        bytes = 0;
        (string digits, long unit) = text.Length > 2 ? text[^2..] switch
        {
            "KB" or "kB" => (text[..^2], 1_000L),
            "MB" => (text[..^2], 1_000_000L),
            "GB" => (text[..^2], 1_000_000_000L),
            _ => (text, 1L),
        } : (text, 1L);
        if (!TryParseNumber(digits, out long number) || number > long.MaxValue / unit) return false;
        bytes = number * unit;
        return true;
    }

    /// <summary>
    /// Parses a size of memory: <c>67108864</c>, <c>64M</c> and <c>2G</c> in powers of 1024, else as <see cref="TryParseSize"/> does.
    /// </summary>
    public static bool TryParseMemory(string text, out long bytes)
    {
        int shift = text.Length > 1 ? text[^1] switch { 'k' or 'K' => 10, 'M' => 20, 'G' => 30, _ => 0 } : 0;
        if (shift == 0) return TryParseSize(text, out bytes);
        bytes = 0;
        if (!TryParseNumber(text[..^1], out long number) || number > long.MaxValue >> shift) return false;
        bytes = number << shift;
        return true;
    }

    /// <summary>A size in the unit that makes the number smallest, as it can be typed: <c>4M</c>, <c>64K</c>, <c>1500</c>.</summary>
    public static string Size(long bytes)
    {
        (long Unit, string Name)[] descending =
            [(1L << 30, "G"), (1 << 20, "M"), (1 << 10, "K")];
        (long unit, string name) = descending.FirstOrDefault(unit => bytes >= unit.Unit && bytes % unit.Unit == 0, (1, ""));
        return string.Create(CultureInfo.InvariantCulture, $"{bytes / unit}{name}");
    }

    private static bool TryParseNumber(string digits, out long number) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0;
}
