using System.Text;

namespace TlsDissect.Protocol;

/// <summary>
/// Formats a <see cref="CaptureTime"/> as RFC 3339. It does not use .NET's formatting, which takes ten times as long: a connection's line
/// has a dozen times.
/// </summary>
internal static class Rfc3339
{
    /// <summary>Maximum size in bytes: <c>2026-01-05T10:00:00.123456789Z</c>.</summary>
    public const int MaxLength = 30;

    private const long NanosecondsPerSecond = 1_000_000_000;
    private const int SecondsPerDay = 24 * 60 * 60;

    public static string Format(CaptureTime time)
    {
        Span<byte> text = stackalloc byte[MaxLength];
        return Encoding.ASCII.GetString(text[..Format(time, text)]);
    }

    /// <summary>Writes ASCII and returns the number of bytes written.</summary>
    public static int Format(CaptureTime time, Span<byte> output)
    {
        long seconds = Math.DivRem(time.Nanoseconds, NanosecondsPerSecond, out long fraction);
        if (fraction < 0) (seconds, fraction) = (seconds - 1, fraction + NanosecondsPerSecond);
        long days = Math.DivRem(seconds, SecondsPerDay, out long second);
        if (second < 0) (days, second) = (days - 1, second + SecondsPerDay);

        DateTime.UnixEpoch.AddDays(days).Deconstruct(out DateOnly date, out _);
        WholeSeconds(output, date, (int)second);
        int length = 19 + Fraction(output[19..], (int)fraction, Math.Clamp(time.FractionDigits, 0, 9));
        output[length] = (byte)'Z';
        return length + 1;
    }

    /// <summary>Writes a time of a certificate, which has whole seconds, and returns the number of bytes written.</summary>
    public static int Format(DateTimeOffset time, Span<byte> output)
    {
        DateTime utc = time.UtcDateTime;
        WholeSeconds(output, DateOnly.FromDateTime(utc), (int)utc.TimeOfDay.TotalSeconds);
        output[19] = (byte)'Z';
        return 20;
    }

    private static void WholeSeconds(Span<byte> output, DateOnly date, int second)
    {
        (int year, int month, int day) = date;
        TwoDigits(output[0..2], year / 100);
        TwoDigits(output[2..4], year % 100);
        output[4] = (byte)'-';
        TwoDigits(output[5..7], month);
        output[7] = (byte)'-';
        TwoDigits(output[8..10], day);
        output[10] = (byte)'T';
        TwoDigits(output[11..13], second / 3600);
        output[13] = (byte)':';
        TwoDigits(output[14..16], second / 60 % 60);
        output[16] = (byte)':';
        TwoDigits(output[17..19], second % 60);
    }

    private static int Fraction(Span<byte> output, int nanoseconds, int digits)
    {
        if (digits == 0) return 0;
        for (int dropped = digits; dropped < 9; dropped++) nanoseconds /= 10;
        output[0] = (byte)'.';
        Digits(output.Slice(1, digits), nanoseconds);
        return 1 + digits;
    }

    private static void TwoDigits(Span<byte> output, int value)
    {
        output[0] = (byte)('0' + value / 10);
        output[1] = (byte)('0' + value % 10);
    }

    private static void Digits(Span<byte> output, int value)
    {
        for (int i = output.Length - 1; i >= 0; i--)
        {
            output[i] = (byte)('0' + value % 10);
            value /= 10;
        }
    }
}
