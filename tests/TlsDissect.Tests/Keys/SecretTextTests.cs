using System.Text;
using TlsDissect.Keys;

namespace TlsDissect.Tests.Keys;

public class SecretTextTests
{
    [Fact]
    public void Text_is_zeroed_when_it_is_disposed()
    {
        SecretText text = SecretText.Decode("-----BEGIN PRIVATE KEY-----"u8, Encoding.Latin1);
        ReadOnlySpan<char> seen = text.Span;
        Assert.Equal("-----BEGIN PRIVATE KEY-----", seen.ToString());
        text.Dispose();
        Assert.Equal(-1, seen.IndexOfAnyExcept('\0'));
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void A_byte_order_mark_decides_and_is_left_out(string name)
    {
        Encoding encoding = Encoding.GetEncoding(name);
        using SecretText text = SecretText.Decode([.. encoding.GetPreamble(), .. encoding.GetBytes("key")], Encoding.Latin1);
        Assert.Equal("key", text.Span.ToString());
    }

    [Fact]
    public void A_key_is_zeroed_when_it_is_used()
    {
        byte[] kept = PemKeys.Decode("AQID", der =>
        {
            Assert.Equal([1, 2, 3], der);
            return der;
        });
        Assert.Equal([0, 0, 0], kept);
    }
}
