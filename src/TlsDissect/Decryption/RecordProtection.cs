using TlsDissect.Protocol;

namespace TlsDissect.Decryption;

/// <summary>Everything except the keys that decides how a direction's records are protected.</summary>
/// <param name="Version">The negotiated version.</param>
/// <param name="CipherSuite">The negotiated suite.</param>
/// <param name="EncryptThenMac">Whether encrypt_then_mac was negotiated (RFC 7366); ignored if the cipher is not in CBC mode.</param>
/// <param name="TruncatedHmac">Whether truncated_hmac was negotiated (RFC 6066 §7).</param>
/// <param name="CompressionMethod">0 none, 1 DEFLATE (RFC 3749).</param>
internal sealed record RecordProtection(
    ProtocolVersion Version,
    CipherSuite CipherSuite,
    bool EncryptThenMac = false,
    bool TruncatedHmac = false,
    byte CompressionMethod = 0)
{
    /// <summary>The version of QUIC whose packets are protected; <c>null</c> for records of TLS and DTLS.</summary>
    public QuicVersion? Quic { get; init; }
}
