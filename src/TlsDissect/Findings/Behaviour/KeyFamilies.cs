using TlsDissect.Protocol;

namespace TlsDissect.Findings.Behaviour;

/// <summary>Families of keys, as both signature schemes and certificates have them.</summary>
internal static class KeyFamilies
{
    public const string Rsa = "RSA";
    public const string Ecdsa = "ECDSA";
    public const string Dsa = "DSA";

    /// <summary>The family that a scheme signs with; <c>null</c> if it is not a usual one.</summary>
    public static string? Of(SignatureScheme scheme) => scheme.RegisteredName() switch
    {
        ['r', 's', 'a', '_', ..] => Rsa,
        ['e', 'c', 'd', 's', 'a', '_', ..] => Ecdsa,
        ['d', 's', 'a', '_', ..] => Dsa,
        "ed25519" => "Ed25519",
        "ed448" => "Ed448",
        _ => null,
    };

    /// <summary>The family of a certificate's key, from its name; <c>null</c> if it is not a usual one.</summary>
    public static string? OfKey(string publicKey) => publicKey.Split(' ')[0] switch
    {
        "RSA" or "RSASSA-PSS" => Rsa,
        "EC" => Ecdsa,
        "DSA" => Dsa,
        "Ed25519" => "Ed25519",
        "Ed448" => "Ed448",
        _ => null,
    };

    /// <summary>Whether a scheme is RSASSA-PSS, the only RSA signature of TLS 1.3 handshakes (RFC 8446 §4.2.3).</summary>
    public static bool IsPss(SignatureScheme scheme) => scheme.RegisteredName().StartsWith("rsa_pss_", StringComparison.Ordinal);
}
