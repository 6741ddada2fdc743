using TlsDissect.Connections;
using TlsDissect.Decryption;
using TlsDissect.Handshakes;
using TlsDissect.Keys;
using TlsDissect.Protocol;
using TlsDissect.Records.Resynchronization;

namespace TlsDissect.Secrets;

/// <summary>Finds the traffic secret of a TLS 1.3 direction (RFC 8446 §7.1) and proves it with the record at hand.</summary>
internal static class Tls13KeySearch
{
    /// <summary>KeyUpdates ahead for which a secret is looked up.</summary>
    public const int MaxGenerations = 64;

    public static KeyTrial TryKeys(DissectorContext context, TlsConnection connection, Direction direction, scoped in TlsRecord record,
        out RecordDecryptor? decryptor, out DecryptedRecord plain)
    {
        Handshake handshake = direction.Handshake!;
        bool found = false;
        if (TryEpoch(context, connection, direction, direction.Epoch, direction.Lost, record, ref found, out decryptor, out plain)) return new KeyTrial(TrialResult.Decrypted);

        // Early data that the server refuses is followed by records under the handshake keys, without a word between them.
        if (direction.Epoch == Tls13Epoch.EarlyData &&
            TryEpoch(context, connection, direction, Tls13Epoch.Handshake, direction.Lost, record, ref found, out decryptor, out plain))
            return new KeyTrial(TrialResult.Decrypted);

        // The Finished may be among what was lost.
        if (direction.Epoch == Tls13Epoch.Handshake && direction.Lost is not null &&
            TryEpoch(context, connection, direction, Tls13Epoch.Application, direction.Lost, record, ref found, out decryptor, out plain))
        {
            connection.OnFinishedLost(direction, handshake);
            return new KeyTrial(TrialResult.Decrypted);
        }

        handshake.HadCandidates |= found && direction.Epoch != Tls13Epoch.EarlyData;

        // Without the first application secret, one after KeyUpdates may be logged: what it opens is still to come.
        if (direction.Epoch == Tls13Epoch.Application && !found && HasLaterGeneration(context, handshake, connection.SenderOf(direction)))
        {
            if (TryLaterGenerations(context, connection, direction, record, out decryptor, out plain)) return new KeyTrial(TrialResult.Decrypted);
            direction.NoteUndecrypted(DecryptionReason.NoKey);
            if (!context.Keys.MayGrow) return new KeyTrial(TrialResult.Skip);
        }

        if (found && direction.IsWorthTheNextRecord()) return new KeyTrial(TrialResult.Skip);
        if (context.Keys.MayGrow && !found) return new KeyTrial(TrialResult.Wait);
        if (direction.Epoch == Tls13Epoch.EarlyData) return new KeyTrial(TrialResult.Skip);
        return new KeyTrial(TrialResult.GiveUp, KeySearch.WhyNot(handshake, context.Keys));
    }

    /// <summary>Opens a record with the keys of an epoch. Where that is done, the direction is in it, but for the decryptor, which is the caller's.</summary>
    /// <param name="context">The dissector's.</param>
    /// <param name="connection">Whose record it is.</param>
    /// <param name="direction">Whose record it is.</param>
    /// <param name="epoch">Which keys.</param>
    /// <param name="lost">What was lost before the record.</param>
    /// <param name="record">The record.</param>
    /// <param name="found">Set if there is a secret for it that is as long as the suite's hash.</param>
    /// <param name="decryptor">What opened it.</param>
    /// <param name="plain">What it holds.</param>
    public static bool TryEpoch(DissectorContext context, TlsConnection connection, Direction direction, Tls13Epoch epoch, LostRecords? lost, scoped in TlsRecord record,
        scoped ref bool found, out RecordDecryptor? decryptor, out DecryptedRecord plain)
    {
        Handshake handshake = direction.Handshake!;
        decryptor = null;
        plain = default;
        if (Find(context, connection, handshake, epoch, connection.SenderOf(direction)) is not TrafficSecret secret) return false;

        foreach (RecordProtection protection in Protections(handshake, epoch, secret))
        {
            decryptor = TrafficKeys.TryCreate(protection, secret.Secret);
            if (decryptor is null) continue;
            found = true;
            if ((plain = SequenceSearch.Decrypt(decryptor, lost, record, connection.Trials, context.Plaintext)).IsAuthenticated)
            {
                direction.Epoch = epoch;
                direction.TrafficSecret = secret.Secret;
                direction.Generation = 0;
                connection.Report().OnTrafficSecretVerified(handshake, LabelOf(epoch, connection.SenderOf(direction)), secret);
                return true;
            }

            decryptor.Dispose();
        }

        decryptor = null;
        return false;
    }

