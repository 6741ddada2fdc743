using System.Text;

namespace TlsDissect.Protocol;

/// <summary>Registered names of numbers; <c>unknown (99)</c>, <c>unknown (0x1234)</c> or <c>GREASE (0x0a0a)</c> if there is none.</summary>
internal static class RegisteredNames
{
    private static readonly string[] Alerts = Names<AlertDescription>();
    private static readonly string[] Handshakes = Names<HandshakeType>();

    /// <summary>The name, as in <c>handshake_failure</c>.</summary>
    public static string RegisteredName(this AlertDescription alert) => Alerts[(byte)alert];

    /// <summary>The name, as in <c>client_hello</c>.</summary>
    public static string RegisteredName(this HandshakeType type) => Handshakes[(byte)type];

    /// <summary>The name, as in <c>server_name</c>.</summary>
    public static string RegisteredName(this ExtensionType type) =>
        Enum.GetName(type) is string name ? SnakeCase(name) : Unregistered((ushort)type);

    /// <summary>The name, as in <c>secp256r1</c>.</summary>
    public static string RegisteredName(this NamedGroup group) => Enum.GetName(group) ?? Unregistered((ushort)group);

    /// <summary>The name, as in <c>brotli</c>.</summary>
    public static string RegisteredName(this CertificateCompressionAlgorithm algorithm) =>
        Enum.GetName(algorithm) ?? Unregistered((ushort)algorithm);

    /// <summary>The name, as in <c>Raw Public Key</c>.</summary>
    public static string RegisteredName(this CertificateType type) => type switch
    {
        CertificateType.RawPublicKey => "Raw Public Key",
        CertificateType.CertificateType1609Dot2 => "1609Dot2",
        _ => Enum.GetName(type) ?? Unregistered((byte)type),
    };

    /// <summary>The name, as in <c>SRTP_AES128_CM_HMAC_SHA1_80</c>.</summary>
    public static string RegisteredName(this SrtpProtectionProfile profile) => Enum.GetName(profile) ?? Unregistered((ushort)profile);

    /// <summary>The name, as in <c>max_idle_timeout</c>.</summary>
    public static string RegisteredName(this QuicTransportParameter parameter) =>
        Enum.GetName(parameter) ?? ((ulong)parameter % 31 == 27 ? $"GREASE (0x{(ulong)parameter:x})" : $"unknown (0x{(ulong)parameter:x})");

    /// <summary>The name, as in <c>DHKEM(X25519, HKDF-SHA256)</c>.</summary>
    public static string RegisteredName(this HpkeKem kem) => kem switch
    {
        HpkeKem.DHKEM_P256_HKDF_SHA256 => "DHKEM(P-256, HKDF-SHA256)",
        HpkeKem.DHKEM_P384_HKDF_SHA384 => "DHKEM(P-384, HKDF-SHA384)",
        HpkeKem.DHKEM_P521_HKDF_SHA512 => "DHKEM(P-521, HKDF-SHA512)",
        HpkeKem.DHKEM_CP256_HKDF_SHA256 => "DHKEM(CP-256, HKDF-SHA256)",
        HpkeKem.DHKEM_CP384_HKDF_SHA384 => "DHKEM(CP-384, HKDF-SHA384)",
        HpkeKem.DHKEM_CP521_HKDF_SHA512 => "DHKEM(CP-521, HKDF-SHA512)",
        HpkeKem.DHKEM_SecP256K1_HKDF_SHA256 => "DHKEM(secp256k1, HKDF-SHA256)",
        HpkeKem.DHKEM_X25519_HKDF_SHA256 => "DHKEM(X25519, HKDF-SHA256)",
        HpkeKem.DHKEM_X448_HKDF_SHA512 => "DHKEM(X448, HKDF-SHA512)",
        _ => Enum.GetName(kem)?.Replace('_', '-') ?? Unregistered((ushort)kem),
    };

    /// <summary>The name, as in <c>HKDF-SHA256</c>.</summary>
    public static string RegisteredName(this HpkeKdf kdf) => Enum.GetName(kdf)?.Replace('_', '-') ?? Unregistered((ushort)kdf);

    /// <summary>The name, as in <c>AES-128-GCM</c>.</summary>
    public static string RegisteredName(this HpkeAead aead) =>
        aead == HpkeAead.ExportOnly ? "Export-only" : Enum.GetName(aead)?.Replace('_', '-') ?? Unregistered((ushort)aead);

    /// <summary>The name, as in <c>rsa_sign</c>.</summary>
    public static string RegisteredName(this ClientCertificateType type) => Enum.GetName(type) ?? Unregistered((byte)type);

    /// <summary>
    /// The name, as in <c>ecdsa_secp256r1_sha256</c>. A value without a name in TLS 1.3 is a pair of TLS 1.2's hash and signature algorithm
    /// (RFC 5246 §7.4.1.4.1), named in the same way: <c>dsa_sha256</c>.
    /// </summary>
    public static string RegisteredName(this SignatureScheme scheme)
    {
        if (Enum.GetName(scheme) is string name) return name;
        string? signature = ((ushort)scheme & 0xFF) switch { 1 => "rsa_pkcs1", 2 => "dsa", 3 => "ecdsa", _ => null };
        string? hash = ((ushort)scheme >> 8) switch
        {
            1 => "md5",
            2 => "sha1",
            3 => "sha224",
            4 => "sha256",
            5 => "sha384",
            6 => "sha512",
            _ => null
        };
        return signature is null || hash is null ? Unregistered((ushort)scheme) : $"{signature}_{hash}";
    }

    internal static string Unregistered(ushort value) => Grease.IsGrease(value) ? $"GREASE (0x{value:x4})" : $"unknown (0x{value:x4})";

    private static string Unregistered(byte value) => $"unknown ({value})";

    private static string[] Names<T>() where T : struct, Enum
    {
        string[] names = [.. Enumerable.Range(0, 256).Select(value => Unregistered((byte)value))];
        foreach (T value in Enum.GetValues<T>()) names[Convert.ToByte(value, null)] = SnakeCase(value.ToString());
        return names;
    }

    /// <summary>Converts <c>UnknownCa</c> to the RFC spelling <c>unknown_ca</c>.</summary>
    private static string SnakeCase(string name)
    {
        StringBuilder snake = new(name.Length + 8);
        foreach (char c in name)
        {
            if (char.IsAsciiLetterUpper(c) && snake.Length > 0) snake.Append('_');
            snake.Append(char.ToLowerInvariant(c));
        }

        return snake.ToString();
    }
}
