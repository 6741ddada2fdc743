namespace TlsDissect.Protocol;

/// <summary>When a packet was captured, with the capture's own precision.</summary>
/// <param name="Nanoseconds">Since 1970-01-01T00:00:00Z.</param>
/// <param name="FractionDigits">Decimal digits of a second that the capture knows: 6 for microseconds, 9 for nanoseconds.</param>
public readonly record struct CaptureTime(long Nanoseconds, int FractionDigits = 6) : IComparable<CaptureTime>
{
    /// <inheritdoc/>
    public int CompareTo(CaptureTime other) => Nanoseconds.CompareTo(other.Nanoseconds);

    /// <summary>The time passed since <paramref name="earlier"/>, in nanoseconds; negative where the clock went back.</summary>
    public long NanosecondsSince(CaptureTime earlier) => Nanoseconds - earlier.Nanoseconds;

    /// <summary>RFC 3339 in UTC with the capture's own precision: <c>2026-01-05T10:00:00.123456Z</c>.</summary>
    public override string ToString() => Rfc3339.Format(this);
}
