using TlsDissect.Messages.Fields;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Registries;

/// <summary>The names that the library gives to the numbers of each registry; <c>null</c> or a text with "unknown" for none.</summary>
internal static class RegisteredNumbers
{
    private static readonly Dictionary<string, Func<ulong, string?>> Named = new()
    {
        ["alerts"] = number => ((AlertDescription)number).RegisteredName(),
        ["content-types"] = number => Enum.IsDefined((ContentType)number) ? SnakeCase($"{(ContentType)number}") : null,
        ["handshake-types"] = number => ((HandshakeType)number).RegisteredName(),
        // In a pair with dsa and with sha224.
        ["hash-algorithms"] = number => Pair(number << 8 | 2)?.Replace("dsa_", "", StringComparison.Ordinal),
        ["signature-algorithms"] = number =>
            Pair(0x0300 | number)?.Replace("_sha224", "", StringComparison.Ordinal).Replace("_pkcs1", "", StringComparison.Ordinal),
        // Its fields have suites of TLS too.
        ["ssl2-cipher-kinds"] = number => Ssl2CipherNames.Of((int)number),
    };

    /// <summary>The registry of every field whose number has a name, but for those of versions.</summary>
    private static readonly Dictionary<string, string[]> Fields = new()
    {
        ["authorization-data-formats"] = ["authz_format_list", "authz_format"],
        ["cached-information-types"] = ["CachedInformationType"],
        ["cert-chain-types"] = ["CertChainType"],
        ["certificate-compression-algorithms"] = ["algorithm"],
        ["certificate-status-types"] = ["status_type"],
        ["certificate-types"] =
        [
            "CertificateType", "client_certificate_type", "client_certificate_types", "server_certificate_type",
            "server_certificate_types",
        ],
        ["change-cipher-spec-types"] = ["change_cipher_spec_type"],
        ["cipher-suites"] = ["cipher_suite", "cipher_suites"],
        ["client-certificate-types"] = ["certificate_types"],
        ["compression-methods"] = ["compression_method", "compression_methods"],
        ["connection-id-usages"] = ["usage"],
        ["ec-basis-types"] = ["basis"],
        ["ec-curve-types"] = ["curve_type"],
        ["ec-point-formats"] = ["ec_point_format_list"],
        ["ech-client-hello-types"] = ["ECHClientHelloType"],
        ["ech-versions"] = ["ECHVersion"],
        ["ekt-ciphers"] = ["selected_cipher", "supported_ciphers"],
        ["extension-types"] = ["extension_type", "OuterExtensions"],
        ["hash-algorithms"] = ["hash_alg"],
        ["heartbeat-modes"] = ["HeartbeatMode"],
        ["hpke-aeads"] = ["aead_id"],
        ["hpke-kdfs"] = ["kdf_id"],
        ["hpke-kems"] = ["kem_id"],
        ["key-update-requests"] = ["request_update"],
        ["max-fragment-lengths"] = ["max_fragment_length"],
        ["name-types"] = ["name_type"],
        ["psk-key-exchange-modes"] = ["ke_modes"],
        ["quic-transport-parameters"] = ["transport_parameter_id"],
        ["quic-versions"] = ["chosen_version", "available_version"],
        ["sct-versions"] = ["sct_version"],
        ["signature-schemes"] = ["SignatureScheme", "dc_cert_verify_algorithm", "supported_signature_algorithms"],
        ["srtp-protection-profiles"] = ["SRTPProtectionProfile"],
        ["ssl2-authentication-types"] = ["authentication_type"],
        ["ssl2-certificate-types"] = ["certificate_type"],
        ["ssl2-cipher-kinds"] = ["cipher_kind", "cipher_spec"],
        ["ssl2-errors"] = ["error_code"],
        ["ssl2-message-types"] = ["msg_type"],
        ["supplemental-data-types"] = ["supp_data_type"],
        ["supported-groups"] = ["group", "named_group_list", "namedcurve", "selected_group"],
        ["token-binding-key-parameters"] = ["key_parameters_list"],
        ["trusted-authority-types"] = ["identifier_type"],
        ["user-mapping-types"] = ["user_mapping_types", "user_mapping_version"],
        ["versioned-trans-types"] = ["versioned_type"],
    };

    /// <summary>The registries that have names.</summary>
    public static IEnumerable<string> Registries => Named.Keys.Union(Fields.Keys);

    /// <summary>The fields that have a registry.</summary>
    public static IEnumerable<string> AllFields => Fields.Values.SelectMany(fields => fields);

    /// <summary>The fields of a registry.</summary>
    public static string[] FieldsOf(string registry) => Fields.GetValueOrDefault(registry, []);

    /// <summary>Returns the library's name of a number; <c>null</c> if it has none.</summary>
    public static string? Name(string registry, ulong number) =>
        Known(Named.TryGetValue(registry, out Func<ulong, string?>? named) ? named(number) : FieldMeanings.Of(Fields[registry][0], number));

    /// <summary>Returns the library's name of a number in a field; <c>null</c> if it has none.</summary>
    public static string? NameIn(string field, ulong number) => Known(FieldMeanings.Of(field, number));

    private static string? Known(string? name) =>
        name is null || name.StartsWith("unknown (", StringComparison.Ordinal) || name.Contains("GREASE", StringComparison.Ordinal)
            ? null
            : name;

    private static string? Pair(ulong pair) => Name("signature-schemes", pair);

    private static string SnakeCase(string name) =>
        string.Concat(name.Select((c, i) => (char.IsAsciiLetterUpper(c) && i > 0 ? "_" : "") + char.ToLowerInvariant(c)));
}
