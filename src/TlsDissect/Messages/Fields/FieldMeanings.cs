using System.Text;
using TlsDissect.Protocol;

namespace TlsDissect.Messages.Fields;

/// <summary>The registered names of numbers, by the name of their field, and the fields that are text.</summary>
internal static class FieldMeanings
{
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
        ["signature_algorithm"] = Scheme,
        ["dc_cert_verify_algorithm"] = Scheme,
        ["certificate_types"] = number => ((ClientCertificateType)number).RegisteredName(),
        ["ke_modes"] = number => number switch { 0 => "psk_ke", 1 => "psk_dhe_ke", _ => null },
        ["status_type"] = number => number switch { 1 => "ocsp", 2 => "ocsp_multi", _ => null },
        ["request_update"] = number => number switch { 0 => "update_not_requested", 1 => "update_requested", _ => null },
        ["algorithm"] = number => number switch { 1 => "zlib", 2 => "brotli", 3 => "zstd", _ => null },
    };

    private static readonly HashSet<string> Texts = ["host_name", "protocol_name", "psk_identity", "psk_identity_hint", "selected_protocol"];

    /// <summary>
    /// The registered name of a number; <c>null</c> if its field is not of a registry or the number is unknown there.
    /// </summary>
    public static string? Of(string field, ulong number) => Registries.GetValueOrDefault(field)?.Invoke(number);

    /// <summary>The text that a field is, as Latin-1; <c>null</c> if it is not text.</summary>
    public static string? Of(string field, ReadOnlySpan<byte> bytes) => Texts.Contains(field) ? Encoding.Latin1.GetString(bytes) : null;

    private static string Version(ulong number) =>
        Grease.IsGrease((ushort)number) ? RegisteredNames.Unregistered((ushort)number) : ((ProtocolVersion)number).DisplayName();

    private static string Suite(ulong number) => CipherSuites.Name((CipherSuiteId)number);

    private static string Group(ulong number) => ((NamedGroup)number).RegisteredName();

    private static string Scheme(ulong number) => ((SignatureScheme)number).RegisteredName();

    private static string? Compression(ulong number) => number switch { 0 => "null", 1 => "DEFLATE", 64 => "LZS", _ => null };
}
