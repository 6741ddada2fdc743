using TlsDissect.Decryption;
using TlsDissect.Decryption.Quic;
using TlsDissect.Keys;
using TlsDissect.Protocol;

namespace TlsDissect.Secrets;

/// <summary>A TLS 1.3 traffic secret and its source.</summary>
/// <param name="Secret">As long as the suite's hash.</param>
/// <param name="Source">Its source.</param>
/// <param name="Name">The key log, or the identity of the pre-shared key.</param>
/// <param name="Generation">Number of KeyUpdates before it.</param>
internal readonly record struct TrafficSecret(byte[] Secret, SecretSource Source, string? Name, int Generation = 0)
{
    /// <summary>What it was derived from; <c>null</c> if it was logged.</summary>
    public Tls13PskSchedule? Schedule { get; init; }

    public static TrafficSecret From(in KeyLogEntry logged, int generation = 0) =>
        new(logged.Secret, LoggedSource.Of(logged), logged.Source, generation);

    /// <summary>
    /// Creates the decryptor of a direction. Returns <c>null</c> if the secret is not as long as the suite's hash, or the suite is not
    /// supported.
    /// </summary>
    public static RecordDecryptor? TryCreateDecryptor(RecordProtection protection, ReadOnlySpan<byte> secret)
    {
        if (protection.Quic is QuicVersion quic) return TryCreateDecryptor(quic, protection, secret);
        return Tls13KeySchedule.TryDeriveKeys(protection.Version, protection.CipherSuite, secret) is DirectionKeys keys
            ? RecordDecryptorFactory.Create(protection, keys)
            : null;
    }

    private static QuicRecordDecryptor? TryCreateDecryptor(QuicVersion version, RecordProtection protection, ReadOnlySpan<byte> secret)
    {
        CipherSuite suite = protection.CipherSuite;
        return RecordDecryptorFactory.IsSupported(protection) && QuicKeySchedule.TryDeriveKeys(version, suite, secret) is QuicKeys keys
            ? new QuicRecordDecryptor(suite, keys, new QuicKeyUpdates(version, suite, secret.ToArray()))
            : null;
    }

    /// <summary>The epoch and the sender of a key log label.</summary>
    public static (Epoch Epoch, Sender Sender) EpochOf(KeyLogLabel label) => label switch
    {
        KeyLogLabel.ClientEarlyTrafficSecret => (Epoch.EarlyData, Sender.Client),
        KeyLogLabel.ClientHandshakeTrafficSecret => (Epoch.Handshake, Sender.Client),
        KeyLogLabel.ServerHandshakeTrafficSecret => (Epoch.Handshake, Sender.Server),
        KeyLogLabel.ClientTrafficSecret0 => (Epoch.Application, Sender.Client),
        _ => (Epoch.Application, Sender.Server),
    };

    /// <summary>The key log label of a direction's secret.</summary>
    public static KeyLogLabel LabelOf(Epoch epoch, Sender sender) => (epoch, sender) switch
    {
        (Epoch.EarlyData, _) => KeyLogLabel.ClientEarlyTrafficSecret,
        (Epoch.Handshake, Sender.Client) => KeyLogLabel.ClientHandshakeTrafficSecret,
        (Epoch.Handshake, _) => KeyLogLabel.ServerHandshakeTrafficSecret,
        (_, Sender.Client) => KeyLogLabel.ClientTrafficSecret0,
        _ => KeyLogLabel.ServerTrafficSecret0,
    };
}
