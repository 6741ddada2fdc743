using System.Text;
using TlsDissect.Connections;
using TlsDissect.Decryption;
using TlsDissect.Handshakes;
using TlsDissect.Keys;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Secrets;

/// <summary>
/// The master secrets that a handshake of TLS 1.2 or before may have led to, the likeliest first: the key log's for this client random, the
/// resumed session's, and what the server keys find in the ClientKeyExchange.
/// </summary>
internal static class MasterSecretCandidates
{
    public static IEnumerable<SessionSecret> For(Handshake handshake, DissectorContext context, ConnectionSummary connection)
    {
        KeyRing keys = context.Keys;
        if (keys.TryFind(KeyLogLabel.ClientRandom, handshake.ClientRandom!, out KeyLogEntry logged))
            yield return new SessionSecret(logged.Secret, SourceOf(logged), logged.Source, Certain: true);

        if (handshake.ClientKeyExchange is null)
        {
            foreach (SessionSecret resumed in Resumed(handshake, context, connection)) yield return resumed;
            yield break;
        }

        foreach (PremasterSecret premaster in handshake.Premasters ??= FindPremasters(handshake, context, connection))
        {
            if (Derive(handshake, premaster) is SessionSecret derived) yield return derived;
        }
    }

    private static IEnumerable<SessionSecret> Resumed(Handshake handshake, DissectorContext context, ConnectionSummary connection)
    {
        if (context.Sessions.Find(connection.Client, connection.Server, handshake.ClientHello!.SessionTicket) is SessionSecret byTicket) yield return byTicket;
        if (context.Sessions.Find(connection.Client, connection.Server, handshake.ServerHello!.SessionId) is SessionSecret byId) yield return byId;
        if (context.Keys.TryFindSession(handshake.ServerHello.SessionId, out KeyLogEntry logged))
            yield return new SessionSecret(logged.Secret, SourceOf(logged), logged.Source, Certain: false);
    }

    /// <summary>By the certificate's public key where one was seen, else with every key there is.</summary>
    private static List<PremasterSecret> FindPremasters(Handshake handshake, DissectorContext context, ConnectionSummary connection)
    {
        KeyRing keys = context.Keys;
        List<PremasterSecret> found = [];
        if (keys.TryFind(KeyLogLabel.PremasterClientRandom, handshake.ClientHello!.Random, out KeyLogEntry logged))
            found.Add(new PremasterSecret(logged.Secret, SourceOf(logged), logged.Source, Certain: true));

        if (handshake.CipherSuite!.KeyExchange == KeyExchange.Psk) found.AddRange(WithPreSharedKeys(handshake, keys, [], certain: false));
        found.AddRange(WithStaticDhKeys(handshake, context, connection));
        byte[] encrypted = handshake.ClientKeyExchange!.EncryptedPremasterSecret;
        if (encrypted.Length == 0) return found;
        if (keys.TryFindPremaster(encrypted, out logged))
            found.Add(new PremasterSecret(logged.Secret, SourceOf(logged), logged.Source, Certain: true));

        ServerKey? own = handshake.ServerPublicKey.Length == 0 ? null : keys.FindServerKey(handshake.ServerPublicKey);
        IEnumerable<ServerKey> tried = own is not null ? [own] : handshake.ServerPublicKey.Length == 0 ? keys.ServerKeys : [];
        byte[] premaster = new byte[48];
        foreach (ServerKey key in tried)
        {
            // Every connection may use its certificate's own key; trying all keys is bounded.
            if (own is null && !MayTry(handshake, context, connection, key.TrialCost)) break;
            if (!key.TryDecryptPremasterSecret(encrypted, premaster)) continue;
            if (handshake.CipherSuite.KeyExchange == KeyExchange.RsaPsk) found.AddRange(WithPreSharedKeys(handshake, keys, premaster, certain: false));
            else found.Add(new PremasterSecret([.. premaster], SecretSource.RsaKey, key.Name, Certain: own is not null));
        }

        return found;
    }

    /// <summary>Static Diffie-Hellman: the server's half is in its certificate, so that its private key opens every connection.</summary>
    private static IEnumerable<PremasterSecret> WithStaticDhKeys(Handshake handshake, DissectorContext context, ConnectionSummary connection)
    {
        CipherSuite suite = handshake.CipherSuite!;
        byte[] client = handshake.ClientKeyExchange!.PublicKey;
        bool isStatic = suite.KeyExchange is KeyExchange.Dh or KeyExchange.DhExport or KeyExchange.Ecdh && suite.Authentication != Authentication.Anonymous;
        if (!isStatic || client.Length == 0) yield break;
        bool certificateSeen = handshake.ServerPublicKey.Length > 0;
        foreach (StaticDhKey key in context.Keys.StaticDhKeys)
        {
            if (key.IsElliptic != (suite.KeyExchange == KeyExchange.Ecdh) || (certificateSeen && !key.IsOf(handshake.ServerPublicKey))) continue;
            if (!MayTry(handshake, context, connection, key.TrialCost)) yield break;
            if (key.TryAgree(client) is byte[] premaster) yield return new PremasterSecret(premaster, SecretSource.StaticDhKey, key.Name, Certain: certificateSeen);
        }
    }

    private static bool MayTry(Handshake handshake, DissectorContext context, ConnectionSummary connection, long cost)
    {
        bool may = context.SharedTrials.TrySpend(cost, connection);
        handshake.HasUntriedKeys |= !may;
        return may;
    }

    private static IEnumerable<PremasterSecret> WithPreSharedKeys(Handshake handshake, KeyRing keys, byte[] other, bool certain)
    {
        byte[] identity = handshake.ClientKeyExchange!.PskIdentity ?? [];
        string name = Encoding.Latin1.GetString(identity);
        return keys.PreSharedKeys.Where(key => key.Fits(identity)).Select(key => new PremasterSecret(key.Premaster(other), SecretSource.PreSharedKey, name, certain));
    }

    private static SessionSecret? Derive(Handshake handshake, PremasterSecret premaster)
    {
        RecordProtection protection = handshake.Protection!;
        byte[] master;
        if (handshake.ServerHello!.ExtendedMasterSecret)
        {
            if (!handshake.Transcript.TryGetThrough(Sender.Client, HandshakeType.ClientKeyExchange, out ReadOnlySpan<byte> transcript)) return null;
            master = MasterSecret.DeriveExtended(protection, premaster.Bytes, transcript);
        }
        else
        {
            master = MasterSecret.Derive(protection, premaster.Bytes, handshake.ClientHello!.Random, handshake.ServerHello.Random);
        }

        return new SessionSecret(master, premaster.Source, premaster.KeyName, premaster.Certain) { Note = VersionNote(handshake.ClientHello!, premaster) };
    }

    /// <summary>
    /// The first two bytes are the version that the client offered (RFC 5246 §7.4.7.1); some old clients put the negotiated one there. That is worth a
    /// note, not a refusal.
    /// </summary>
    private static string? VersionNote(ClientHello hello, PremasterSecret premaster)
    {
        if (premaster.Source != SecretSource.RsaKey) return null;
        ProtocolVersion inside = (ProtocolVersion)(premaster.Bytes[0] << 8 | premaster.Bytes[1]);
        return inside == hello.LegacyVersion
            ? null
            : $"the premaster secret says {inside.DisplayName()}, the client hello {hello.LegacyVersion.DisplayName()}";
    }

    private static SecretSource SourceOf(in KeyLogEntry entry) => entry.FromSecretsBlock ? SecretSource.SecretsBlock : SecretSource.KeyLog;
}
