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
    public static IEnumerable<SessionSecret> For(HandshakeFlow flow, DissectorContext context, ConnectionSummary connection)
    {
        KeyRing keys = context.Keys;
        if (keys.TryFind(KeyLogLabel.ClientRandom, flow.ClientRandom!, out KeyLogEntry logged))
            yield return new SessionSecret(logged.Secret, SourceOf(logged), logged.Source, Certain: true);

        if (flow.ClientKeyExchange is null)
        {
            foreach (SessionSecret resumed in Resumed(flow, context, connection)) yield return resumed;
            yield break;
        }

        foreach (PremasterSecret premaster in flow.Premasters ??= FindPremasters(flow, context, connection))
        {
            if (Derive(flow, premaster) is SessionSecret derived) yield return derived;
        }
    }

    private static IEnumerable<SessionSecret> Resumed(HandshakeFlow flow, DissectorContext context, ConnectionSummary connection)
    {
        if (context.Sessions.Find(connection.Client, connection.Server, flow.ClientHello!.SessionTicket) is SessionSecret byTicket) yield return byTicket;
        if (context.Sessions.Find(connection.Client, connection.Server, flow.ServerHello!.SessionId) is SessionSecret byId) yield return byId;
        if (context.Keys.TryFindSession(flow.ServerHello.SessionId, out KeyLogEntry logged))
            yield return new SessionSecret(logged.Secret, SourceOf(logged), logged.Source, Certain: false);
    }

    /// <summary>By the certificate's public key where one was seen, else with every key there is.</summary>
    private static List<PremasterSecret> FindPremasters(HandshakeFlow flow, DissectorContext context, ConnectionSummary connection)
    {
        KeyRing keys = context.Keys;
        List<PremasterSecret> found = [];
        if (keys.TryFind(KeyLogLabel.PremasterClientRandom, flow.ClientHello!.Random, out KeyLogEntry logged))
            found.Add(new PremasterSecret(logged.Secret, SourceOf(logged), logged.Source, Certain: true));

        if (flow.CipherSuite!.KeyExchange == KeyExchange.Psk) found.AddRange(WithPreSharedKeys(flow, keys, [], certain: false));
        found.AddRange(WithStaticDhKeys(flow, context, connection));
        byte[] encrypted = flow.ClientKeyExchange!.EncryptedPremasterSecret;
        if (encrypted.Length == 0) return found;
        if (keys.TryFindPremaster(encrypted, out logged))
            found.Add(new PremasterSecret(logged.Secret, SourceOf(logged), logged.Source, Certain: true));

        ServerKey? own = flow.ServerPublicKey.Length == 0 ? null : keys.FindServerKey(flow.ServerPublicKey);
        IEnumerable<ServerKey> tried = own is not null ? [own] : flow.ServerPublicKey.Length == 0 ? keys.ServerKeys : [];
        byte[] premaster = new byte[48];
        foreach (ServerKey key in tried)
        {
            // Every connection may use its certificate's own key; trying all keys is bounded.
            if (own is null && !MayTry(flow, context, connection, key.TrialCost)) break;
            if (!key.TryDecryptPremasterSecret(encrypted, premaster)) continue;
            if (flow.CipherSuite.KeyExchange == KeyExchange.RsaPsk) found.AddRange(WithPreSharedKeys(flow, keys, premaster, certain: false));
            else found.Add(new PremasterSecret([.. premaster], SecretSource.RsaKey, key.Name, Certain: own is not null));
        }

        return found;
    }

    /// <summary>Static Diffie-Hellman: the server's half is in its certificate, so that its private key opens every connection.</summary>
    private static IEnumerable<PremasterSecret> WithStaticDhKeys(HandshakeFlow flow, DissectorContext context, ConnectionSummary connection)
    {
        CipherSuite suite = flow.CipherSuite!;
        byte[] client = flow.ClientKeyExchange!.PublicKey;
        bool isStatic = suite.KeyExchange is KeyExchange.Dh or KeyExchange.DhExport or KeyExchange.Ecdh && suite.Authentication != Authentication.Anonymous;
        if (!isStatic || client.Length == 0) yield break;
        bool certificateSeen = flow.ServerPublicKey.Length > 0;
        foreach (StaticDhKey key in context.Keys.StaticDhKeys)
        {
            if (key.IsElliptic != (suite.KeyExchange == KeyExchange.Ecdh) || (certificateSeen && !key.IsOf(flow.ServerPublicKey))) continue;
            if (!MayTry(flow, context, connection, key.TrialCost)) yield break;
            if (key.TryAgree(client) is byte[] premaster) yield return new PremasterSecret(premaster, SecretSource.StaticDhKey, key.Name, Certain: certificateSeen);
        }
    }

    private static bool MayTry(HandshakeFlow flow, DissectorContext context, ConnectionSummary connection, long cost)
    {
        bool may = context.SharedTrials.TrySpend(cost, connection);
        flow.HasUntriedKeys |= !may;
        return may;
    }

    private static IEnumerable<PremasterSecret> WithPreSharedKeys(HandshakeFlow flow, KeyRing keys, byte[] other, bool certain)
    {
        byte[] identity = flow.ClientKeyExchange!.PskIdentity ?? [];
        string name = Encoding.Latin1.GetString(identity);
        return keys.PreSharedKeys.Where(key => key.Fits(identity)).Select(key => new PremasterSecret(key.Premaster(other), SecretSource.PreSharedKey, name, certain));
    }

    private static SessionSecret? Derive(HandshakeFlow flow, PremasterSecret premaster)
    {
        RecordProtection protection = flow.Protection!;
        byte[] master;
        if (flow.ServerHello!.ExtendedMasterSecret)
        {
            if (!flow.Transcript.TryGetThrough(Sender.Client, HandshakeType.ClientKeyExchange, out ReadOnlySpan<byte> transcript)) return null;
            master = MasterSecret.DeriveExtended(protection, premaster.Bytes, transcript);
        }
        else
        {
            master = MasterSecret.Derive(protection, premaster.Bytes, flow.ClientHello!.Random, flow.ServerHello.Random);
        }

        return new SessionSecret(master, premaster.Source, premaster.KeyName, premaster.Certain) { Note = VersionNote(flow.ClientHello!, premaster) };
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
