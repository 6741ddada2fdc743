using System.Globalization;
using TlsDissect.Findings.Rules;

namespace TlsDissect.Findings.Protocol;

/// <summary>The group of an ephemeral Diffie-Hellman exchange does not protect, whatever its size.</summary>
internal sealed class UnsafeDhGroup() : FindingRule("unsafe_dh_group", FindingSeverity.Critical)
{
    public override string Why =>
        "Keys in it can be computed with little work, or by those who know the factors, although it looks long enough.";

    public override string Advice => "Use ECDHE or a group of RFC 7919, and find out where the parameters come from.";

    public override string Reference => "RFC 7919 §5.1, CVE-2016-0701";

    public override void Judge(Judgement judgement)
    {
        if (DhParameters.Of(judgement.Connection) is not { } dh) return;
        if (IsTrivial(dh.Generator.Span, dh.Prime.Span))
            judgement.Found(this, "the Diffie-Hellman generator has only one or two powers", dh.Packet);
        else if (IsTrivial(dh.PublicKey.Span, dh.Prime.Span))
            judgement.Found(this, "the server's Diffie-Hellman public key is 0, 1 or p - 1, so the secret is known", dh.Packet);
    }

    /// <summary>The parameters of a connection that <see cref="Judge"/> does not judge, because a test of the modulus takes time.</summary>
    public static DhParameters? Unjudged(ConnectionSummary connection) =>
        DhParameters.Of(connection) is { } dh && !IsTrivial(dh.Generator.Span, dh.Prime.Span) &&
            !IsTrivial(dh.PublicKey.Span, dh.Prime.Span) && KnownPrimes.Find(dh.Prime.Span) is null && PrimeTests.CanTest(dh.Prime.Span)
            ? dh
            : null;

    /// <summary>Creates the finding about a modulus that was tested; <c>null</c> if nothing is wrong with it.</summary>
    public Finding? Find(in DhParameters dh, PrimeVerdict verdict) => verdict switch
    {
        PrimeVerdict.Composite => Find($"the Diffie-Hellman modulus of {Bits(dh)} bits is not a prime", dh.Packet),
        PrimeVerdict.Prime => Find($"the Diffie-Hellman prime p of {Bits(dh)} bits is not safe: (p - 1) / 2 is not a prime", dh.Packet,
            FindingSeverity.Low),
        _ => null,
    };

    private static string Bits(in DhParameters dh) => dh.Bits.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Whether a number is 0, 1 or p - 1: its powers are known.</summary>
    private static bool IsTrivial(ReadOnlySpan<byte> number, ReadOnlySpan<byte> prime)
    {
        if (number.IsEmpty || number is [1]) return true;
        // An odd p differs from p - 1 in its last bit.
        return number.Length == prime.Length && (prime[^1] & 1) == 1 && number[^1] == prime[^1] - 1 &&
            number[..^1].SequenceEqual(prime[..^1]);
    }
}