    /// <summary>The traffic secrets that are logged for after KeyUpdates, the first of them first.</summary>
    /// <param name="context">The dissector's.</param>
    /// <param name="handshake">The handshake; its client random is known.</param>
    /// <param name="sender">Whose.</param>
    /// <param name="after">The KeyUpdates that they come after are more than these.</param>
    public static IEnumerable<(int Generation, TrafficSecret Secret)> LaterGenerations(DissectorContext context, Handshake handshake, Sender sender, int after)
    {
        for (int generation = after + 1; generation <= after + MaxGenerations; generation++)
        {
            if (context.Keys.TryFind(LabelOf(Tls13Epoch.Application, sender), handshake.ClientRandom!, out KeyLogEntry logged, generation)) yield return (generation, TrafficSecret.From(logged));
        }
    }

    private static bool HasLaterGeneration(DissectorContext context, Handshake handshake, Sender sender) => LaterGenerations(context, handshake, sender, 0).Any();

    /// <summary>The first record after a KeyUpdate that could not be read.</summary>
    private static bool TryLaterGenerations(DissectorContext context, TlsConnection connection, Direction direction, scoped in TlsRecord record,
        out RecordDecryptor? decryptor, out DecryptedRecord plain)
    {
        Handshake handshake = direction.Handshake!;
        RecordProtection protection = handshake.Protection!;
        // Each record is tried as the first under each: only what is not there at all makes it another.
        LostRecords? lost = direction.Lost is { MissingBytes: > 0 } ? direction.Lost : null;
        foreach ((int generation, TrafficSecret secret) in LaterGenerations(context, handshake, connection.SenderOf(direction), 0))
        {
            if (!connection.Trials.TrySpend(record.Header.Length)) continue;
            decryptor = TrafficKeys.TryCreate(protection, secret.Secret);
            if (decryptor is null) continue;
            if ((plain = SequenceSearch.Decrypt(decryptor, lost, record, connection.Trials, context.Plaintext)).IsAuthenticated)
            {
                (direction.TrafficSecret, direction.Generation) = (secret.Secret, generation);
                connection.Report().OnTrafficSecretVerified(handshake, LabelOf(Tls13Epoch.Application, connection.SenderOf(direction)), secret, (uint)generation);
                return true;
            }

            decryptor.Dispose();
        }

        decryptor = null;
        plain = default;
        return false;
    }

    /// <summary>A direction's secret: logged for the client random, or what follows from a pre-shared key.</summary>
    public static TrafficSecret? Find(DissectorContext context, TlsConnection connection, Handshake handshake, Tls13Epoch epoch, Sender sender) =>
        context.Keys.TryFind(LabelOf(epoch, sender), handshake.ClientRandom!, out KeyLogEntry logged)
            ? TrafficSecret.From(logged)
            : Tls13PreSharedKeys.Find(context, connection.Summary, handshake, epoch, sender);

    /// <summary>
    /// The negotiated suite. Early data is under that of the session which issued the ticket, another where the server refuses it: all that the client
    /// offers with a hash as long as the secret.
    /// </summary>
    private static IEnumerable<RecordProtection> Protections(Handshake handshake, Tls13Epoch epoch, TrafficSecret secret)
    {
        RecordProtection negotiated = handshake.Protection!;
        yield return negotiated;
        if (epoch != Tls13Epoch.EarlyData || handshake.ClientHello is null) yield break;
        foreach (ushort id in handshake.ClientHello.CipherSuites)
        {
            if (CipherSuites.Find(id) is not { IsTls13: true } suite || suite == negotiated.CipherSuite || SuiteHashes.Length(suite.Hash) != secret.Secret.Length) continue;
            RecordProtection other = new(negotiated.Version, suite);
            if (RecordDecryptorFactory.IsSupported(other)) yield return other;
        }
    }

    /// <summary>The epoch of a key log's label, and whose it is.</summary>
    public static (Tls13Epoch Epoch, Sender Sender) EpochOf(KeyLogLabel label) => label switch
    {
        KeyLogLabel.ClientEarlyTrafficSecret => (Tls13Epoch.EarlyData, Sender.Client),
        KeyLogLabel.ClientHandshakeTrafficSecret => (Tls13Epoch.Handshake, Sender.Client),
        KeyLogLabel.ServerHandshakeTrafficSecret => (Tls13Epoch.Handshake, Sender.Server),
        KeyLogLabel.ClientTrafficSecret0 => (Tls13Epoch.Application, Sender.Client),
        _ => (Tls13Epoch.Application, Sender.Server),
    };

    /// <summary>The key log's label of a direction's secret.</summary>
    public static KeyLogLabel LabelOf(Tls13Epoch epoch, Sender sender) => (epoch, sender) switch
    {
        (Tls13Epoch.EarlyData, _) => KeyLogLabel.ClientEarlyTrafficSecret,
        (Tls13Epoch.Handshake, Sender.Client) => KeyLogLabel.ClientHandshakeTrafficSecret,
        (Tls13Epoch.Handshake, _) => KeyLogLabel.ServerHandshakeTrafficSecret,
        (_, Sender.Client) => KeyLogLabel.ClientTrafficSecret0,
        _ => KeyLogLabel.ServerTrafficSecret0,
    };
}
