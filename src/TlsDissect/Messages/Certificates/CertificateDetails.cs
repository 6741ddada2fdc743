using System.Collections.Immutable;

namespace TlsDissect.Messages.Certificates;

/// <summary>The parsed fields of an X.509 certificate, or of a raw public key (RFC 7250). All text is hostile.</summary>
public sealed record CertificateDetails
{
    /// <summary>The certificate as sent, DER.</summary>
    public required ReadOnlyMemory<byte> Der { get; init; }

    /// <summary>SHA-256 of <see cref="Der"/>.</summary>
    public required ReadOnlyMemory<byte> Sha256 { get; init; }

    /// <summary>The subject as RFC 4514 text; empty if it could not be read.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The issuer as RFC 4514 text.</summary>
    public string Issuer { get; init; } = "";

    /// <summary>The serial number in lower-case hex, without a leading zero byte that only marks it positive.</summary>
    public string Serial { get; init; } = "";

    /// <summary>notBefore; <c>null</c> if it could not be read.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>notAfter; <c>null</c> if it could not be read.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>Subject alternative names: DNS names, IP addresses, mail addresses and URIs, without a prefix.</summary>
    public ImmutableArray<string> SubjectAltNames { get; init; } = [];

    /// <summary>Kind and size of the key: <c>RSA 2048</c>, <c>EC P-256</c>, <c>Ed25519</c>.</summary>
    public string PublicKey { get; init; } = "";

    /// <summary>
    /// Usual name of the signature algorithm: <c>sha256WithRSAEncryption</c>, <c>ecdsa-with-SHA384</c>; otherwise the dotted OID.
    /// </summary>
    public string SignatureAlgorithm { get; init; } = "";

    /// <summary>SubjectPublicKeyInfo in DER, for comparison with a private key. Empty if it could not be read.</summary>
    public ReadOnlyMemory<byte> SubjectPublicKeyInfo => PublicKeyBytes;

    /// <summary>The array of <see cref="SubjectPublicKeyInfo"/>. Keys that were read are found by its reference.</summary>
    internal byte[] PublicKeyBytes { get; init; } = [];

    /// <summary>Whether it is a raw public key (RFC 7250), which has a key and no other fields.</summary>
    public bool IsRawPublicKey { get; init; }

    /// <summary>Why it could not be read to the end; <c>null</c> if it could.</summary>
    public string? Malformed { get; init; }
}
