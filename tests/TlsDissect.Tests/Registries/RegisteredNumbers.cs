using TlsDissect.Messages.Fields;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Registries;

/// <summary>The names that the library gives to the numbers of each registry; <c>null</c> or a text with "unknown" for none.</summary>
internal static class RegisteredNumbers
{
    private static readonly Dictionary<string, Func<ulong, string?>> Named = new()
    {
        ["alerts"] = number => ((AlertDescription)number).RegisteredName(),
        ["authorization-data-formats"] = Field("authz_format_list"),
        ["cached-information-types"] = Field("CachedInformationType"),
        ["certificate-compression-algorithms"] = Field("algorithm"),
        ["certificate-status-types"] = Field("status_type"),
        ["certificate-types"] = Field("CertificateType"),
        ["cipher-suites"] = number => CipherSuites.Name((CipherSuiteId)number),
        ["client-certificate-types"] = number => ((ClientCertificateType)number).RegisteredName(),
        ["compression-methods"] = Field("compression_method"),
        ["content-types"] = number => Enum.IsDefined((ContentType)number) ? SnakeCase($"{(ContentType)number}") : null,
        ["ec-curve-types"] = Field("curve_type"),
        ["ec-point-formats"] = Field("ec_point_format_list"),
        ["ech-client-hello-types"] = Field("ECHClientHelloType"),
        ["ekt-ciphers"] = Field("selected_cipher"),
        ["extension-types"] = number => ((ExtensionType)number).RegisteredName(),
        ["handshake-types"] = number => ((HandshakeType)number).RegisteredName(),
        // In a pair with dsa and with sha224.
        ["hash-algorithms"] = number => Pair(number << 8 | 2)?.Replace("dsa_", "", StringComparison.Ordinal),
        ["heartbeat-modes"] = Field("HeartbeatMode"),
        ["hpke-aeads"] = Field("aead_id"),
        ["hpke-kdfs"] = Field("kdf_id"),
        ["hpke-kems"] = Field("kem_id"),
        ["max-fragment-lengths"] = Field("max_fragment_length"),
        ["psk-key-exchange-modes"] = Field("ke_modes"),
        ["quic-transport-parameters"] = Field("transport_parameter_id"),
        ["signature-algorithms"] = number =>
            Pair(0x0300 | number)?.Replace("_sha224", "", StringComparison.Ordinal).Replace("_pkcs1", "", StringComparison.Ordinal),
        ["signature-schemes"] = number => ((SignatureScheme)number).RegisteredName(),
        ["srtp-protection-profiles"] = Field("SRTPProtectionProfile"),
        ["ssl2-cipher-kinds"] = number => Ssl2CipherNames.Of((int)number),
        ["supported-groups"] = number => ((NamedGroup)number).RegisteredName(),
        ["token-binding-key-parameters"] = Field("key_parameters_list"),
        ["trusted-authority-types"] = Field("identifier_type"),
        ["user-mapping-types"] = Field("user_mapping_types"),
    };

    /// <summary>The registries that have names.</summary>
    public static IEnumerable<string> Registries => Named.Keys;

    /// <summary>Returns the library's name of a number; <c>null</c> if it has none.</summary>
    public static string? Name(string registry, ulong number) =>
        Named[registry](number) is string name && !name.StartsWith("unknown (", StringComparison.Ordinal) &&
            !name.Contains("GREASE", StringComparison.Ordinal) ? name : null;

    private static Func<ulong, string?> Field(string name) => number => FieldMeanings.Of(name, number);

    private static string? Pair(ulong pair) => Name("signature-schemes", pair);

    private static string SnakeCase(string name) =>
        string.Concat(name.Select((c, i) => (char.IsAsciiLetterUpper(c) && i > 0 ? "_" : "") + char.ToLowerInvariant(c)));
}
