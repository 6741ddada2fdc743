using System.Buffers.Text;

namespace TlsDissect.Output;

/// <summary>Exact decimal seconds, without the noise of binary fractions.</summary>
internal static class Seconds
{
    private const byte OfMicroseconds = 6, OfNanoseconds = 9;

    /// <summary>Bytes that <see cref="Write"/> needs.</summary>
    public const int MaxLength = 20;

    /// <summary>Converts nanoseconds to seconds with the digits of the capture: 6, or 9 if it has more.</summary>
    public static decimal Of(long nanoseconds, ConnectionSummary connection) =>
        DigitsOf(nanoseconds, connection) == OfNanoseconds
            ? Scaled(nanoseconds, OfNanoseconds)
            : Scaled(nanoseconds / 1000, OfMicroseconds);

    /// <summary>Writes the same number in ASCII, and returns its length. Quicker than .NET's decimals.</summary>
    /// <param name="text">At least <see cref="MaxLength"/> bytes.</param>
    /// <param name="nanoseconds">Not negative.</param>
    /// <param name="connection">Whose capture it is.</param>
    public static int Write(Span<byte> text, long nanoseconds, ConnectionSummary connection)
    {
        int digits = DigitsOf(nanoseconds, connection);
        (long whole, long fraction) = Math.DivRem(nanoseconds, 1_000_000_000);
        if (digits == OfMicroseconds) fraction /= 1000;
        Utf8Formatter.TryFormat(whole, text, out int length);
        text[length] = (byte)'.';
        for (int i = length + digits; i > length; i--) (fraction, text[i]) = (fraction / 10, (byte)('0' + fraction % 10));
        return length + digits + 1;
    }

    private static byte DigitsOf(long nanoseconds, ConnectionSummary connection) =>
        connection.First.Time.FractionDigits > OfMicroseconds || nanoseconds % 1000 != 0 ? OfNanoseconds : OfMicroseconds;

    private static decimal Scaled(long value, byte digits) => new((int)value, (int)(value >> 32), 0, isNegative: false, digits);
}
