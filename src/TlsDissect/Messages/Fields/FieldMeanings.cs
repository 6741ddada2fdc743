using System.Globalization;
using System.Text;
using System.Text.Unicode;
using TlsDissect.Messages.Certificates;
using TlsDissect.Protocol;

namespace TlsDissect.Messages.Fields;

/// <summary>The registered names of numbers, by the name of their field, and the fields that are text.</summary>
internal static class FieldMeanings
{
    /// <summary>Name of a certificate in a Certificate message.</summary>
    public const string Certificate = "certificate";

    /// <summary>Name of an authority in a list of those that are accepted.</summary>
    public const string DistinguishedName = "distinguished_name";

    private static readonly Dictionary<string, Func<ulong, string?>> Registries = new()
    {
        ["client_version"] = Version,
        ["server_version"] = Version,
        ["version"] = Version,
        ["versions"] = Version,
        ["selected_version"] = Version,
        ["cipher_suites"] = Suite,
        ["cipher_suite"] = Suite,
        ["compression_methods"] = Compression,
        ["compression_method"] = Compression,
        ["extension_type"] = number => ((ExtensionType)number).RegisteredName(),
        ["name_type"] = number => number == 0 ? "host_name" : null,
        ["named_group_list"] = Group,
        ["group"] = Group,
        ["selected_group"] = Group,
        ["namedcurve"] = Group,
        ["ec_point_format_list"] = number => number switch
        {
            0 => "uncompressed",
            1 => "ansiX962_compressed_prime",
            2 => "ansiX962_compressed_char2",
            _ => null,
        },
        ["curve_type"] = number => number switch { 1 => "explicit_prime", 2 => "explicit_char2", 3 => "named_curve", _ => null },
        ["basis"] = number => number switch { 1 => "ec_basis_trinomial", 2 => "ec_basis_pentanomial", _ => null },
        ["supported_signature_algorithms"] = Scheme,
        ["SignatureScheme"] = Scheme,
        ["dc_cert_verify_algorithm"] = Scheme,
        ["certificate_types"] = number => ((ClientCertificateType)number).RegisteredName(),
        ["ke_modes"] = number => number switch { 0 => "psk_ke", 1 => "psk_dhe_ke", _ => null },
        ["status_type"] = number => number switch { 1 => "ocsp", 2 => "ocsp_multi", _ => null },
        ["request_update"] = number => number switch { 0 => "update_not_requested", 1 => "update_requested", _ => null },
        ["usage"] = number => number switch { 0 => "cid_immediate", 1 => "cid_spare", _ => null },
        ["CertChainType"] = number => number switch { 0 => "individual_certs", 1 => "pkipath", _ => null },
        ["supp_data_type"] = number => number switch { 0 => "user_mapping_data", 16386 => "authz_data", _ => null },
        ["change_cipher_spec_type"] = number => number == 1 ? "change_cipher_spec" : null,
        ["msg_type"] = number => number switch
        {
            0 => "error",
            1 => "client_hello",
            2 => "client_master_key",
            3 => "client_finished",
            4 => "server_hello",
            5 => "server_verify",
            6 => "server_finished",
            7 => "request_certificate",
            8 => "client_certificate",
            _ => null,
        },
        ["cipher_spec"] = Ssl2Cipher,
        ["cipher_kind"] = Ssl2Cipher,
        ["certificate_type"] = number => number == 1 ? "x509_certificate" : null,
        ["authentication_type"] = number => number == 1 ? "md5_with_rsa_encryption" : null,
        ["error_code"] = number => number switch
        {
            1 => "no_cipher_error",
            2 => "no_certificate_error",
            4 => "bad_certificate_error",
            6 => "unsupported_certificate_type_error",
            _ => null,
        },
        ["algorithm"] = number => number switch { 1 => "zlib", 2 => "brotli", 3 => "zstd", _ => null },
    };

    private static readonly HashSet<string> Texts =
        ["host_name", "protocol_name", "selected_protocol", "url", "public_name"];

    /// <summary>Text in UTF-8, if it is (RFC 4279 §5.1, RFC 4681 §5, RFC 5054 §2.3, RFC 5878 §3.3.2).</summary>
    private static readonly HashSet<string> Utf8Texts =
        ["psk_identity", "psk_identity_hint", "srp_I", "user_principal_name", "domain_name", "SAMLAssertion"];

    /// <summary>Every field and registry whose numbers have names.</summary>
    public static IEnumerable<string> Names => Registries.Keys.Concat(ExtensionMeanings.Names);

    /// <summary>
    /// The registered name of a number, or that it is unknown or GREASE; <c>null</c> if its field is not of a registry.
    /// </summary>
    public static string? Of(string field, ulong number) =>
        (Registries.GetValueOrDefault(field) ?? ExtensionMeanings.Find(field)) is { } registry
            ? registry(number) ?? string.Create(CultureInfo.InvariantCulture, $"unknown ({number})")
            : null;

    /// <summary>
    /// The text that a field is, or the subject of a certificate; <c>null</c> if it is neither.
    /// </summary>
    public static string? Of(string field, ReadOnlySpan<byte> bytes) =>
        Texts.Contains(field) || (Utf8Texts.Contains(field) && !Utf8.IsValid(bytes)) ? Encoding.Latin1.GetString(bytes)
        : Utf8Texts.Contains(field) ? Encoding.UTF8.GetString(bytes)
        : field == DistinguishedName ? AuthorityNames.Read([bytes.ToArray()])[0]
        : field is "identity" or "pwd_name" or "user_agent" or "connection_option" && IsName(bytes) ? Encoding.Latin1.GetString(bytes)
        : field == Certificate && CertificateParser.Parse(bytes.ToArray()).Subject is { Length: > 0 } subject ? subject
        : null;

    /// <summary>Whether an identity is a name: short text. Tickets and protected names are opaque.</summary>
    private static bool IsName(ReadOnlySpan<byte> identity)
    {
        const int LongestName = 64;
        bool isText = identity.Length is > 0 and <= LongestName;
        foreach (byte b in identity) isText &= b is >= 0x20 and < 0x7f;
        return isText;
    }

    private static string Version(ulong number) =>
        Grease.IsGrease((ushort)number) ? RegisteredNames.Unregistered((ushort)number) : ((ProtocolVersion)number).DisplayName();

    private static string Suite(ulong number) => CipherSuites.Name((CipherSuiteId)number);

    private static string? Ssl2Cipher(ulong number) => number > ushort.MaxValue ? Ssl2CipherNames.Of((int)number) : Suite(number);

    private static string Group(ulong number) => ((NamedGroup)number).RegisteredName();

    private static string Scheme(ulong number) => ((SignatureScheme)number).RegisteredName();

    private static string? Compression(ulong number) => number switch { 0 => "null", 1 => "DEFLATE", 64 => "LZS", _ => null };
}
