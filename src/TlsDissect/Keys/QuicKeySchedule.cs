using TlsDissect.Decryption;
using TlsDissect.Decryption.Quic;
using TlsDissect.Protocol;

namespace TlsDissect.Keys;

/// <summary>
/// The keys of QUIC (RFC 9001 §5 and §6): TLS 1.3's traffic secrets with other labels. Secrets come from key logs and captures. One
/// that is not as long as the suite's hash belongs to another suite, so the result is <c>null</c>.
/// </summary>
internal static class QuicKeySchedule
{
    /// <summary>The suite of Initial packets, whichever is negotiated (§5.2).</summary>
    public static CipherSuite InitialSuite { get; } = CipherSuite.Find(CipherSuiteId.TLS_AES_128_GCM_SHA256)!;

    /// <summary>Derives the secret of a side's Initial packets. It needs no key: the connection ID is in the packets.</summary>
    /// <param name="version">The version of the packets.</param>
    /// <param name="destinationId">Of the client's first Initial packet, or of its first one after a Retry.</param>
    /// <param name="sender">The side that sends the packets.</param>
    public static byte[] InitialSecret(QuicVersion version, ReadOnlySpan<byte> destinationId, Sender sender)
    {
        byte[] initial = Tls13KeySchedule.Extract(InitialSuite.Hash, version.InitialSalt, destinationId);
        byte[] secret = new byte[initial.Length];
        // The two labels that no version changes.
        Expand(InitialSuite, initial, sender == Sender.Client ? "client in" : "server in", secret);
        return secret;
    }

    /// <summary>Derives the keys of Initial packets.</summary>
    public static QuicKeys InitialKeys(QuicVersion version, ReadOnlySpan<byte> destinationId, Sender sender) =>
        TryDeriveKeys(version, InitialSuite, InitialSecret(version, destinationId, sender))!;

    /// <summary>Derives packet and header keys from a traffic secret (§5.1).</summary>
    public static QuicKeys? TryDeriveKeys(QuicVersion version, CipherSuite suite, ReadOnlySpan<byte> secret)
    {
        if (TryDerivePacketKeys(version, suite, secret) is not DirectionKeys packet) return null;
        byte[] headerKey = new byte[packet.Key.Length];
        Expand(suite, secret, version.LabelPrefix + "hp", headerKey);
        return new QuicKeys(packet, headerKey);
    }

    /// <summary>Derives the keys that a key update changes (§6.1).</summary>
    public static DirectionKeys? TryDerivePacketKeys(QuicVersion version, CipherSuite suite, ReadOnlySpan<byte> secret)
    {
        if (secret.Length != SuiteHashes.Length(suite.Hash)) return null;
        byte[] key = new byte[suite.Cipher.KeyLength()];
        byte[] iv = new byte[suite.FixedIvLength(ProtocolVersion.Tls13)];
        Expand(suite, secret, version.LabelPrefix + "key", key);
        Expand(suite, secret, version.LabelPrefix + "iv", iv);
        return new DirectionKeys([], key, iv);
    }

    /// <summary>Derives the secret after a key update (§6.1).</summary>
    public static byte[]? TryNextSecret(QuicVersion version, CipherSuite suite, ReadOnlySpan<byte> secret)
    {
        if (secret.Length != SuiteHashes.Length(suite.Hash)) return null;
        byte[] next = new byte[secret.Length];
        Expand(suite, secret, version.UpdateLabel, next);
        return next;
    }

    private static void Expand(CipherSuite suite, ReadOnlySpan<byte> secret, string label, Span<byte> output) =>
        Tls13KeySchedule.ExpandLabel(ProtocolVersion.Tls13, suite.Hash, secret, label, default, output);
}
