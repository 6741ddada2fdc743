using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using TlsDissect.Messages.Certificates;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Policies;

/// <summary>The rules of a policy. A rule that is <c>null</c> is not in its file, and everything complies with it.</summary>
internal sealed record PolicyRules
{
    public required string Name { get; init; }

    public string About { get; init; } = "";

    /// <summary>The versions that may be agreed on, by their usual names.</summary>
    public FrozenSet<string>? Versions { get; init; }

    /// <summary>The suites that may be agreed on.</summary>
    public FrozenSet<CipherSuiteId>? CipherSuites { get; init; }

    /// <summary>The groups that may be agreed on. Before TLS 1.3, <see cref="MinDhBits"/> decides for finite fields if it is set.</summary>
    public FrozenSet<NamedGroup>? Groups { get; init; }

    /// <summary>The smallest prime of DHE before TLS 1.3, in bits.</summary>
    public int? MinDhBits { get; init; }

    /// <summary>The schemes of handshake signatures, of both sides.</summary>
    public FrozenSet<SignatureScheme>? SignatureSchemes { get; init; }

    /// <summary>The kinds of certificate keys.</summary>
    public ImmutableArray<KeyKind>? CertificateKeys { get; init; }

    /// <summary>The algorithms that certificates may be signed with, by their usual names.</summary>
    public FrozenSet<string>? CertificateSignatures { get; init; }

    /// <summary>The longest time from notBefore to notAfter, in days.</summary>
    public int? MaxCertificateDays { get; init; }

    /// <summary>Whether the rules for certificates hold for the whole chain, not only for the first certificate.</summary>
    public bool WholeChain { get; init; }

    /// <summary>Whether the rules for certificates hold for the client's too.</summary>
    public bool ClientCertificates { get; init; } = true;

    /// <summary>Whether extended_master_secret must be agreed on before TLS 1.3.</summary>
    public bool ExtendedMasterSecret { get; init; }

    /// <summary>Whether suites in CBC mode must use encrypt_then_mac.</summary>
    public bool EncryptThenMac { get; init; }

    /// <summary>Whether secure renegotiation must be agreed on before TLS 1.3.</summary>
    public bool SecureRenegotiation { get; init; }

    /// <summary>Whether TLS may compress.</summary>
    public bool Compression { get; init; } = true;

    /// <summary>Whether a server may accept early data.</summary>
    public bool EarlyData { get; init; } = true;

    /// <summary>The versions that a client may offer.</summary>
    public FrozenSet<string>? OfferedVersions { get; init; }

    /// <summary>The suites that a client may offer.</summary>
    public FrozenSet<CipherSuiteId>? OfferedCipherSuites { get; init; }

    /// <summary>The groups that a client may offer.</summary>
    public FrozenSet<NamedGroup>? OfferedGroups { get; init; }
}

/// <summary>A kind of key: an algorithm with its smallest size, or an algorithm whose name has its size.</summary>
/// <param name="Algorithm">As <see cref="CertificateDetails.PublicKey"/> begins: <c>RSA</c>,
/// <c>EC P-256</c>.</param>
/// <param name="MinBits">The smallest size in bits; <c>null</c> if the algorithm says it.</param>
internal readonly record struct KeyKind(string Algorithm, int? MinBits)
{
    private const string Pss = "RSASSA-PSS";

    /// <summary>The kinds whose name has the size.</summary>
    private static readonly FrozenSet<string> Fixed =
        AlgorithmNames.PublicKeys.Values.Concat(AlgorithmNames.Curves.Values.Select(curve => $"EC {curve}")).ToFrozenSet();

    /// <summary>Reads <c>RSA 2048</c>, <c>EC P-256</c>, <c>Ed25519</c>.</summary>
    public static KeyKind Parse(string name)
    {
        int space = name.LastIndexOf(' ');
        return space > 0 && int.TryParse(name.AsSpan(space + 1), NumberStyles.None, null, out int bits)
            ? new KeyKind(name[..space], bits)
            : new KeyKind(name, null);
    }

    /// <summary>Whether there are such keys.</summary>
    public bool IsKnown => Algorithm is "RSA" or "DSA" or "DH" || Fixed.Contains(ToString());

    /// <summary>Whether a key of the kind of <paramref name="key"/> is allowed by this kind.</summary>
    public bool Allows(in KeyKind key)
    {
        // The same keys, restricted to one kind of signature.
        string algorithm = key.Algorithm == Pss ? "RSA" : key.Algorithm;
        return algorithm == Algorithm && (MinBits is not int least || key.MinBits >= least);
    }

    public override string ToString() => MinBits is int bits ? $"{Algorithm} {bits}" : Algorithm;
}
