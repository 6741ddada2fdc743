using System.Collections.Immutable;

namespace TlsDissect.Findings.Policies;

/// <summary>The members of a policy's file. Those that a connection can break are the names of broken rules too.</summary>
internal static class PolicyMembers
{
    public const string Name = "name";
    public const string About = "about";
    public const string Versions = "versions";
    public const string CipherSuites = "cipher_suites";
    public const string Groups = "groups";
    public const string MinDhBits = "min_dh_bits";
    public const string SignatureSchemes = "signature_schemes";
    public const string CertificateKeys = "certificate_keys";
    public const string CertificateSignatures = "certificate_signatures";
    public const string MaxCertificateDays = "max_certificate_days";
    public const string WholeChain = "whole_chain";
    public const string ClientCertificates = "client_certificates";
    public const string ExtendedMasterSecret = "extended_master_secret";
    public const string EncryptThenMac = "encrypt_then_mac";
    public const string SecureRenegotiation = "secure_renegotiation";
    public const string Compression = "compression";
    public const string EarlyData = "early_data";
    public const string OfferedVersions = "offered_versions";
    public const string OfferedCipherSuites = "offered_cipher_suites";
    public const string OfferedGroups = "offered_groups";

    /// <summary>All, in the order of docs/policies.md.</summary>
    public static ImmutableArray<string> All { get; } =
    [
        Name, About, Versions, CipherSuites, Groups, MinDhBits, SignatureSchemes, CertificateKeys, CertificateSignatures,
        MaxCertificateDays, WholeChain, ClientCertificates, ExtendedMasterSecret, EncryptThenMac, SecureRenegotiation, Compression,
        EarlyData, OfferedVersions, OfferedCipherSuites, OfferedGroups,
    ];
}
