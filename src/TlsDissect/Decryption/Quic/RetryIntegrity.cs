using TlsDissect.Protocol;

namespace TlsDissect.Decryption.Quic;

/// <summary>
/// The integrity tag at the end of a Retry packet (RFC 9001 §5.8). Its key is public: it shows that the packet answers a client's first
/// Initial packet and was not damaged.
/// </summary>
internal static class RetryIntegrity
{
    /// <summary>Size of the tag in bytes.</summary>
    public const int TagLength = 16;

    /// <summary>Whether the tag of a Retry packet verifies.</summary>
    /// <param name="version">The packet's version, in which Retry packets have a tag.</param>
    /// <param name="originalDestinationId">Destination connection ID of the client's first Initial packet.</param>
    /// <param name="packet">The whole packet, as on the wire.</param>
    public static bool IsValid(QuicVersion version, ReadOnlySpan<byte> originalDestinationId, ReadOnlySpan<byte> packet)
    {
        if (packet.Length < TagLength || originalDestinationId.Length > QuicVersion.LongestConnectionId) return false;
        byte[] pseudoPacket = [(byte)originalDestinationId.Length, .. originalDestinationId, .. packet[..^TagLength]];
        using IAead aead = Aeads.Create(CipherSuite.Find(CipherSuiteId.TLS_AES_128_GCM_SHA256)!, version.RetryKey);
        return aead.TryDecrypt(version.RetryNonce, [], packet[^TagLength..], [], pseudoPacket);
    }
}
