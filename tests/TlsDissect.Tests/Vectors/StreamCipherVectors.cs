using TlsDissect.Decryption;

namespace TlsDissect.Tests.Vectors;

/// <summary>RC4's key streams of RFC 6229 §2.</summary>
public class StreamCipherVectors
{
    [Theory]
    [InlineData("0102030405", 0, "b2396305f03dc027ccc3524a0a1118a8")]
    [InlineData("0102030405", 240, "28cb1132c96ce286421dcaadb8b69eae")]
    [InlineData("0102030405", 4096, "ff25b58995996707e51fbdf08b34d875")]
    [InlineData("0102030405060708090a0b0c0d0e0f10", 0, "9ac7cc9a609d1ef7b2932899cde41b97")]
    public void RC4_key_stream(string key, int offset, string expected)
    {
        Rc4KeyStream ahead = new(Hex.Of(key)), stepped = new(Hex.Of(key));
        byte[] output = new byte[16];
        Assert.True(ahead.TryApply(offset, new byte[16], output));
        Assert.Equal(expected, Convert.ToHexStringLower(output));
        stepped.Advance(offset);
        Assert.True(stepped.TryApply(0, new byte[16], output));
        Assert.Equal(expected, Convert.ToHexStringLower(output));
    }

    [Fact]
    public void Looking_ahead_changes_nothing_and_is_bounded()
    {
        Rc4KeyStream stream = new(Hex.Of("0102030405"));
        byte[] first = new byte[100], again = new byte[100];
        Assert.True(stream.TryApply(0, new byte[100], first));
        Assert.True(stream.TryApply(Rc4KeyStream.MaxAhead - 100, new byte[100], again));
        Assert.False(stream.TryApply(Rc4KeyStream.MaxAhead - 99, new byte[100], again));
        Assert.True(stream.TryApply(0, new byte[100], again));
        Assert.Equal(first, again);
    }
}
