using System.Security.Cryptography;
using Org.BouncyCastle.Math;

namespace TlsDissect.Findings.Protocol;

/// <summary>What a modulus for Diffie-Hellman is.</summary>
internal enum PrimeVerdict
{
    /// <summary>Not tested, because it is too long.</summary>
    Unknown,

    /// <summary>A product of primes.</summary>
    Composite,

    /// <summary>A prime p, and (p - 1) / 2 is not a prime.</summary>
    Prime,

    /// <summary>A prime p, and (p - 1) / 2 is one too: the only small subgroup has two elements.</summary>
    SafePrime,
}

/// <summary>
/// Tests moduli for primality. The server chooses them and time grows with the cube of their size, so long ones are not tested.
/// <see cref="ModulusTable"/> bounds their number.
/// </summary>
internal static class PrimeTests
{
    /// <summary>Maximum size. A test takes about 0.1 s with it.</summary>
    private const int MaxBits = 3072;

    /// <summary>Whether a modulus is short enough to be tested.</summary>
    /// <param name="modulus">Its bytes without zeros before them.</param>
    public static bool CanTest(ReadOnlySpan<byte> modulus) => !modulus.IsEmpty && BigNumbers.Bits(modulus) <= MaxBits;

    /// <summary>Tests a modulus.</summary>
    /// <param name="modulus">Its bytes without zeros before them.</param>
    public static PrimeVerdict Of(ReadOnlySpan<byte> modulus) =>
        CanTest(modulus) ? Test(new BigInteger(1, modulus)) : PrimeVerdict.Unknown;

    private static PrimeVerdict Test(BigInteger modulus)
    {
        if (!IsPrime(modulus)) return PrimeVerdict.Composite;
        return IsPrime(modulus.ShiftRight(1)) ? PrimeVerdict.SafePrime : PrimeVerdict.Prime;
    }

    /// <summary>
    /// One round of Miller and Rabin, after the small factors. The base comes from a hash of the number: a composite number that was made
    /// to pass with a known base does not pass.
    /// </summary>
    private static bool IsPrime(BigInteger number)
    {
        if (number.BitLength < 32) return number.IsProbablePrime(30);
        if (!number.TestBit(0) || number.Gcd(SmallPrimes).BitLength > 1) return false;
        BigInteger less = number.Subtract(BigInteger.One);
        int zeros = less.GetLowestSetBit();
        BigInteger hash = new(1, SHA256.HashData(number.ToByteArrayUnsigned()));
        BigInteger power = hash.Mod(less.Subtract(BigInteger.One)).Add(BigInteger.Two).ModPow(less.ShiftRight(zeros), number);
        if (power.Equals(BigInteger.One) || power.Equals(less)) return true;
        for (int i = 1; i < zeros; i++)
        {
            power = power.ModPow(BigInteger.Two, number);
            if (power.Equals(less)) return true;
        }

        return false;
    }

    /// <summary>The product of the odd primes below 1,000.</summary>
    private static readonly BigInteger SmallPrimes = Product();

    private static BigInteger Product()
    {
        BigInteger product = BigInteger.One;
        for (int n = 3; n < 1000; n += 2)
        {
            if (BigInteger.ValueOf(n).Gcd(product).Equals(BigInteger.One)) product = product.Multiply(BigInteger.ValueOf(n));
        }

        return product;
    }
}
