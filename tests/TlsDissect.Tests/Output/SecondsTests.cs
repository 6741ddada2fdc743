using System.Globalization;
using System.Text;
using TlsDissect.Output;

namespace TlsDissect.Tests.Output;

public sealed class SecondsTests
{
    [Theory]
    [InlineData(0L, "0.000000")]
    [InlineData(1000L, "0.000001")]
    [InlineData(1L, "0.000000001")]
    [InlineData(20_000L, "0.000020")]
    [InlineData(999_999_999L, "0.999999999")]
    [InlineData(1_500_000_000L, "1.500000")]
    [InlineData(long.MaxValue, "9223372036.854775807")]
    [InlineData(9_223_372_036_854_775_000L, "9223372036.854775")]
    public void Text_and_decimal_are_the_same_number_with_the_digits_that_it_needs(long nanoseconds, string seconds)
    {
        ConnectionSummary connection = SampleConnections.Rsa();
        Span<byte> text = stackalloc byte[Seconds.MaxLength];
        Assert.Equal(seconds, Encoding.ASCII.GetString(text[..Seconds.Write(text, nanoseconds, connection)]));
        Assert.Equal(seconds, Seconds.Of(nanoseconds, connection).ToString(CultureInfo.InvariantCulture));
    }
}
