using System.Text;
using TlsDissect.Keys;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Secrets;

/// <summary>Finds candidates for the premaster secret in a ClientKeyExchange.</summary>
internal static class PremasterSecrets
{
    /// <summary>Tries the key of the certificate if one was seen, otherwise every key.</summary>
    public static List<PremasterSecret> Find(SecretServices services, HandshakeMemory memory)
    {
        (KeyRing keys, IHandshakeFacts handshake) = (services.Keys, memory.Handshake);
        List<PremasterSecret> found = [];
        found.AddRange(Logged(services, new KeyLogKey(KeyLogLabel.PremasterClientRandom, handshake.ClientHello!.Random.Span)));

        if (handshake.CipherSuite!.KeyExchange == KeyExchange.Psk) found.AddRange(WithPreSharedKeys(handshake, keys, []));
        found.AddRange(WithStaticDhKeys(services, memory));
        byte[] encrypted = handshake.ClientKeyExchange!.EncryptedPremasterSecret;
        if (encrypted.Length == 0) return found;
        found.AddRange(Logged(services, KeyLogKey.OfPremaster(encrypted)));
        ServerKey? own = handshake.ServerPublicKey.Length == 0 ? null : keys.FindServerKey(handshake.ServerPublicKey);
        IEnumerable<ServerKey> tried = own is not null ? [own] : handshake.ServerPublicKey.Length == 0 ? keys.ServerKeys : [];
        byte[] premaster = new byte[48];
        foreach (ServerKey key in tried)
        {
            // Every connection may use the key of its certificate; trying all keys is bounded.
            if (own is null && !memory.MayTry(services, key.TrialCost)) break;
            if (!key.TryDecryptPremasterSecret(encrypted, premaster)) continue;
            if (handshake.CipherSuite.KeyExchange == KeyExchange.RsaPsk) found.AddRange(WithPreSharedKeys(handshake, keys, premaster));
            else found.Add(new PremasterSecret([.. premaster], SecretSource.RsaKey, key.Name, Certain: own is not null));
        }

        return found;
    }

    private static IEnumerable<PremasterSecret> Logged(SecretServices services, KeyLogKey key) =>
        services.Logged(key, 0).Select(logged => new PremasterSecret(logged.Secret, LoggedSource.Of(logged), logged.Source, Certain: true));

    /// <summary>
    /// Candidates from static Diffie-Hellman keys. The certificate contains the server's half, so its private key decrypts every
    /// connection.
    /// </summary>
    private static IEnumerable<PremasterSecret> WithStaticDhKeys(SecretServices services, HandshakeMemory memory)
    {
        IHandshakeFacts handshake = memory.Handshake;
        CipherSuite suite = handshake.CipherSuite!;
        byte[] client = handshake.ClientKeyExchange!.PublicKey;
        bool isStatic = suite.KeyExchange is KeyExchange.Dh or KeyExchange.DhExport or KeyExchange.Ecdh &&
            suite.Authentication != Authentication.Anonymous;
        if (!isStatic || client.Length == 0) yield break;
        bool certificateSeen = handshake.ServerPublicKey.Length > 0;
        foreach (StaticDhKey key in services.Keys.StaticDhKeys)
        {
            if (key.IsElliptic != (suite.KeyExchange == KeyExchange.Ecdh) || (certificateSeen && !key.IsOf(handshake.ServerPublicKey)))
                continue;
            if (!memory.MayTry(services, key.TrialCost)) yield break;
            if (key.TryAgree(client) is byte[] premaster)
                yield return new PremasterSecret(premaster, SecretSource.StaticDhKey, key.Name, Certain: certificateSeen);
        }
    }

    private static IEnumerable<PremasterSecret> WithPreSharedKeys(IHandshakeFacts handshake, KeyRing keys, byte[] other)
    {
        byte[] identity = handshake.ClientKeyExchange!.PskIdentity ?? [];
        string name = Encoding.Latin1.GetString(identity);
        return keys.PreSharedKeys.Where(key => key.Fits(identity))
            .Select(key => new PremasterSecret(key.Premaster(other), SecretSource.PreSharedKey, name, Certain: false));
    }
}

/// <summary>A candidate for the premaster secret.</summary>
/// <param name="Bytes">48 bytes with RSA.</param>
/// <param name="Source">Its source.</param>
/// <param name="KeyName">The key that decrypted it.</param>
/// <param name="Certain">Whether the key matches the certificate.</param>
internal sealed record PremasterSecret(byte[] Bytes, SecretSource Source, string? KeyName, bool Certain)
{
    /// <summary>
    /// A note if the first two bytes are not the version that the client offered (RFC 5246 §7.4.7.1). Some old clients put the negotiated
    /// version there, so this is not an error.
    /// </summary>
    public string? VersionNote(ClientHello hello)
    {
        if (Source != SecretSource.RsaKey) return null;
        ProtocolVersion inside = (ProtocolVersion)(Bytes[0] << 8 | Bytes[1]);
        return inside == hello.LegacyVersion
            ? null
            : $"the premaster secret names {inside.DisplayName()}, but the ClientHello {hello.LegacyVersion.DisplayName()}";
    }
}
