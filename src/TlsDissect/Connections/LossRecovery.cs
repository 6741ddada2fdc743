using TlsDissect.Decryption;
using TlsDissect.Handshakes;
using TlsDissect.Keys;
using TlsDissect.Protocol;
using TlsDissect.Records.Resynchronization;
using TlsDissect.Secrets;

namespace TlsDissect.Connections;

/// <summary>
/// Opens a record of a direction whose keys are known, into the context's plaintext buffer. After a loss the keys may have changed with what was lost:
/// in TLS 1.3 the next ones follow from those that are known.
/// </summary>
internal static class LossRecovery
{
    /// <summary>KeyUpdates that one loss may hide.</summary>
    private const int MaxGenerations = 2;

    public static bool TryDecrypt(DissectorContext context, TlsConnection connection, Direction direction, LostRecords? lost, scoped in TlsRecord record, out DecryptedRecord plain)
    {
        if ((plain = SequenceSearch.Decrypt(direction.Decryptor!, lost, record, connection.Trials, context.Plaintext)).IsAuthenticated) return true;
        if (direction is { Epoch: Tls13Epoch.EarlyData, Handshake.Protection: null, Search: TrafficSecretSearch search })
        {
            if (search.TryDecrypt(record, out plain) is not RecordDecryptor found) return false;
            direction.Protect(found);
            return true;
        }

        if (direction is { Epoch: Tls13Epoch.EarlyData, Handshake: { IsTls13: true, Protection: not null } })
            return TryEpoch(context, connection, direction, Tls13Epoch.Handshake, lost, record, out plain);
        if (lost is not LostRecords loss || direction.Handshake is not { IsTls13: true } handshake || direction.TrafficSecret.Length == 0) return false;
        if (direction.Epoch == Tls13Epoch.Application) return TryNextGenerations(context, connection, direction, handshake.Protection!, loss, record, out plain);
        if (direction.Epoch != Tls13Epoch.Handshake || !TryEpoch(context, connection, direction, Tls13Epoch.Application, loss, record, out plain)) return false;
        connection.OnFinishedLost(direction, handshake);
        return true;
    }

    /// <summary>
    /// The keys of a later epoch: early data that the server refuses is followed by records under the handshake keys, without a word between them (RFC 8446
    /// §4.2.10), and the Finished that changes to the application keys may be among what was lost.
    /// </summary>
    private static bool TryEpoch(DissectorContext context, TlsConnection connection, Direction direction, Tls13Epoch epoch, LostRecords? lost, scoped in TlsRecord record,
        out DecryptedRecord plain)
    {
        bool found = false;
        if (!Tls13KeySearch.TryEpoch(context, connection, direction, epoch, lost, record, ref found, out RecordDecryptor? decryptor, out plain)) return false;
        direction.Protect(decryptor!);
        return true;
    }

    /// <summary>A KeyUpdate was among what was lost.</summary>
    private static bool TryNextGenerations(DissectorContext context, TlsConnection connection, Direction direction, RecordProtection protection, scoped in LostRecords lost, scoped in TlsRecord record,
        out DecryptedRecord plain)
    {
        byte[]? secret = direction.TrafficSecret;
        for (int generation = 0; generation < MaxGenerations; generation++)
        {
            secret = Tls13KeySchedule.TryNextGeneration(protection.Version, protection.CipherSuite, secret);
            if (secret is null) break;
            if (TrySecret(context, connection, direction, protection, secret, lost, record, out plain))
            {
                direction.Generation += generation + 1;
                return true;
            }
        }

        // More than that only where the key log says so.
        Handshake handshake = direction.Handshake!;
        foreach ((int generation, TrafficSecret logged) in Tls13KeySearch.LaterGenerations(context, handshake, connection.SenderOf(direction), direction.Generation + MaxGenerations))
        {
            if (!TrySecret(context, connection, direction, protection, logged.Secret, lost, record, out plain)) continue;
            direction.Generation = generation;
            connection.Report().OnTrafficSecretVerified(handshake, Tls13KeySearch.LabelOf(Tls13Epoch.Application, connection.SenderOf(direction)), logged, (uint)generation);
            return true;
        }

        plain = default;
        return false;
    }

    private static bool TrySecret(DissectorContext context, TlsConnection connection, Direction direction, RecordProtection protection, byte[] secret, LostRecords? lost, scoped in TlsRecord record,
        out DecryptedRecord plain)
    {
        plain = default;
        if (TrafficKeys.TryCreate(protection, secret) is not RecordDecryptor decryptor) return false;
        if (!(plain = SequenceSearch.Decrypt(decryptor, lost, record, connection.Trials, context.Plaintext)).IsAuthenticated)
        {
            decryptor.Dispose();
            return false;
        }

        direction.Protect(decryptor);
        direction.TrafficSecret = secret;
        return true;
    }
}
