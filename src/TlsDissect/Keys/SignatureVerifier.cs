using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Math;
using TlsDissect.Protocol;

namespace TlsDissect.Keys;

/// <summary>
/// Verifies the signatures of handshakes: digitally-signed of RFC 5246 §4.7 and its predecessors, and the schemes of RFC 8446 §4.2.3.
/// </summary>
internal static class SignatureVerifier
{
    /// <summary>DigestInfo of SHA-224, which .NET lacks (RFC 8017 §9.2 note 1).</summary>
    private static ReadOnlySpan<byte> Sha224Prefix =>
        [0x30, 0x2d, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x04, 0x05, 0x00, 0x04, 0x1c];

    /// <summary>Whether a signature is right; <c>null</c> if the scheme is unknown or the key is of another kind.</summary>
    /// <param name="key">The signer's key.</param>
    /// <param name="scheme">The signature scheme.</param>
    /// <param name="content">The signed data.</param>
    /// <param name="signature">As on the wire.</param>
    public static bool? Verify(VerificationKey key, SignatureScheme scheme, ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature)
    {
        try
        {
            return scheme switch
            {
                SignatureScheme.rsa_pss_rsae_sha256 or SignatureScheme.rsa_pss_pss_sha256 =>
                    VerifyPss(key, HashAlgorithmName.SHA256, content, signature),
                SignatureScheme.rsa_pss_rsae_sha384 or SignatureScheme.rsa_pss_pss_sha384 =>
                    VerifyPss(key, HashAlgorithmName.SHA384, content, signature),
                SignatureScheme.rsa_pss_rsae_sha512 or SignatureScheme.rsa_pss_pss_sha512 =>
                    VerifyPss(key, HashAlgorithmName.SHA512, content, signature),
                SignatureScheme.ed25519 =>
                    key.Other is Ed25519PublicKeyParameters ? Verify(new Ed25519Signer(), key.Other, content, signature) : null,
                SignatureScheme.ed448 =>
                    key.Other is Ed448PublicKeyParameters ? Verify(new Ed448Signer([]), key.Other, content, signature) : null,
                SignatureScheme.mldsa44 => VerifyMLDsa(key, MLDsaParameters.ml_dsa_44, content, signature),
                SignatureScheme.mldsa65 => VerifyMLDsa(key, MLDsaParameters.ml_dsa_65, content, signature),
                SignatureScheme.mldsa87 => VerifyMLDsa(key, MLDsaParameters.ml_dsa_87, content, signature),
                SignatureScheme.sm2sig_sm3 => VerifySm2(key, content, signature),
                SignatureScheme.ecdsa_brainpoolP256r1tls13_sha256 =>
                    VerifyEcdsa(key, HashAlgorithmName.SHA256, new Sha256Digest(), content, signature),
                SignatureScheme.ecdsa_brainpoolP384r1tls13_sha384 =>
                    VerifyEcdsa(key, HashAlgorithmName.SHA384, new Sha384Digest(), content, signature),
                SignatureScheme.ecdsa_brainpoolP512r1tls13_sha512 =>
                    VerifyEcdsa(key, HashAlgorithmName.SHA512, new Sha512Digest(), content, signature),
                _ => VerifyPair(key, (ushort)scheme >> 8, (ushort)scheme & 0xff, content, signature),
            };
        }
        catch (Exception e) when (LibraryGuard.Catches(e))
        {
            return false; // The signature cannot even be parsed.
        }
    }

    /// <summary>
    /// Verifies an RSA signature up to TLS 1.1: over MD5 followed by SHA-1, without the name of a hash (RFC 2246 §7.4.3).
    /// </summary>
    public static bool? VerifyMd5Sha1(VerificationKey key, ReadOnlySpan<byte> md5AndSha1, ReadOnlySpan<byte> signature)
    {
        if (key.Rsa is not RSA rsa) return null;
        try
        {
            return VerifyPadded(rsa, md5AndSha1, signature);
        }
        catch (Exception e) when (LibraryGuard.Catches(e))
        {
            return false;
        }
    }

    /// <summary>
    /// Verifies RSASSA-PKCS1-v1_5 (RFC 8017 §8.2.2) over values that .NET does not support. The whole padded value is compared.
    /// </summary>
    private static bool VerifyPadded(RSA key, ReadOnlySpan<byte> value, ReadOnlySpan<byte> signature)
    {
        RSAParameters parameters = key.ExportParameters(includePrivateParameters: false);
        int length = parameters.Modulus!.Length;
        if (signature.Length != length || value.Length + 11 > length) return false;
        BigInteger modulus = new(1, parameters.Modulus), number = new(1, signature.ToArray());
        byte[] padded = new byte[length];
        padded[1] = 1;
        padded.AsSpan(2, length - value.Length - 3).Fill(0xff);
        value.CopyTo(padded.AsSpan(length - value.Length));
        return number.CompareTo(modulus) < 0 &&
            number.ModPow(new BigInteger(1, parameters.Exponent!), modulus).Equals(new BigInteger(1, padded));
    }

