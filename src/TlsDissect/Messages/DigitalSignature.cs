using TlsDissect.Protocol;

namespace TlsDissect.Messages;

/// <summary>digitally-signed (RFC 5246 §4.7).</summary>
/// <param name="Scheme">The scheme; <c>null</c> before TLS 1.2, where the certificate's key decides: MD5 and SHA-1 together with RSA, SHA-1
/// with other keys.</param>
/// <param name="Value">The signature.</param>
internal sealed record DigitalSignature(SignatureScheme? Scheme, byte[] Value)
{
    internal static DigitalSignature Read(ref TlsReader reader, ProtocolVersion version) => new(
        Scheme: HasScheme(version) ? ReadScheme(ref reader) : null,
        Value: reader.ReadOpaque16("signature"));

    private static SignatureScheme ReadScheme(ref TlsReader reader)
    {
        SignatureScheme scheme = (SignatureScheme)reader.ReadUInt16("algorithm");
        reader.Means("SignatureScheme");
        return scheme;
    }

    /// <summary>Whether a signature names its scheme in this version.</summary>
    internal static bool HasScheme(ProtocolVersion version) =>
        version.Generation() is not (>= TlsGeneration.Ssl30 and < TlsGeneration.Tls12);
}
