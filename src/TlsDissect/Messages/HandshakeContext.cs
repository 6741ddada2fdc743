using TlsDissect.Protocol;

namespace TlsDissect.Messages;

/// <summary>
/// What must be known beyond a message's bytes to parse it: some structures change with the version and the key exchange.
/// </summary>
/// <param name="Version">The negotiated version, or <see cref="ProtocolVersion.None"/> before a ServerHello.</param>
/// <param name="CipherSuite">The negotiated suite, or <c>null</c> where it is unknown.</param>
/// <param name="Certificates">Those that were met before: of these no second copy is made. <c>null</c> for none.</param>
internal readonly record struct HandshakeContext(ProtocolVersion Version, CipherSuite? CipherSuite, CertificateCache? Certificates = null);
