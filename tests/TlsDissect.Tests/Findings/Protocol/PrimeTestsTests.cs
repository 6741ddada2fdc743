using Org.BouncyCastle.Math;
using TlsDissect.Findings.Protocol;

namespace TlsDissect.Tests.Findings.Protocol;

/// <summary>Which moduli are primes, and which of them are known.</summary>
public class PrimeTestsTests
{
    [Fact]
    public void Groups_of_the_RFCs_are_known_and_named()
    {
        Assert.All(GroupSamples.Good, group => Assert.Equal("", KnownPrimes.Find(GroupSamples.PrimeOf(group))?.Name));
        Assert.All(GroupSamples.Bad, row => Assert.Equal(row.Name, KnownPrimes.Find(GroupSamples.PrimeOf(row.Group))?.Name));
        Assert.Null(KnownPrimes.Find([1, 2, 3]));
    }

    [Fact]
    public void A_safe_prime_a_prime_and_a_product_are_told_apart()
    {
        Random random = new(16);
        BigInteger p = BigInteger.ProbablePrime(256, random), q = BigInteger.ProbablePrime(256, random);
        Assert.Equal(PrimeVerdict.SafePrime, Of(GroupSamples.Bad[1].Group.P));
        Assert.Equal(PrimeVerdict.Prime, Of(p));
        Assert.Equal(PrimeVerdict.Composite, Of(p.Multiply(q)));
        Assert.Equal(PrimeVerdict.Composite, Of(p.Multiply(p)));
        Assert.Equal(PrimeVerdict.Composite, Of(p.Add(BigInteger.One)));
    }

    [Fact]
    public void Small_numbers_are_told_apart_too()
    {
        int[] primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31];
        for (int n = 1; n < 32; n++) Assert.Equal(primes.Contains(n), PrimeTests.Of([(byte)n]) != PrimeVerdict.Composite);
        Assert.Equal(PrimeVerdict.SafePrime, PrimeTests.Of([23]));
        Assert.Equal(PrimeVerdict.Prime, PrimeTests.Of([29]));
    }

    [Fact]
    public void Composite_numbers_that_pass_with_base_2_do_not_pass()
    {
        // Strong pseudoprimes to the bases 2, 3, 5 and 7, and to the first eight primes.
        Assert.Equal(PrimeVerdict.Composite, Of(new BigInteger("3215031751")));
        Assert.Equal(PrimeVerdict.Composite, Of(new BigInteger("341550071728321")));
    }

    [Fact]
    public void A_long_or_empty_number_is_not_tested()
    {
        Assert.Equal(PrimeVerdict.Unknown, PrimeTests.Of(GroupSamples.Fill(2048, 0xFE)));
        Assert.Equal(PrimeVerdict.Unknown, PrimeTests.Of([]));
        Assert.Equal(PrimeVerdict.Composite, PrimeTests.Of(GroupSamples.Fill(384, 0xFE)));
    }

    private static PrimeVerdict Of(BigInteger number) => PrimeTests.Of(number.ToByteArrayUnsigned());
}
