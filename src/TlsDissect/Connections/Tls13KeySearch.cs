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
        if (TryEpoch(context, connection, direction, direction.Epoch, record, ref found, out decryptor, out type, out length)) return new Activation(ActivationResult.Opened);

        // Early data that the server refuses is followed by records under the handshake keys, without a word between them.
        if (direction.Epoch == Tls13Epoch.EarlyData &&
            TryEpoch(context, connection, direction, Tls13Epoch.Handshake, record, ref found, out decryptor, out type, out length))
            return new Activation(ActivationResult.Opened);

        if (context.Keys.MayGrow && !found) return new Activation(ActivationResult.Wait);
        if (direction.Epoch == Tls13Epoch.EarlyData) return new Activation(ActivationResult.Skip);
        flow.HadCandidates |= found;
        return new Activation(ActivationResult.GiveUp, KeySearch.WhyNot(flow, context.Keys));
    }

    private static bool TryEpoch(DissectorContext context, TlsConnection connection, Direction direction, Tls13Epoch epoch, in TlsRecord record,
        ref bool found, out RecordDecryptor? decryptor, out ContentType type, out int length)
    {
        HandshakeFlow flow = direction.Flow!;
        KeyLogLabel label = LabelOf(epoch, connection.SenderOf(direction));
        decryptor = null;
        type = default;
        length = 0;
        if (!context.Keys.TryFind(label, flow.ClientHello!.Random, out KeyLogEntry logged)) return false;

        found = true;
        RecordProtection protection = flow.Protection!;
        DirectionKeys keys = Tls13KeySchedule.DeriveKeys(protection.Version, protection.CipherSuite, logged.Secret);
        decryptor = RecordDecryptorFactory.Create(protection, keys)!;
        if (Resumption.TryOpen(decryptor, direction.Lost, record, context.Plaintext, out type, out length))
        {
            direction.Epoch = epoch;
            direction.TrafficSecret = logged.Secret;
            connection.OnTrafficSecretProved(flow, label, logged);
            return true;
        }

        decryptor.Dispose();
        decryptor = null;
        return false;
    }

    private static KeyLogLabel LabelOf(Tls13Epoch epoch, Sender sender) => (epoch, sender) switch
    {
        (Tls13Epoch.EarlyData, _) => KeyLogLabel.ClientEarlyTrafficSecret,
        (Tls13Epoch.Handshake, Sender.Client) => KeyLogLabel.ClientHandshakeTrafficSecret,
        (Tls13Epoch.Handshake, _) => KeyLogLabel.ServerHandshakeTrafficSecret,
        (_, Sender.Client) => KeyLogLabel.ClientTrafficSecret0,
        _ => KeyLogLabel.ServerTrafficSecret0,
    };
}
