using TlsDissect.Connections;
using TlsDissect.Decryption;
using TlsDissect.Handshakes;
using TlsDissect.Keys;
using TlsDissect.Protocol;

namespace TlsDissect.Secrets;

/// <summary>
/// Finds the keys of a direction and proves them: a secret counts as right only when a record authenticates with the keys that follow
/// from it (architecture decision 8).
/// </summary>
internal static class KeySearch
{
    /// <summary>Looks for keys and opens the first record with them, into the context's plaintext buffer.</summary>
    public static KeyTrial TryKeys(DissectorContext context, TlsConnection connection, Direction direction, scoped in TlsRecord record,
        out RecordDecryptor? decryptor, out DecryptedRecord plain)
    {
        decryptor = null;
        plain = default;
        Handshake? handshake = direction.Handshake;
        if (handshake?.ServerHello is not null && (handshake.Protection is not RecordProtection protection || !RecordDecryptorFactory.IsSupported(protection)))
            return new KeyTrial(TrialResult.GiveUp, DecryptionReason.UnsupportedCipherSuite);
        bool isNamed = handshake?.ClientRandom is not null && handshake.Protection is not null && !TrafficSecretSearch.IsForInnerHello(context, handshake);
        if (handshake is { ServerHello: not null, IsTls13: false })
        {
            if (isNamed) return TryMasterSecrets(context, connection, direction, record, out decryptor, out plain);
            connection.StayRestored(); // What was tried is not in its archive.
            decryptor = MasterSecretSearch.TryDecrypt(context, connection, direction, record, out plain);
        }
        else if (isNamed && direction.Epoch != Tls13Epoch.Initial && (direction.Decrypted > 0 || connection.Missing.HasOwnHello(direction)))
        {
            return Tls13KeySearch.TryKeys(context, connection, direction, record, out decryptor, out plain);
        }
        else
        {
            // The ServerHello may be read later than it was sent.
            if (handshake is { ClientHello: not null, ServerHello: null, IsFoundByTrial: false } && connection.SenderOf(direction) == Sender.Client && !connection.Missing.HasMany(direction)) return WaitOrGiveUp(handshake, context.Keys);
            // What follows a record helps to find its sequence number.
            if (handshake?.ClientRandom is null && !connection.Missing.HasOwnHello(direction) && !connection.Missing.HasEnough(direction)) return new KeyTrial(TrialResult.Wait);
            connection.StayRestored();
            direction.Search ??= new TrafficSecretSearch(context, connection, direction);
            decryptor = direction.Search.TryDecrypt(record, out plain);
            // Early data whose key is not there is followed by records whose key may be.
            if (decryptor is null && direction.Epoch == Tls13Epoch.EarlyData && connection.IsEnding) return new KeyTrial(TrialResult.Skip);
        }

        return decryptor is not null ? new KeyTrial(TrialResult.Decrypted) : WaitOrGiveUp(handshake, context.Keys);
    }

    /// <summary>Why no key of the ring opens what this handshake protects.</summary>
    public static DecryptionReason WhyNot(Handshake? handshake, KeyRing keys)
    {
        if (handshake is { IsFoundWithoutHello: true, IsTls13: true }) return WhyNotTls13(handshake, keys);
        if (handshake?.ServerHello is null && handshake?.ClientHello is null) return DecryptionReason.MissingClientHello;
        if (handshake.ServerHello is null) return DecryptionReason.MissingServerHello;
        if (handshake.Protection is not RecordProtection protection || !RecordDecryptorFactory.IsSupported(protection))
            return DecryptionReason.UnsupportedCipherSuite;
        if (handshake.ClientHello is null) return DecryptionReason.MissingClientHello;
        if (!keys.HasAny) return DecryptionReason.NoKey;
        if (handshake.HadCertainCandidate) return handshake.IsDamaged ? DecryptionReason.StreamGap : DecryptionReason.BadRecordMac;
        if (handshake.HasUntriedKeys) return DecryptionReason.NotTried;
        if (handshake.HadCandidates) return DecryptionReason.KeyMismatch;
        if (handshake.IsTls13) return WhyNotTls13(handshake, keys);
        // Where the server's flight is whole, what the key exchange was is known, and that the client's part of it is what is missing.
        if (handshake.IsDamaged && handshake.ClientKeyExchange is null && !handshake.ServerHelloDone) return DecryptionReason.StreamGap;
        if (handshake.IsResumption) return DecryptionReason.ResumedFromUnseenSession;

        return handshake.CipherSuite!.KeyExchange switch
        {
            KeyExchange.Rsa or KeyExchange.RsaPsk when !keys.HasServerKeys => DecryptionReason.NoKey,
            KeyExchange.RsaPsk when keys.PreSharedKeys.Count == 0 => DecryptionReason.NoKey,
            KeyExchange.Rsa or KeyExchange.RsaPsk when handshake.ClientKeyExchange is null => DecryptionReason.MissingKeyExchange,
            KeyExchange.Rsa or KeyExchange.RsaPsk => DecryptionReason.KeyMismatch,
            KeyExchange.Psk when keys.PreSharedKeys.Count > 0 => DecryptionReason.KeyMismatch,
            KeyExchange.DhePsk or KeyExchange.EcdhePsk when keys.PreSharedKeys.Count > 0 => DecryptionReason.ForwardSecrecy,
            _ when handshake.CipherSuite!.IsForwardSecret && (keys.HasServerKeys || keys.StaticDhKeys.Count > 0) => DecryptionReason.ForwardSecrecy,
            KeyExchange.Dh or KeyExchange.DhExport or KeyExchange.Ecdh when keys.StaticDhKeys.Count > 0 =>
                handshake.ClientKeyExchange is null ? DecryptionReason.MissingKeyExchange : DecryptionReason.KeyMismatch,
            _ => DecryptionReason.NoKey,
        };
    }

