using TlsDissect.Protocol;

namespace TlsDissect.Messages;

/// <summary>
/// The sender's signature over the handshake so far, which proves that it has its certificate's key (RFC 5246 §7.4.8, RFC 8446 §4.4.3).
/// </summary>
internal sealed record CertificateVerify() : HandshakeMessage(HandshakeType.CertificateVerify)
{
    /// <summary>The signature and its scheme.</summary>
    public required DigitalSignature Signature { get; init; }

    internal static CertificateVerify Read(ref TlsReader reader, ProtocolVersion version) => new()
    {
        Signature = DigitalSignature.Read(ref reader, version),
    };
}
