using TlsDissect.Decryption;
using TlsDissect.Keys;
using TlsDissect.Protocol;

namespace TlsDissect.Secrets;

/// <summary>The keys found for a direction, and facts that follow from them.</summary>
/// <param name="Decryptor">Decrypts the records from here on. The receiver owns it.</param>
internal sealed record FoundKeys(RecordDecryptor Decryptor)
{
    /// <summary>The master secret, if this record is the first that it decrypted.</summary>
    public SessionSecret? Master { get; init; }

    /// <summary>The TLS 1.3 traffic secret that the keys come from; <c>null</c> before TLS 1.3.</summary>
    public byte[]? TrafficSecret { get; init; }

    public Epoch Epoch { get; init; }

    /// <summary>Number of KeyUpdates before the traffic secret.</summary>
    public int Generation { get; init; }

    /// <summary>The logged traffic secret that leads to this one, if this record is the first that it decrypted.</summary>
    public TrafficSecret? Given { get; init; }

    /// <summary>The handshake that the secret belongs to, if a hello is missing.</summary>
    public FoundByTrial? Trial { get; init; }

    /// <summary>Whether the application keys came into use before the sender's Finished was seen.</summary>
    public bool IsFinishedLost { get; init; }

    /// <summary>
    /// Derives the keys after a KeyUpdate (RFC 8446 §7.2). Returns <c>null</c> if the secret is not as long as the suite's hash.
    /// </summary>
    public static FoundKeys? TryNext(RecordProtection protection, Epoch epoch, byte[] secret, int generation) =>
        Tls13KeySchedule.TryNextGeneration(protection.Version, protection.CipherSuite, secret) is byte[] next &&
            Secrets.TrafficSecret.TryCreateDecryptor(protection, next) is RecordDecryptor decryptor
            ? new FoundKeys(decryptor) { TrafficSecret = next, Epoch = epoch, Generation = generation + 1 }
            : null;
}

/// <summary>What a logged secret reveals about its handshake once it has decrypted a record.</summary>
/// <param name="ClientRandom">The 32 bytes that identify the handshake's secrets.</param>
/// <param name="Sender">Who sent the record.</param>
/// <param name="Suite">The negotiated suite; <c>null</c> if unknown, because early data may have another.</param>
internal sealed record FoundByTrial(ReadOnlyMemory<byte> ClientRandom, Sender Sender, CipherSuite? Suite)
{
    /// <summary>The version, which a ServerHello may not have told.</summary>
    public ProtocolVersion Version { get; init; } = ProtocolVersion.Tls13;
}