    /// <summary>Neither a certificate's key nor, with a key share beside it, a pre-shared key leads to a traffic secret (RFC 8446 §7.1).</summary>
    private static DecryptionReason WhyNotTls13(Handshake handshake, KeyRing keys)
    {
        // Hellos are missing, and it was found all the same: only this side's secret is not there.
        if (handshake.ServerHello is null || handshake.ClientHello is null) return handshake.IsDamaged ? DecryptionReason.StreamGap : DecryptionReason.NoKey;
        bool isPreShared = handshake.ServerHello.SelectedPreSharedKey is not null;
        bool isExchanged = handshake.ServerHello.KeyShareGroup is not null;
        if (isPreShared && handshake.PreSharedKey is not null && isExchanged) return DecryptionReason.ForwardSecrecy;
        if (isPreShared && keys.PreSharedKeys.Count > 0) return DecryptionReason.KeyMismatch;
        return keys.HasServerKeys && isExchanged ? DecryptionReason.ForwardSecrecy : DecryptionReason.NoKey;
    }

    private static KeyTrial TryMasterSecrets(DissectorContext context, TlsConnection connection, Direction direction, scoped in TlsRecord record,
        out RecordDecryptor? decryptor, out DecryptedRecord plain)
    {
        Handshake handshake = direction.Handshake!;
        Sender sender = connection.SenderOf(direction);
        if (handshake.Secret is not null)
        {
            decryptor = handshake.CreateDecryptor(handshake.Secret, sender);
            return FirstRecord.TryDecrypt(handshake, decryptor, direction.Lost, record, connection.Trials, context.Plaintext, out plain)
                ? new KeyTrial(TrialResult.Decrypted)
                : new KeyTrial(TrialResult.BadRecord);
        }

        IEnumerable<SessionSecret> candidates = MasterSecretCandidates.For(handshake, context, connection.Summary);
        bool isAgain = handshake.HadCandidates;
        foreach (SessionSecret candidate in candidates)
        {
            // What waits is tried again with every message of the other side.
            if (isAgain && !connection.Trials.TrySpend(record.Header.Length)) break;
            handshake.HadCandidates = true;
            handshake.HadCertainCandidate |= candidate.Certain;
            decryptor = handshake.CreateDecryptor(candidate, sender);
            if (FirstRecord.TryDecrypt(handshake, decryptor, direction.Lost, record, connection.Trials, context.Plaintext, out plain))
            {
                connection.OnSecretVerified(handshake, candidate);
                return new KeyTrial(TrialResult.Decrypted);
            }

            decryptor.Dispose();
        }

        decryptor = null;
        plain = default;
        // After a loss the next record may decrypt where this one did not. An injected record in front of the first one is not the sender's.
        if ((handshake.HadCertainCandidate || (handshake.HadCandidates && handshake.IsResumption)) && direction.IsWorthTheNextRecord()) return new KeyTrial(TrialResult.Skip);
        return WaitOrGiveUp(handshake, context.Keys);
    }

    /// <summary>
    /// Waiting is worth while if a key may still be added, or if a part of the handshake that the other direction carries is still to come
    /// and a key that we have could use it.
    /// </summary>
    private static KeyTrial WaitOrGiveUp(Handshake? handshake, KeyRing keys)
    {
        bool isBegun = handshake?.ClientHello is not null || handshake?.ServerHello is not null;
        bool partMissing = isBegun && (handshake!.ClientHello is null || handshake.ServerHello is null ||
            (!handshake.IsTls13 && !handshake.IsResumption && (handshake.ClientKeyExchange is null || !handshake.ServerHelloDone)));
        return keys.MayGrow || (keys.HasAny && partMissing)
            ? new KeyTrial(TrialResult.Wait)
            : new KeyTrial(TrialResult.GiveUp, WhyNot(handshake, keys));
    }
}
