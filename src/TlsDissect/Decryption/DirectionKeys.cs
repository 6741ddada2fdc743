namespace TlsDissect.Decryption;

/// <summary>
/// Keys of one direction: its part of the key block (RFC 5246 §6.3), or the expansion of a TLS 1.3 traffic secret (RFC 8446 §7.3).
/// </summary>
/// <param name="MacKey">client_write_MAC_key or the server's; empty with an AEAD.</param>
/// <param name="Key">client_write_key or the server's; empty with a NULL cipher.</param>
/// <param name="Iv">The fixed IV, the implicit IV of TLS 1.0 and before, or the AEAD's salt.</param>
internal sealed record DirectionKeys(byte[] MacKey, byte[] Key, byte[] Iv)
{
    /// <summary>sn_key, which encrypts the numbers of records in DTLS 1.3 (RFC 9147 §4.2.3); empty in other versions.</summary>
    public byte[] NumberKey { get; init; } = [];
}
