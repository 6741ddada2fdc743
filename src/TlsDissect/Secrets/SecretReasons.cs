using TlsDissect.Decryption;
using TlsDissect.Protocol;

namespace TlsDissect.Secrets;

/// <summary>Says why the secret of a handshake was not found, and so what would help.</summary>
internal static class SecretReasons
{
    /// <summary>Why no key of the ring decrypts the records that this handshake protects.</summary>
    public static DecryptionReason WhyNot(IHandshakeFacts? handshake, HandshakeMemory? memory, KeyRing keys)
    {
        if (handshake is { IsFoundWithoutHello: true, IsTls13: true }) return WhyNotTls13(handshake, memory, keys);
        if (handshake?.ServerHello is null && handshake?.ClientHello is null) return DecryptionReason.MissingClientHello;
        if (handshake.ServerHello is null) return DecryptionReason.MissingServerHello;
        if (handshake.Protection is not RecordProtection protection || !RecordDecryptorFactory.IsSupported(protection))
            return DecryptionReason.UnsupportedCipherSuite;
        if (handshake.ClientHello is null) return DecryptionReason.MissingClientHello;
        if (!keys.HasAny) return WithoutKey(handshake, keys);
        // Only a record that authenticated verifies a secret. The key of the certificate, or a key log line for this client random, may
        // still be wrong.
        if (handshake.IsDamaged && (handshake.Secret is not null || memory is { HadCertainCandidate: true }))
            return DecryptionReason.StreamGap;
        if (handshake.Secret is not null) return DecryptionReason.BadRecordMac;
        if (memory is { HasUntriedKeys: true } && !handshake.IsTls13) return DecryptionReason.NotTried;
        // A binder verifies a pre-shared key, too.
        if (memory is { HadCandidates: true })
            return memory.PreSharedKey is null ? DecryptionReason.KeyMismatch : DecryptionReason.BadRecordMac;
        if (handshake.IsTls13) return WhyNotTls13(handshake, memory, keys);
        // If the server's flight is complete, the key exchange is known, so the client's part is missing.
        if (handshake.IsDamaged && handshake.ClientKeyExchange is null && !handshake.ServerHelloDone) return DecryptionReason.StreamGap;
        if (handshake.IsResumption) return DecryptionReason.ResumedFromUnseenSession;

        return handshake.CipherSuite!.KeyExchange switch
        {
            KeyExchange.Rsa or KeyExchange.RsaPsk when !keys.HasServerKeys => WithoutKey(handshake, keys),
            KeyExchange.RsaPsk when keys.PreSharedKeys.Count == 0 => WithoutKey(handshake, keys),
            KeyExchange.Rsa or KeyExchange.RsaPsk when handshake.ClientKeyExchange is null => DecryptionReason.MissingKeyExchange,
            KeyExchange.Rsa or KeyExchange.RsaPsk => DecryptionReason.KeyMismatch,
            KeyExchange.Psk when keys.PreSharedKeys.Count > 0 => DecryptionReason.KeyMismatch,
            KeyExchange.DhePsk or KeyExchange.EcdhePsk
                when keys.PreSharedKeys.Count > 0 => WithoutKey(handshake, keys, DecryptionReason.ForwardSecrecy),
            _ when handshake.CipherSuite!.IsForwardSecret && (keys.HasServerKeys || keys.StaticDhKeys.Count > 0) =>
                WithoutKey(handshake, keys, DecryptionReason.ForwardSecrecy),
            KeyExchange.Dh or KeyExchange.DhExport or KeyExchange.Ecdh when keys.StaticDhKeys.Count > 0 =>
                handshake.ClientKeyExchange is null ? DecryptionReason.MissingKeyExchange : DecryptionReason.KeyMismatch,
            _ => WithoutKey(handshake, keys),
        };
    }

    /// <summary>The reason if no given key helps. If a key log was given, that it lacks the secret.</summary>
    public static DecryptionReason WithoutKey(IHandshakeFacts? handshake, KeyRing keys,
        DecryptionReason otherwise = DecryptionReason.NoKey) =>
        KeysForConnection.AreNotInLogs(keys, handshake) ? DecryptionReason.NotInKeyLog : otherwise;

    /// <summary>The reason for early data. Its secret has a line of its own, which a key log may lack.</summary>
    public static DecryptionReason WithoutEarlyKey(KeyRing keys) => keys.HasLogs ? DecryptionReason.NotInKeyLog : DecryptionReason.NoKey;

    /// <summary>
    /// The reason for TLS 1.3, in which neither the key of a certificate nor a pre-shared key with a key share gives a traffic secret (RFC
    /// 8446 §7.1).
    /// </summary>
    private static DecryptionReason WhyNotTls13(IHandshakeFacts handshake, HandshakeMemory? memory, KeyRing keys)
    {
        // It was found without a hello, so only the secret of this side is missing.
        if (handshake.ServerHello is null || handshake.ClientHello is null)
            return handshake.IsDamaged ? DecryptionReason.StreamGap : WithoutKey(handshake, keys);
        bool isPreShared = handshake.ServerHello.SelectedPreSharedKey is not null;
        bool isExchanged = handshake.ServerHello.KeyShare is not null;
        if (isPreShared && memory?.PreSharedKey is not null && isExchanged)
            return WithoutKey(handshake, keys, DecryptionReason.ForwardSecrecy);
        if (isPreShared && keys.PreSharedKeys.Count > 0) return DecryptionReason.KeyMismatch;
        return WithoutKey(handshake, keys, keys.HasServerKeys && isExchanged ? DecryptionReason.ForwardSecrecy : DecryptionReason.NoKey);
    }
}
