using TlsDissect.Transport;

namespace TlsDissect;

/// <summary>Addresses that a QUIC connection moved to (RFC 9000 §9).</summary>
/// <param name="Client">Of the client.</param>
/// <param name="Server">Of the server.</param>
/// <param name="Packet">Number of the first packet between them.</param>
public sealed record QuicPath(IpEndpoint Client, IpEndpoint Server, long Packet);
