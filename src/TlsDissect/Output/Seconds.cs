namespace TlsDissect.Output;

/// <summary>Exact decimal seconds, without the noise of binary fractions.</summary>
internal static class Seconds
{
    private const byte OfMicroseconds = 6, OfNanoseconds = 9;

    /// <summary>Converts nanoseconds to seconds with the digits of the capture: 6, or 9 if it has more.</summary>
    public static decimal Of(long nanoseconds, ConnectionSummary connection) =>
        connection.First.Time.FractionDigits > OfMicroseconds || nanoseconds % 1000 != 0
            ? Scaled(nanoseconds, OfNanoseconds)
            : Scaled(nanoseconds / 1000, OfMicroseconds);

    private static decimal Scaled(long value, byte digits) => new((int)value, (int)(value >> 32), 0, isNegative: false, digits);
}
