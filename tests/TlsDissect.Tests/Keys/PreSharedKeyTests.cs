using System.Text;
using TlsDissect.Keys;

namespace TlsDissect.Tests.Keys;

public class PreSharedKeyTests
{
    [Theory]
    [InlineData("00", null, "00")]
    [InlineData("0011aAfF", null, "0011aaff")]
    [InlineData("alice=0a0b", "alice", "0a0b")]
    [InlineData("=0a", "", "0a")]
    [InlineData("a=b==0a", "a=b=", "0a")]
    [InlineData("00=11", "00", "11")]
    [InlineData("z\u00fcrich=11", "z\u00fcrich", "11")]
    public void A_key_with_or_without_an_identity(string text, string? identity, string hex)
    {
        Assert.True(PreSharedKey.TryParse(text, out PreSharedKey? key));
        Assert.Equal(identity is null ? null : Encoding.UTF8.GetBytes(identity), key!.Identity);
        Assert.Equal(hex, Convert.ToHexStringLower(key.Secret));
    }

    [Theory]
    [InlineData("")]
    [InlineData("=")]
    [InlineData("alice=")]
    [InlineData("0")]
    [InlineData("012")]
    [InlineData("0g")]
    [InlineData("0x00")]
    [InlineData("00 11")]
    [InlineData("alice:00")]
    [InlineData("00\n")]
    public void Anything_else_is_refused(string text)
    {
        Assert.False(PreSharedKey.TryParse(text, out PreSharedKey? key));
        Assert.Null(key);
    }

    [Fact]
    public void A_key_is_bounded()
    {
        Assert.True(PreSharedKey.TryParse(new string('a', 8192), out _));
        Assert.False(PreSharedKey.TryParse(new string('a', 8194), out _));
    }

    [Fact]
    public void A_key_without_an_identity_fits_all_and_one_with_it_only_its_own()
    {
        PreSharedKey any = new(null, [1]), alice = new("alice"u8.ToArray(), [1]);
        Assert.True(any.Fits("bob"u8) && any.Fits([]) && alice.Fits("alice"u8));
        Assert.False(alice.Fits("alic"u8) || alice.Fits("Alice"u8) || alice.Fits([]));
    }

    /// <summary>RFC 4279 §2 and §4.</summary>
    [Fact]
    public void The_premaster_secret_has_zeros_or_the_other_secret_in_front()
    {
        PreSharedKey key = new(null, [1, 2, 3]);
        Assert.Equal([0, 3, 0, 0, 0, 0, 3, 1, 2, 3], key.Premaster([]));
        Assert.Equal([0, 2, 9, 8, 0, 3, 1, 2, 3], key.Premaster([9, 8]));
    }
}
