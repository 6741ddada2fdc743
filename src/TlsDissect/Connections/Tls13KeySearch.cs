using TlsDissect.Decryption;
using TlsDissect.Keys;
using TlsDissect.Protocol;
using TlsDissect.Records;

namespace TlsDissect.Connections;

/// <summary>Finds the traffic secret of a TLS 1.3 direction (RFC 8446 §7.1) and proves it with the record at hand.</summary>
internal static class Tls13KeySearch
{
    public static Activation TryActivate(DissectorContext context, TlsConnection connection, Direction direction, in TlsRecord record,
        out RecordDecryptor? decryptor, out ContentType type, out int length)
    {
        HandshakeFlow flow = direction.Flow!;
        bool found = false;
        if (TryEpoch(context, connection, direction, direction.Epoch, direction.Lost, record, ref found, out decryptor, out type, out length)) return new Activation(ActivationResult.Opened);

        // Early data that the server refuses is followed by records under the handshake keys, without a word between them.
        if (direction.Epoch == Tls13Epoch.EarlyData &&
            TryEpoch(context, connection, direction, Tls13Epoch.Handshake, direction.Lost, record, ref found, out decryptor, out type, out length))
            return new Activation(ActivationResult.Opened);

        // The Finished may be among what was lost.
        if (direction.Epoch == Tls13Epoch.Handshake && direction.Lost is not null &&
            TryEpoch(context, connection, direction, Tls13Epoch.Application, direction.Lost, record, ref found, out decryptor, out type, out length))
        {
            connection.OnFinishedLost(direction, flow);
            return new Activation(ActivationResult.Opened);
        }

        if (found && direction.Lost is not null) return new Activation(ActivationResult.Skip);
        if (context.Keys.MayGrow && !found) return new Activation(ActivationResult.Wait);
        if (direction.Epoch == Tls13Epoch.EarlyData) return new Activation(ActivationResult.Skip);
        flow.HadCandidates |= found;
        return new Activation(ActivationResult.GiveUp, KeySearch.WhyNot(flow, context.Keys));
    }

    /// <summary>Opens a record with the keys of an epoch. Where that is done, the direction is in it, but for the decryptor, which is the caller's.</summary>
    /// <param name="context">The dissector's.</param>
    /// <param name="connection">Whose record it is.</param>
    /// <param name="direction">Whose record it is.</param>
    /// <param name="epoch">Which keys.</param>
    /// <param name="lost">What was lost before the record.</param>
    /// <param name="record">The record.</param>
    /// <param name="found">Set where there is such a secret.</param>
    /// <param name="decryptor">What opened it.</param>
    /// <param name="type">Its content type.</param>
    /// <param name="length">Its plaintext's length.</param>
    public static bool TryEpoch(DissectorContext context, TlsConnection connection, Direction direction, Tls13Epoch epoch, LostRecords? lost, in TlsRecord record,
        ref bool found, out RecordDecryptor? decryptor, out ContentType type, out int length)
    {
        HandshakeFlow flow = direction.Flow!;
        decryptor = null;
        type = default;
        length = 0;
        if (Find(context, connection, flow, epoch, connection.SenderOf(direction)) is not TrafficSecret secret) return false;

        found = true;
        foreach (RecordProtection protection in Protections(flow, epoch, secret))
        {
            DirectionKeys keys = Tls13KeySchedule.DeriveKeys(protection.Version, protection.CipherSuite, secret.Secret);
            decryptor = RecordDecryptorFactory.Create(protection, keys)!;
            if (Resumption.TryOpen(decryptor, lost, record, connection.Trials, context.Plaintext, out type, out length))
            {
                direction.Epoch = epoch;
                direction.TrafficSecret = secret.Secret;
                connection.OnTrafficSecretProved(flow, LabelOf(epoch, connection.SenderOf(direction)), secret);
                return true;
            }

            decryptor.Dispose();
        }

        decryptor = null;
        return false;
    }

    /// <summary>A direction's secret: logged for the client random, or what follows from a pre-shared key.</summary>
    public static TrafficSecret? Find(DissectorContext context, TlsConnection connection, HandshakeFlow flow, Tls13Epoch epoch, Sender sender) =>
        context.Keys.TryFind(LabelOf(epoch, sender), flow.ClientHello!.Random, out KeyLogEntry logged)
            ? TrafficSecret.From(logged)
            : Tls13PreSharedKeys.Find(context, connection.Summary, flow, epoch, sender);

    /// <summary>
    /// The negotiated suite. Early data is under that of the session which issued the ticket, another where the server refuses it: all that the client
    /// offers with a hash as long as the secret.
    /// </summary>
    private static IEnumerable<RecordProtection> Protections(HandshakeFlow flow, Tls13Epoch epoch, TrafficSecret secret)
    {
        RecordProtection negotiated = flow.Protection!;
        yield return negotiated;
        if (epoch != Tls13Epoch.EarlyData) yield break;
        foreach (ushort id in flow.ClientHello!.CipherSuites)
        {
            if (CipherSuites.Find(id) is not { IsTls13: true } suite || suite == negotiated.CipherSuite || SuiteHashes.Length(suite.Hash) != secret.Secret.Length) continue;
            RecordProtection other = new(negotiated.Version, suite);
            if (RecordDecryptorFactory.IsSupported(other)) yield return other;
        }
    }

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
