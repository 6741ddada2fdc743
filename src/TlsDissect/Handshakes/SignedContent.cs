using System.Security.Cryptography;
using TlsDissect.Keys;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Handshakes;

/// <summary>
/// Verifies the signatures of a handshake. The result is <c>null</c> if a part of the signed data is missing or the scheme is unknown.
/// </summary>
internal static class SignedContent
{
    /// <summary>Verifies a ServerKeyExchange, which signs both randoms and the parameters (RFC 5246 §7.4.3, RFC 8422 §5.4).</summary>
    public static bool? Verify(Handshake handshake, ServerKeyExchange exchange, VerificationKey key)
    {
        if (handshake.ClientHello is null || handshake.ServerHello is null || exchange.Signature is not DigitalSignature signature)
            return null;
        byte[] content = [.. handshake.ClientHello.Random.Span, .. handshake.ServerHello.Random.Span, .. exchange.Parameters];
        return signature.Scheme is SignatureScheme scheme
            ? SignatureVerifier.Verify(key, scheme, content, signature.Value)
            : VerifyOld(key, MD5.HashData(content), SHA1.HashData(content), signature.Value);
    }

    /// <summary>
    /// Verifies a CertificateVerify, which signs the handshake before it (RFC 5246 §7.4.8). In TLS 1.3 it signs the hash, in a frame that
    /// no other protocol signs (RFC 8446 §4.4.3).
    /// </summary>
    public static bool? Verify(Handshake handshake, Sender sender, CertificateVerify proof, VerificationKey key)
    {
        if (handshake.CipherSuite is not CipherSuite suite || handshake.Transcript.Overflowed) return null;
        if (!handshake.IsTls13)
        {
            if (!handshake.Transcript.TryGetBefore(sender, HandshakeType.CertificateVerify, out ReadOnlySpan<byte> messages)) return null;
            if (handshake.Version == ProtocolVersion.Ssl30)
            {
                return handshake.Secret is null
                    ? null
                    : VerifyOld(key, Ssl30.CertificateVerifyMd5(handshake.Secret.Master, messages),
                        Ssl30.CertificateVerifySha(handshake.Secret.Master, messages), proof.Signature.Value);
            }

            return proof.Signature.Scheme is SignatureScheme pair
                ? SignatureVerifier.Verify(key, pair, messages, proof.Signature.Value)
                : VerifyOld(key, MD5.HashData(messages), SHA1.HashData(messages), proof.Signature.Value);
        }

        byte[] Hash(byte[] bytes) => Tls13KeySchedule.Hash(suite, bytes);
        if (proof.Signature.Scheme is not SignatureScheme scheme ||
            handshake.CoveredTls13(sender, HandshakeType.CertificateVerify, Hash) is not byte[] covered) return null;
        return SignatureVerifier.Verify(key, scheme,
            Framed(sender == Sender.Client ? "TLS 1.3, client CertificateVerify"u8 : "TLS 1.3, server CertificateVerify"u8, Hash(covered)),
            proof.Signature.Value);
    }

    /// <summary>
    /// Verifies a delegated credential. The signature covers the certificate and the credential, in a frame of their own (RFC 9345 §4).
    /// </summary>
    public static bool? Verify(DelegatedCredential credential, ReadOnlyMemory<byte> certificate, Sender sender, VerificationKey key)
    {
        ReadOnlySpan<byte> name = sender == Sender.Client ? "TLS, client delegated credentials"u8 : "TLS, server delegated credentials"u8;
        return SignatureVerifier.Verify(key, credential.Signature.Scheme!.Value,
            Framed(name, [.. certificate.Span, .. credential.Signed.Span]), credential.Signature.Value);
    }

    /// <summary>The usual name of a signature scheme.</summary>
    public static string SchemeName(DigitalSignature signature, Func<VerificationKey?> key) => signature.Scheme is SignatureScheme scheme
        ? scheme.RegisteredName()
        : key() switch
        {
            { Rsa: not null } => "rsa_pkcs1_md5_sha1",
            { EllipticCurve: not null } => "ecdsa_sha1",
            _ => "dsa_sha1",
        };

    private static bool? VerifyOld(VerificationKey key, byte[] md5, byte[] sha1, byte[] signature) => key.Rsa is not null
        ? SignatureVerifier.VerifyMd5Sha1(key, [.. md5, .. sha1], signature)
        : SignatureVerifier.VerifySha1(key, sha1, signature);

    private static byte[] Framed(ReadOnlySpan<byte> name, ReadOnlySpan<byte> content)
    {
        byte[] spaces = new byte[64];
        spaces.AsSpan().Fill(0x20);
        return [.. spaces, .. name, 0, .. content];
    }
}
