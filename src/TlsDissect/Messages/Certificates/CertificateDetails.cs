using System.Collections.Immutable;

namespace TlsDissect.Messages.Certificates;

/// <summary>What is read of an X.509 certificate, or of the raw public key in its place (RFC 7250). All text is hostile.</summary>
public sealed record CertificateDetails
{
    /// <summary>The certificate as sent, DER.</summary>
    public required ReadOnlyMemory<byte> Der { get; init; }

    /// <summary>SHA-256 of <see cref="Der"/>.</summary>
    public required ReadOnlyMemory<byte> Sha256 { get; init; }

    /// <summary>The subject as RFC 4514 text; empty where it could not be read.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The issuer as RFC 4514 text.</summary>
    public string Issuer { get; init; } = "";

    /// <summary>The serial number, lower-case hex of the integer's bytes without the zero that only keeps it positive.</summary>
    public string Serial { get; init; } = "";

    /// <summary>notBefore, or <c>null</c> where it could not be read.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>notAfter, or <c>null</c> where it could not be read.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>Subject alternative names: DNS names, addresses, mail addresses, URIs, without a prefix.</summary>
    public ImmutableArray<string> SubjectAltNames { get; init; } = [];

    /// <summary>The key's kind and size: <c>RSA 2048</c>, <c>EC P-256</c>, <c>Ed25519</c>.</summary>
    public string PublicKey { get; init; } = "";

    /// <summary>The signature algorithm's usual name: <c>sha256WithRSAEncryption</c>, <c>ecdsa-with-SHA384</c>; else the dotted OID.</summary>
    public string SignatureAlgorithm { get; init; } = "";

    /// <summary>SubjectPublicKeyInfo, DER; what a private key is matched against. Empty where it could not be read.</summary>
    public ReadOnlyMemory<byte> SubjectPublicKeyInfo => PublicKeyBytes;

    /// <summary>The array of <see cref="SubjectPublicKeyInfo"/>: keys that were read are found by its reference.</summary>
    internal byte[] PublicKeyBytes { get; init; } = [];

    /// <summary>It is a SubjectPublicKeyInfo alone (RFC 7250): it has a key and nothing else.</summary>
    public bool IsRawPublicKey { get; init; }

    /// <summary>What is wrong with it, where it could not be read to the end.</summary>
    public string? Malformed { get; init; }
}
