using TlsDissect.Protocol;

namespace TlsDissect.Handshake;

/// <summary>digitally-signed (RFC 5246 §4.7).</summary>
/// <param name="Scheme">
/// How it was made; <c>null</c> before TLS 1.2, where the certificate's key decides: MD5 and SHA-1 together with RSA, SHA-1 with the others.
/// </param>
/// <param name="Value">The signature.</param>
public sealed record DigitalSignature(SignatureScheme? Scheme, byte[] Value)
{
    internal static DigitalSignature Read(ref TlsReader reader, ProtocolVersion version) => new(
        Scheme: version is >= ProtocolVersion.Ssl30 and < ProtocolVersion.Tls12 ? null : (SignatureScheme)reader.ReadUInt16("signature_algorithm"),
        Value: reader.ReadOpaque16("signature"));
}
