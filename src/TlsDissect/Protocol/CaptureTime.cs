namespace TlsDissect.Protocol;

/// <summary>The time when a packet was captured, with the precision of the capture.</summary>
/// <param name="Nanoseconds">Nanoseconds since 1970-01-01T00:00:00Z.</param>
/// <param name="FractionDigits">Number of decimal digits of a second: 6 for microseconds, 9 for nanoseconds.</param>
public readonly record struct CaptureTime(long Nanoseconds, int FractionDigits = 6) : IComparable<CaptureTime>
{
    /// <summary>
    /// Converts a time to microseconds of UTC, rounded down. A time of unspecified kind counts as UTC, as SharpPcap gives it. Times before
    /// 1678 or after 2261 become the first or the last of this range.
    /// </summary>
    public static CaptureTime FromDateTime(DateTime time)
    {
        if (time.Kind == DateTimeKind.Local) time = time.ToUniversalTime();
        long microseconds = (time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
        return new CaptureTime(Math.Clamp(microseconds, long.MinValue / 1000, long.MaxValue / 1000) * 1000);
    }

    /// <summary>Returns the time in UTC, rounded down to 100 ns.</summary>
    public DateTime ToDateTime() => DateTime.UnixEpoch.AddTicks(Nanoseconds / 100);

    /// <inheritdoc/>
    public int CompareTo(CaptureTime other) => Nanoseconds.CompareTo(other.Nanoseconds);

    /// <summary>Returns the time since <paramref name="earlier"/>, in nanoseconds. It is negative if the clock was set back.</summary>
    public long NanosecondsSince(CaptureTime earlier) => Nanoseconds - earlier.Nanoseconds;

    /// <summary>Returns the time as RFC 3339 in UTC, with the precision of the capture: <c>2026-01-05T10:00:00.123456Z</c>.</summary>
    public override string ToString() => Rfc3339.Format(this);
}
