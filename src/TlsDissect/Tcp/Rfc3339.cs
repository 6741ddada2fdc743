using System.Globalization;

namespace TlsDissect.Tcp;

/// <summary>Writes a <see cref="CaptureTime"/> as RFC 3339 asks.</summary>
internal static class Rfc3339
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    public static string Format(CaptureTime time)
    {
        long seconds = Math.DivRem(time.Nanoseconds, NanosecondsPerSecond, out long fraction);
        if (fraction < 0) (seconds, fraction) = (seconds - 1, fraction + NanosecondsPerSecond);

        string whole = DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
        int digits = Math.Clamp(time.FractionDigits, 0, 9);
        return digits == 0 ? whole + "Z" : $"{whole}.{fraction.ToString("d9", CultureInfo.InvariantCulture).AsSpan(0, digits)}Z";
    }
}
