using TlsDissect.Decryption;
using TlsDissect.Keys;

namespace TlsDissect.Secrets;

/// <summary>From a TLS 1.3 traffic secret to the decryptor of a direction.</summary>
internal static class TrafficKeys
{
    /// <summary>Creates the decryptor; <c>null</c> if the secret is not as long as the suite's hash, or the suite is not supported.</summary>
    public static RecordDecryptor? TryCreate(RecordProtection protection, ReadOnlySpan<byte> secret) =>
        Tls13KeySchedule.TryDeriveKeys(protection.Version, protection.CipherSuite, secret) is DirectionKeys keys
            ? RecordDecryptorFactory.Create(protection, keys)
            : null;
}
