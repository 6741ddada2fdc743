using CsCheck;
using TlsDissect.Decryption.Quic;

namespace TlsDissect.Tests.Decryption.Quic;

public class PacketNumberTests
{
    /// <summary>RFC 9000 appendix A.3.</summary>
    [Fact]
    public void The_example_of_the_RFC() => Assert.Equal(0xA82F9B32UL, PacketNumbers.Reconstruct(0xA82F30EB, 0x9B32, 2));

    [Fact]
    public void Every_number_within_half_a_window_of_the_expected_one_is_found() =>
        Gen.Select(Gen.Int[1, 4], Gen.Int[0, 62], Gen.ULong, Gen.ULong).Sample((length, bits, anyExpected, anyNumber) =>
        {
            ulong window = 1UL << 8 * length;
            // Of each size, and up to the largest one.
            ulong expected = bits == 62 ? PacketNumbers.Largest - anyExpected % (2 * window) : anyExpected & ((1UL << bits) - 1);
            ulong lowest = expected < window / 2 ? 0 : expected - window / 2 + 1;
            ulong number = Math.Min(lowest + anyNumber % (expected + window / 2 - lowest + 1), PacketNumbers.Largest);
            Assert.Equal(number, PacketNumbers.Reconstruct(expected, (uint)(number & (window - 1)), length));
        }, iter: 20_000);
}
