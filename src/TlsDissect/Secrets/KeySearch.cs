using TlsDissect.Connections;
using TlsDissect.Decryption;
using TlsDissect.Handshakes;
using TlsDissect.Keys;
using TlsDissect.Protocol;
using TlsDissect.Records;

namespace TlsDissect.Secrets;

/// <summary>
/// Finds the keys of a direction and proves them: a secret counts as right only when a record authenticates with the keys that follow
/// from it (architecture decision 8).
/// </summary>
internal static class KeySearch
{
    /// <summary>Looks for keys and opens the first record with them, into the context's plaintext buffer.</summary>
    public static Activation TryActivate(DissectorContext context, TlsConnection connection, Direction direction, in TlsRecord record,
        out RecordDecryptor? decryptor, out ContentType type, out int length)
    {
        decryptor = null;
        type = default;
        length = 0;
        HandshakeFlow? flow = direction.Flow;
        if (flow?.ServerHello is not null && (flow.Protection is not RecordProtection protection || !RecordDecryptorFactory.IsSupported(protection)))
            return new Activation(ActivationResult.GiveUp, DecryptionReason.UnsupportedCipherSuite);
        bool isNamed = flow?.ClientRandom is not null && flow.Protection is not null && !TrafficSecretSearch.IsForInnerHello(context, flow);
        if (flow is { ServerHello: not null, IsTls13: false })
        {
            if (isNamed) return TryMasterSecrets(context, connection, direction, record, out decryptor, out type, out length);
            connection.StayAwake(); // What was tried is not in its archive.
            decryptor = MasterSecretSearch.TryOpen(context, connection, direction, record, out type, out length);
        }
        else if (isNamed && direction.Epoch != Tls13Epoch.Initial && (direction.Opened > 0 || connection.Missing.HasOwnHello(direction)))
        {
            return Tls13KeySearch.TryActivate(context, connection, direction, record, out decryptor, out type, out length);
        }
        else
        {
            // The ServerHello may be read later than it was sent.
            if (flow is { ClientHello: not null, ServerHello: null, IsFoundByTrial: false } && connection.SenderOf(direction) == Sender.Client && !connection.Missing.HasMany(direction)) return WaitOrGiveUp(flow, context.Keys);
            // What follows a record helps to find its sequence number.
            if (flow?.ClientRandom is null && !connection.Missing.HasOwnHello(direction) && !connection.Missing.HasEnough(direction)) return new Activation(ActivationResult.Wait);
            connection.StayAwake();
            direction.Search ??= new TrafficSecretSearch(context, connection, direction);
            decryptor = direction.Search.TryOpen(record, out type, out length);
            // Early data whose key is not there is followed by records whose key may be.
            if (decryptor is null && direction.Epoch == Tls13Epoch.EarlyData && connection.IsEnding) return new Activation(ActivationResult.Skip);
        }

        return decryptor is not null ? new Activation(ActivationResult.Opened) : WaitOrGiveUp(flow, context.Keys);
    }

    /// <summary>Why no key of the ring opens what this handshake protects.</summary>
    public static DecryptionReason WhyNot(HandshakeFlow? flow, KeyRing keys)
    {
        if (flow is { IsFoundWithoutHello: true, IsTls13: true }) return WhyNotTls13(flow, keys);
        if (flow?.ServerHello is null && flow?.ClientHello is null) return DecryptionReason.MissingClientHello;
        if (flow.ServerHello is null) return DecryptionReason.MissingServerHello;
        if (flow.Protection is not RecordProtection protection || !RecordDecryptorFactory.IsSupported(protection))
            return DecryptionReason.UnsupportedCipherSuite;
        if (flow.ClientHello is null) return DecryptionReason.MissingClientHello;
        if (!keys.HasAny) return DecryptionReason.NoKey;
        if (flow.HadCertainCandidate) return flow.IsDamaged ? DecryptionReason.StreamGap : DecryptionReason.BadRecordMac;
        if (flow.HasUntriedKeys) return DecryptionReason.NotTried;
        if (flow.HadCandidates) return DecryptionReason.KeyMismatch;
        if (flow.IsTls13) return WhyNotTls13(flow, keys);
        // Where the server's flight is whole, what the key exchange was is known, and that the client's part of it is what is missing.
        if (flow.IsDamaged && flow.ClientKeyExchange is null && !flow.ServerHelloDone) return DecryptionReason.StreamGap;
        if (flow.IsResumption) return DecryptionReason.ResumedFromUnseenSession;

        return flow.CipherSuite!.KeyExchange switch
        {
            KeyExchange.Rsa or KeyExchange.RsaPsk when !keys.HasServerKeys => DecryptionReason.NoKey,
            KeyExchange.RsaPsk when keys.PreSharedKeys.Count == 0 => DecryptionReason.NoKey,
            KeyExchange.Rsa or KeyExchange.RsaPsk when flow.ClientKeyExchange is null => DecryptionReason.MissingKeyExchange,
            KeyExchange.Rsa or KeyExchange.RsaPsk => DecryptionReason.KeyMismatch,
            KeyExchange.Psk when keys.PreSharedKeys.Count > 0 => DecryptionReason.KeyMismatch,
            KeyExchange.DhePsk or KeyExchange.EcdhePsk when keys.PreSharedKeys.Count > 0 => DecryptionReason.ForwardSecrecy,
            _ when flow.CipherSuite!.IsForwardSecret && (keys.HasServerKeys || keys.StaticDhKeys.Count > 0) => DecryptionReason.ForwardSecrecy,
            KeyExchange.Dh or KeyExchange.DhExport or KeyExchange.Ecdh when keys.StaticDhKeys.Count > 0 =>
                flow.ClientKeyExchange is null ? DecryptionReason.MissingKeyExchange : DecryptionReason.KeyMismatch,
            _ => DecryptionReason.NoKey,
        };
    }

