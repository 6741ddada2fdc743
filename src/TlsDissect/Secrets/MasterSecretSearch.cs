using TlsDissect.Connections;
using TlsDissect.Decryption;
using TlsDissect.Handshakes;
using TlsDissect.Keys;
using TlsDissect.Protocol;

namespace TlsDissect.Secrets;

/// <summary>
/// TLS 1.2 and before without the ClientHello: the server random is there, and each line of a key log brings a client random with its master secret. They are
/// tried one after the other, each once; the first protected record proves the right one.
/// </summary>
internal static class MasterSecretSearch
{
    /// <summary>Two randoms make a key block, some ten HMACs, and a cipher is set up with it.</summary>
    private const int DerivationCost = 2 * SearchBudget.Derivation;

    /// <summary>Looks for the master secret that opens a record.</summary>
    /// <param name="context">The dissector's.</param>
    /// <param name="connection">Whose record it is.</param>
    /// <param name="direction">Whose record it is.</param>
    /// <param name="record">The record.</param>
    /// <param name="plain">What it holds.</param>
    /// <returns>What opened the record, or <c>null</c>.</returns>
    public static RecordDecryptor? TryDecrypt(DissectorContext context, TlsConnection connection, Direction direction, scoped in TlsRecord record, out DecryptedRecord plain)
    {
        plain = default;
        Handshake handshake = direction.Handshake!;
        KeyLogCursor place = handshake.Searched;
        uint labels = 1u << (int)KeyLogLabel.ClientRandom;
        // With extended_master_secret a premaster secret needs the ClientHello itself (RFC 7627 §4).
        if (!handshake.ServerHello!.ExtendedMasterSecret) labels |= 1u << (int)KeyLogLabel.PremasterClientRandom;
        RecordDecryptor? decrypted = null;
        while (decrypted is null && context.Keys.HasNext(place))
        {
            int steps = 256;
            if (!connection.Missing.Budget.TrySpend(steps * SearchBudget.Step, isFirstLook: true)) break;
            while (decrypted is null && context.Keys.TryNext(ref place, labels, ref steps, out LoggedSecret logged))
            {
                if (!connection.Missing.Budget.TrySpend(DerivationCost + record.Header.Length, isFirstLook: true)) break;
                decrypted = TrySecret(context, connection, direction, logged, record, out plain);
            }
        }

        handshake.Searched = place;
        return decrypted;
    }

    private static RecordDecryptor? TrySecret(DissectorContext context, TlsConnection connection, Direction direction, scoped in LoggedSecret logged, scoped in TlsRecord record, out DecryptedRecord plain)
    {
        Handshake handshake = direction.Handshake!;
        byte[] master = logged.Label == KeyLogLabel.ClientRandom
            ? logged.Secret
            : MasterSecret.Derive(handshake.Protection!, logged.Secret, logged.ClientRandom, handshake.ServerHello!.Random);
        RecordDecryptor decryptor = handshake.CreateDecryptor(master, logged.ClientRandom, connection.SenderOf(direction));
        if (FirstRecord.TryDecrypt(handshake, decryptor, direction.Lost, record, connection.Trials, context.Plaintext, out plain))
        {
            handshake.OnFoundByTrial(logged.ClientRandom, handshake.CipherSuite);
            connection.OnSecretVerified(handshake, new SessionSecret(master, TrafficSecret.From(logged.Entry).Source, logged.Entry.Source, Certain: true));
            return decryptor;
        }

        decryptor.Dispose();
        return null;
    }
}
