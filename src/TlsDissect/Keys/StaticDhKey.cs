using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Agreement;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Utilities;
using TlsDissect.Protocol;

namespace TlsDissect.Keys;

/// <summary>
/// A server's static Diffie-Hellman key, elliptic or not. Its public half is in the certificate of DH_ and ECDH_ suites (RFC 5246 §7.4.7.2,
/// RFC 8422 §2). With the client's public key it gives the premaster secret. Several threads may use it at once.
/// </summary>
internal sealed class StaticDhKey
{
    private readonly AsymmetricKeyParameter _key;

    /// <summary>The public number or point, as at the end of the certificate's SubjectPublicKeyInfo.</summary>
    private readonly byte[] _public;

    private StaticDhKey(string name, AsymmetricKeyParameter key, byte[] publicKey) => (Name, _key, _public) = (name, key, publicKey);

    /// <summary>The key file's name without its folder.</summary>
    public string Name { get; }

    /// <summary>The public number or point.</summary>
    public ReadOnlySpan<byte> PublicKey => _public;

    /// <summary>Whether it is a key on an elliptic curve.</summary>
    public bool IsElliptic => _key is ECPrivateKeyParameters;

    /// <summary>Cost of an agreement, in bytes that could be decrypted in the same time at about 4 ns each.</summary>
    internal long TrialCost =>
        _key is DHPrivateKeyParameters { Parameters.P.BitLength: int bits }
            ? 5_000_000L * bits / 2048 * bits / 2048 * bits / 2048
            : 500_000L;

    /// <summary>Creates a key from a private key of BouncyCastle; <c>null</c> if it is not a key for agreement.</summary>
    internal static StaticDhKey? From(string name, AsymmetricKeyParameter key) => key switch
    {
        ECPrivateKeyParameters ec => new StaticDhKey(name, ec, ec.Parameters.G.Multiply(ec.D).Normalize().GetEncoded(false)),
        DHPrivateKeyParameters dh =>
            new StaticDhKey(name, dh, BigIntegers.AsUnsignedByteArray(dh.Parameters.G.ModPow(dh.X, dh.Parameters.P))),
        _ => null,
    };

    /// <summary>Whether a certificate's SubjectPublicKeyInfo matches this key: it ends in the same point or number.</summary>
    public bool IsOf(ReadOnlySpan<byte> subjectPublicKeyInfo) => subjectPublicKeyInfo.EndsWith(_public);

    /// <summary>
    /// Computes the premaster secret: the whole x coordinate (RFC 8422 §5.10), or the shared number without leading zeros (RFC 5246
    /// §8.1.2). Returns <c>null</c> if the client's key is not of this group.
    /// </summary>
    /// <param name="clientPublicKey">ecdh_Yc or dh_Yc.</param>
    public byte[]? TryAgree(ReadOnlySpan<byte> clientPublicKey)
    {
        if (clientPublicKey.IsEmpty) return null;
        try
        {
            return _key is ECPrivateKeyParameters ec
                ? Agree(ec, clientPublicKey.ToArray())
                : Agree((DHPrivateKeyParameters)_key, clientPublicKey.ToArray());
        }
        catch (Exception e) when (LibraryGuard.Catches(e))
        {
            return null; // Not a point of the curve, or a number out of range.
        }
    }

    private static byte[] Agree(ECPrivateKeyParameters key, byte[] point)
    {
        ECDHBasicAgreement agreement = new();
        agreement.Init(key);
        BigInteger x = agreement.CalculateAgreement(new ECPublicKeyParameters(key.Parameters.Curve.DecodePoint(point), key.Parameters));
        return BigIntegers.AsUnsignedByteArray(agreement.GetFieldSize(), x);
    }

    private static byte[] Agree(DHPrivateKeyParameters key, byte[] number)
    {
        DHBasicAgreement agreement = new();
        agreement.Init(key);
        return BigIntegers.AsUnsignedByteArray(
            agreement.CalculateAgreement(new DHPublicKeyParameters(new BigInteger(1, number), key.Parameters)));
    }
}
