namespace TlsDissect.Decryption.Quic;

/// <summary>Keys of one direction at one encryption level (RFC 9001 §5.1).</summary>
/// <param name="Packet">Key and IV of the first generation of packets.</param>
/// <param name="HeaderKey">The key of header protection, which key updates do not change.</param>
internal sealed record QuicKeys(DirectionKeys Packet, byte[] HeaderKey);