    /// <summary>Verifies a DSA or ECDSA signature up to TLS 1.1: over SHA-1 alone.</summary>
    /// <param name="key">The signer's key.</param>
    /// <param name="sha1">The hash.</param>
    /// <param name="signature">As on the wire.</param>
    public static bool? VerifySha1(VerificationKey key, ReadOnlySpan<byte> sha1, ReadOnlySpan<byte> signature)
    {
        try
        {
            if (key.EllipticCurve is ECDsa curve) return curve.VerifyHash(sha1, signature, DSASignatureFormat.Rfc3279DerSequence);
            return key.Other switch
            {
                DsaPublicKeyParameters => Verify(new DsaDigestSigner(new DsaSigner(), new NullDigest()), key.Other, sha1, signature),
                ECPublicKeyParameters => Verify(new DsaDigestSigner(new ECDsaSigner(), new NullDigest()), key.Other, sha1, signature),
                _ => null,
            };
        }
        catch (Exception e) when (LibraryGuard.Catches(e))
        {
            return false;
        }
    }

    /// <summary>
    /// Verifies with TLS 1.2's pair of hash and signature algorithm (RFC 5246 §7.4.1.4.1). TLS 1.3 has the same numbers for ECDSA and PKCS
    /// #1.
    /// </summary>
    private static bool? VerifyPair(VerificationKey key, int hash, int signatureAlgorithm, ReadOnlySpan<byte> content,
        ReadOnlySpan<byte> signature)
    {
        (HashAlgorithmName name, Func<IDigest> digest)? known = hash switch
        {
            1 => (HashAlgorithmName.MD5, () => new MD5Digest()),
            2 => (HashAlgorithmName.SHA1, () => new Sha1Digest()),
            3 => (default, () => new Sha224Digest()),
            4 => (HashAlgorithmName.SHA256, () => new Sha256Digest()),
            5 => (HashAlgorithmName.SHA384, () => new Sha384Digest()),
            6 => (HashAlgorithmName.SHA512, () => new Sha512Digest()),
            _ => null,
        };
        if (known is not (HashAlgorithmName hashName, Func<IDigest> makeDigest)) return null;
        return signatureAlgorithm switch
        {
            1 => VerifyPkcs1(key, hashName, makeDigest(), content, signature),
            2 => key.Other is DsaPublicKeyParameters
                ? Verify(new DsaDigestSigner(new DsaSigner(), makeDigest()), key.Other, content, signature)
                : null,
            3 => VerifyEcdsa(key, hashName, makeDigest(), content, signature),
            _ => null,
        };
    }

    private static bool? VerifyPkcs1(VerificationKey key, HashAlgorithmName name, IDigest digest, ReadOnlySpan<byte> content,
        ReadOnlySpan<byte> signature)
    {
        if (key.Rsa is not RSA rsa) return null;
        return name != default
            ? rsa.VerifyData(content, signature, name, RSASignaturePadding.Pkcs1)
            : VerifyPadded(rsa, [.. Sha224Prefix, .. DigestOf(digest, content)], signature);
    }

    /// <summary>Verifies RSASSA-PSS, whose salt is as long as the hash (RFC 8446 §4.2.3).</summary>
    private static bool? VerifyPss(VerificationKey key, HashAlgorithmName name, ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature) =>
        key.Rsa is RSA rsa ? rsa.VerifyData(content, signature, name, RSASignaturePadding.Pss) : null;

    private static bool? VerifyEcdsa(VerificationKey key, HashAlgorithmName name, IDigest digest, ReadOnlySpan<byte> content,
        ReadOnlySpan<byte> signature)
    {
        if (key.EllipticCurve is ECDsa curve)
        {
            return name != default
                ? curve.VerifyData(content, signature, name, DSASignatureFormat.Rfc3279DerSequence)
                : curve.VerifyHash(DigestOf(digest, content), signature, DSASignatureFormat.Rfc3279DerSequence);
        }

        return key.Other is ECPublicKeyParameters
            ? Verify(new DsaDigestSigner(new ECDsaSigner(), digest), key.Other, content, signature)
            : null;
    }

    /// <summary>Verifies SM2, whose identifier is fixed (RFC 8998 §3.2.1).</summary>
    private static bool? VerifySm2(VerificationKey key, ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature) =>
        key.Other is ECPublicKeyParameters
        ? Verify(new SM2Signer(), new ParametersWithID(key.Other, "TLSv1.3+GM+Cipher+Suite"u8.ToArray()), content, signature)
        : null;

    /// <summary>
    /// Verifies ML-DSA, whose context is empty (draft-ietf-tls-mldsa). A key of another size counts as one of another kind.
    /// </summary>
    private static bool? VerifyMLDsa(VerificationKey key, MLDsaParameters parameters, ReadOnlySpan<byte> content,
        ReadOnlySpan<byte> signature) =>
        key.Other is MLDsaPublicKeyParameters mlDsa && mlDsa.Parameters == parameters
            ? Verify(new MLDsaSigner(parameters, deterministic: false), mlDsa, content, signature)
            : null;

    private static byte[] DigestOf(IDigest digest, ReadOnlySpan<byte> content)
    {
        byte[] hash = new byte[digest.GetDigestSize()];
        digest.BlockUpdate(content);
        digest.DoFinal(hash);
        return hash;
    }

    private static bool Verify(ISigner signer, ICipherParameters key, ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature)
    {
        signer.Init(false, key);
        signer.BlockUpdate(content);
        return signer.VerifySignature(signature.ToArray());
    }
}
