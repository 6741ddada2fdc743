using TlsDissect.Protocol;

namespace TlsDissect.Messages;

/// <summary>
/// What must be known besides a message's bytes to parse it, because some structures depend on the version and the key exchange.
/// </summary>
/// <param name="Version">The negotiated version, or <see cref="ProtocolVersion.None"/> before a ServerHello.</param>
/// <param name="CipherSuite">The negotiated suite, or <c>null</c> if it is unknown.</param>
/// <param name="Certificates">The cache of earlier certificates, which are not copied again. <c>null</c> for none.</param>
internal readonly record struct HandshakeContext(ProtocolVersion Version, CipherSuite? CipherSuite, CertificateCache? Certificates = null);
