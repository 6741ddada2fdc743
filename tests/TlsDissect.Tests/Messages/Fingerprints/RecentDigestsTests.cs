using System.Security.Cryptography;
using System.Text;
using TlsDissect.Messages.Fingerprints;

namespace TlsDissect.Tests.Messages.Fingerprints;

public class RecentDigestsTests
{
    private int _hashed;

    [Fact]
    public void Any_number_of_texts_have_their_own_digits()
    {
        RecentDigests digests = new(Digits);
        for (int round = 0; round < 2; round++)
        {
            for (int i = 0; i < 2000; i++)
            {
                byte[] text = Encoding.ASCII.GetBytes(new string('a', i % 1500) + i);
                Assert.Equal(Digits(text), digests.Of(text));
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(200)]
    [InlineData(1024)]
    public void A_text_that_comes_again_is_neither_hashed_nor_kept_again(int length)
    {
        RecentDigests digests = new(Digits);
        byte[] text = new byte[length];
        string first = digests.Of(text);
        long before = GC.GetAllocatedBytesForCurrentThread();
        string again = digests.Of(text);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Same(first, again);
        Assert.Equal(1, _hashed);
    }

    [Fact]
    public void A_long_text_is_not_kept()
    {
        RecentDigests digests = new(Digits);
        byte[] text = new byte[1025];
        Assert.Equal(digests.Of(text), digests.Of(text));
        Assert.Equal(2, _hashed);
    }

    private string Digits(ReadOnlySpan<byte> text)
    {
        _hashed++;
        return Convert.ToHexStringLower(SHA256.HashData(text));
    }
}