    /// <summary>Neither a certificate's key nor, with a key share beside it, a pre-shared key leads to a traffic secret (RFC 8446 §7.1).</summary>
    private static DecryptionReason WhyNotTls13(HandshakeFlow flow, KeyRing keys)
    {
        // Hellos are missing, and it was found all the same: only this side's secret is not there.
        if (flow.ServerHello is null || flow.ClientHello is null) return flow.IsDamaged ? DecryptionReason.StreamGap : DecryptionReason.NoKey;
        bool isPreShared = flow.ServerHello.SelectedPreSharedKey is not null;
        bool isExchanged = flow.ServerHello.KeyShareGroup is not null;
        if (isPreShared && flow.PreSharedKey is not null && isExchanged) return DecryptionReason.ForwardSecrecy;
        if (isPreShared && keys.PreSharedKeys.Count > 0) return DecryptionReason.KeyMismatch;
        return keys.HasServerKeys && isExchanged ? DecryptionReason.ForwardSecrecy : DecryptionReason.NoKey;
    }

    private static Activation TryMasterSecrets(DissectorContext context, TlsConnection connection, Direction direction, in TlsRecord record,
        out RecordDecryptor? decryptor, out ContentType type, out int length)
    {
        HandshakeFlow flow = direction.Flow!;
        Sender sender = connection.SenderOf(direction);
        if (flow.Secret is not null)
        {
            decryptor = flow.CreateDecryptor(flow.Secret, sender);
            return FirstRecord.TryOpen(flow, decryptor, direction.Lost, record, connection.Trials, context.Plaintext, out type, out length)
                ? new Activation(ActivationResult.Opened)
                : new Activation(ActivationResult.Damaged);
        }

        IEnumerable<SessionSecret> candidates = MasterSecretCandidates.For(flow, context, connection.Summary);
        bool isAgain = flow.HadCandidates;
        foreach (SessionSecret candidate in candidates)
        {
            // What waits is tried again with every message of the other side.
            if (isAgain && !connection.Trials.TrySpend(record.Header.Length)) break;
            flow.HadCandidates = true;
            flow.HadCertainCandidate |= candidate.Certain;
            decryptor = flow.CreateDecryptor(candidate, sender);
            if (FirstRecord.TryOpen(flow, decryptor, direction.Lost, record, connection.Trials, context.Plaintext, out type, out length))
            {
                connection.OnSecretProved(flow, candidate);
                return new Activation(ActivationResult.Opened);
            }

            decryptor.Dispose();
        }

        decryptor = null;
        type = default;
        length = 0;
        // After a loss the next record may decrypt where this one did not. An injected record in front of the first one is not the sender's.
        if ((flow.HadCertainCandidate || (flow.HadCandidates && flow.IsResumption)) && direction.IsWorthTheNextRecord()) return new Activation(ActivationResult.Skip);
        return WaitOrGiveUp(flow, context.Keys);
    }

    /// <summary>
    /// Waiting is worth while if a key may still be added, or if a part of the handshake that the other direction carries is still to come
    /// and a key that we have could use it.
    /// </summary>
    private static Activation WaitOrGiveUp(HandshakeFlow? flow, KeyRing keys)
    {
        bool isBegun = flow?.ClientHello is not null || flow?.ServerHello is not null;
        bool partMissing = isBegun && (flow!.ClientHello is null || flow.ServerHello is null ||
            (!flow.IsTls13 && !flow.IsResumption && (flow.ClientKeyExchange is null || !flow.ServerHelloDone)));
        return keys.MayGrow || (keys.HasAny && partMissing)
            ? new Activation(ActivationResult.Wait)
            : new Activation(ActivationResult.GiveUp, WhyNot(flow, keys));
    }
}
