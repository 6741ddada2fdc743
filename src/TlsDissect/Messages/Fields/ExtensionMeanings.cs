using TlsDissect.Messages.Extensions;
using TlsDissect.Protocol;

namespace TlsDissect.Messages.Fields;

/// <summary>The registered names of numbers in extensions, by the name of their field or of their registry.</summary>
internal static class ExtensionMeanings
{
    private static readonly Dictionary<string, Func<ulong, string?>> Registries = new()
    {
        ["max_fragment_length"] = number => number switch { 1 => "2^9", 2 => "2^10", 3 => "2^11", 4 => "2^12", _ => null },
        // RFC 6066 §6.
        ["identifier_type"] = number => Name(number, "pre_agreed", "key_sha1_hash", "x509_name", "cert_sha1_hash"),
        ["user_mapping_types"] = UserMapping,
        ["user_mapping_version"] = UserMapping,
        ["authz_format_list"] = Authorization,
        ["authz_format"] = Authorization,
        // RFC 5246 §7.4.1.4.1.
        ["hash_alg"] = number => Name(number, null, "md5", "sha1", "sha224", "sha256", "sha384", "sha512"),
        ["CertificateType"] = CertificateType,
        ["client_certificate_types"] = CertificateType,
        ["client_certificate_type"] = CertificateType,
        ["server_certificate_types"] = CertificateType,
        ["server_certificate_type"] = CertificateType,
        ["SRTPProtectionProfile"] = number => ((SrtpProtectionProfile)number).RegisteredName(),
        // RFC 6520 §2.
        ["HeartbeatMode"] = number => Name(number, null, "peer_allowed_to_send", "peer_not_allowed_to_send"),
        // RFC 8472 §6.
        ["key_parameters_list"] = number => Name(number, "rsa2048_pkcs1.5", "rsa2048_pss", "ecdsap256"),
        // RFC 7924 §3.
        ["CachedInformationType"] = number => Name(number, null, "cert", "cert_req"),
        // RFC 8870 §4.4.
        ["supported_ciphers"] = EktCipher,
        ["selected_cipher"] = EktCipher,
        // RFC 9162 §4.5.
        ["versioned_type"] = number => Name(number - 0x0100, "x509_entry_v2", "precert_entry_v2", "x509_sct_v2", "precert_sct_v2",
            "signed_tree_head_v2", "consistency_proof_v2", "inclusion_proof_v2"),
        ["sct_version"] = number => Name(number, "v1"),
        ["transport_parameter_id"] = number => ((QuicTransportParameter)number).RegisteredName(),
        ["chosen_version"] = QuicVersionName,
        ["available_version"] = QuicVersionName,
        ["OuterExtensions"] = number => ((ExtensionType)number).RegisteredName(),
        ["ECHClientHelloType"] = number => Name(number, "outer", "inner"),
        ["ECHVersion"] = EchVersion,
        ["ECHConfigExtensionType"] = _ => null,
        ["kem_id"] = number => ((HpkeKem)number).RegisteredName(),
        ["kdf_id"] = number => ((HpkeKdf)number).RegisteredName(),
        ["aead_id"] = number => ((HpkeAead)number).RegisteredName(),
    };

    /// <summary>The fields and registries here.</summary>
    public static IEnumerable<string> Names => Registries.Keys;

    /// <summary>Finds the registry of a field; <c>null</c> if it has none.</summary>
    public static Func<ulong, string?>? Find(string field) => Registries.GetValueOrDefault(field);

    private static string? Name(ulong number, params ReadOnlySpan<string?> names) =>
        number < (ulong)names.Length ? names[(int)number] : null;

    private static string QuicVersionName(ulong number) => QuicVersion.NameOf((uint)number);

    private static string CertificateType(ulong number) => ((CertificateType)number).RegisteredName();

    /// <summary>RFC 4681 §5.</summary>
    private static string? UserMapping(ulong number) => number == 64 ? "upn_domain_hint" : null;

    /// <summary>RFC 5878 §2.3, RFC 6042 §2.</summary>
    private static string? Authorization(ulong number) => number switch
    {
        64 => "keynote_assertion_list",
        65 => "keynote_assertion_list_url",
        _ => Name(number, "x509_attr_cert", "saml_assertion", "x509_attr_cert_url", "saml_assertion_url"),
    };

    /// <summary>The drafts are of draft-ietf-tls-esni. Up to draft 10, the number is that of the extension too.</summary>
    private static string? EchVersion(ulong number) => number switch
    {
        0xFF02 => "draft 07",
        0xFE08 => "draft 08",
        0xFE09 => "draft 09",
        0xFE0A => "draft 10",
        EchConfig.KnownVersion => "RFC 9849",
        _ => null,
    };

    private static string? EktCipher(ulong number) => Name(number, null, "AESKW128", "AESKW256");
}
