using TlsDissect.Protocol;

namespace TlsDissect;

/// <summary>Says which key would decrypt a connection, given its key exchange and the keys already provided.</summary>
internal static class DecryptionAdvice
{
    /// <summary>For <see cref="DecryptionReason.NoKey"/>.</summary>
    public static string NoKey(ConnectionSummary connection, AdviceWording wording)
    {
        GivenKeys given = connection.Given;
        string keyLog = KeyLogAdvice.Provide(connection, wording);
        if (connection.Version == ProtocolVersion.Ssl20) return $"SSL 2.0: provide the server's private key{wording.ServerKey}; it is not decrypted with key logs";
        if (connection.Version.IsTls13()) return NoKeyOfTls13(connection, keyLog, wording);
        return connection.CipherSuiteParts?.KeyExchange switch
        {
            KeyExchange.Rsa => $"RSA key exchange: provide the server's private key{wording.ServerKey} or {keyLog}",
            KeyExchange.Dh or KeyExchange.DhExport or KeyExchange.Ecdh when connection.ForwardSecrecy == false =>
                $"static Diffie-Hellman{(given.ServerKeys.Count > 0 ? ", which an RSA key cannot decrypt" : "")}: provide the private key of the server's certificate{wording.StaticDhKey} or {keyLog}",
            KeyExchange.Psk => $"pre-shared key: provide it{wording.PreSharedKey} or {keyLog}",
            KeyExchange.RsaPsk => $"RSA and a pre-shared key: provide {RsaAndPreSharedKey(given, wording)}, or {keyLog}",
            _ when connection.ForwardSecrecy == true => $"{Exchange(connection)}: no {KindOf(connection)} can decrypt this; provide {keyLog}",
            _ => $"provide {keyLog}",
        };
    }

    /// <summary>
    /// For <see cref="DecryptionReason.NotInKeyLog"/>: which other key would decrypt the connection, or why the given one does not;
    /// <c>null</c> if there is nothing to say.
    /// </summary>
    public static string? BesideKeyLog(ConnectionSummary connection, AdviceWording wording)
    {
        GivenKeys given = connection.Given;
        return connection.CipherSuiteParts?.KeyExchange switch
        {
            _ when connection.ForwardSecrecy == true => given.ServerKeys.Count > 0 ? WhyNoServerKey(connection) : null,
            KeyExchange.Rsa when given.ServerKeys.Count == 0 => $"the server's private key{wording.ServerKey} decrypts it too",
            KeyExchange.RsaPsk when given.ServerKeys.Count == 0 || !given.HasPreSharedKeys => $"or provide {RsaAndPreSharedKey(given, wording)}",
            KeyExchange.Psk when !given.HasPreSharedKeys => $"the pre-shared key{wording.PreSharedKey} decrypts it too",
            KeyExchange.Dh or KeyExchange.DhExport or KeyExchange.Ecdh when !given.HasStaticDhKeys => $"the private key of the server's certificate{wording.StaticDhKey} decrypts it too",
            _ => null,
        };
    }

    /// <summary>For <see cref="DecryptionReason.ForwardSecrecy"/>.</summary>
    public static string ForwardSecrecy(ConnectionSummary connection, AdviceWording wording)
    {
        string keyLog = KeyLogAdvice.Provide(connection, wording);
        // A PSK suite does not use a server key.
        if (connection.CipherSuiteParts?.KeyExchange is KeyExchange.DhePsk or KeyExchange.EcdhePsk) return $"{Exchange(connection)}: the pre-shared key alone cannot decrypt this; provide {keyLog}";
        if (connection.Version.IsTls13() && connection.Handshake == HandshakeKind.Resumed)
            return $"TLS 1.3 with a key share: neither a pre-shared key nor the server key decrypts this; provide {keyLog}";
        return $"{WhyNoServerKey(connection)}; provide {keyLog}";
    }

    /// <summary>
    /// Why the RSA keys that were given do not decrypt an ephemeral exchange, and whether one of them belongs to this server.
    /// </summary>
    public static string WhyNoServerKey(ConnectionSummary connection)
    {
        GivenKeys given = connection.Given;
        string exchange = Exchange(connection);
        if (given.FittingKey is { } key) return $"{key.Name} is this server's key, but {exchange} uses ephemeral keys, which it cannot decrypt";
        if (given.ServerKeys.Count == 0) return $"{exchange} uses ephemeral keys, which no {KindOf(connection)} can decrypt";
        bool isOne = given.ServerKeys.Count == 1;
        if (given.HasCertificate)
            return $"{exchange} uses ephemeral keys, which no server key can decrypt, and {(isOne ? $"{given.ServerKeys[0].Name} is not" : $"none of the {given.ServerKeys.Count} keys is")} this certificate's key either";
        string unseen = connection.Version.IsTls13() ? "the certificate is encrypted" : "no certificate was seen";
        return $"{exchange} uses ephemeral keys, which {(isOne ? given.ServerKeys[0].Name : "the keys")} cannot decrypt (whether {(isOne ? "it" : "one of the keys")} is this server's is unknown: {unseen})";
    }

    /// <summary>
    /// For <see cref="DecryptionReason.KeyMismatch"/>: why the given key does not decrypt the connection, as far as is known.
    /// </summary>
    public static string WrongKey(ConnectionSummary connection)
    {
        GivenKeys given = connection.Given;
        bool isRsa = connection.CipherSuiteParts?.KeyExchange is KeyExchange.Rsa or KeyExchange.RsaPsk;
        if (!isRsa || !given.HasCertificate || given.FittingKey is not null || given.ServerKeys.Count == 0 || given.Labels != 0)
            return "none of the keys decrypts it: they are not its keys, or its handshake or records are not as they were sent";
        return given.ServerKeys.Count == 1 ? $"{given.ServerKeys[0].Name} is not this certificate's key" : $"none of the {given.ServerKeys.Count} keys is this certificate's key";
    }

    /// <summary>For <see cref="DecryptionReason.KeyMismatch"/>: the key to provide instead.</summary>
    public static string RightKey(ConnectionSummary connection, AdviceWording wording)
    {
        string orKeyLog = KeyLogAdvice.OrProvide(connection, wording, orProvide: ", or ");
        return connection.CipherSuiteParts?.KeyExchange switch
        {
            KeyExchange.Rsa when connection.ServerCertificates.Length > 0 => $"the private key of the certificate above{orKeyLog}",
            KeyExchange.Rsa => $"the server's private key{orKeyLog}",
            KeyExchange.Psk => $"this connection's pre-shared key{orKeyLog}",
            KeyExchange.RsaPsk => $"the server's private key and this connection's pre-shared key, both{orKeyLog}",
            KeyExchange.Dh or KeyExchange.DhExport or KeyExchange.Ecdh when connection.ForwardSecrecy == false =>
                $"the private key of the server's certificate{wording.StaticDhKey}{orKeyLog}",
            _ when connection.Version.IsTls13() && connection.Given.HasPreSharedKeys && connection.ForwardSecrecy == false => $"this connection's pre-shared key{orKeyLog}",
            _ => connection.Given.HasLogs ? KeyLogAdvice.Provide(connection, wording) : "this connection's key log",
        };
    }

    /// <summary>For <see cref="DecryptionReason.MissingClientHello"/>.</summary>
    public static string MissingClientHello(ConnectionSummary connection, AdviceWording wording)
    {
        if (!connection.TrialClientRandom.IsEmpty) return "the ClientHello is not in the capture: what is there was decrypted by trying the key log's secrets; capture from the connection's start to verify the handshake";
        if (connection.ClientHelloList.Any(hello => hello.IsPartial))
            return $"the ClientHello is truncated or malformed: the client random, which every key is derived from, is missing; {LossAdvice.Capture(connection.Tcp)}";
        const string Missing = "the ClientHello is not in the capture, and with it the client random that every key is made with; capture from the connection's start";
        // Up to TLS 1.2 the server random is needed too.
        bool mayBeFound = connection.ServerHelloList.Count > 0 || connection.CipherSuite is null;
        if (!mayBeFound || connection.Version == ProtocolVersion.Ssl20) return Missing;
        return connection.Given.HasLogs ? $"{Missing}; no secret of {KeyLogAdvice.Names(connection.Given)} was found to decrypt it" : $"{Missing}, or provide a key log{wording.KeyLog}, whose secrets are tried where they can be";
    }

    private static string NoKeyOfTls13(ConnectionSummary connection, string keyLog, AdviceWording wording)
    {
        if (connection.Secret == SecretSource.F5Trailer) return $"TLS 1.3: the packets' trailers lack secrets of this connection; provide a key log{wording.KeyLog}";
        if (connection.Secret is SecretSource.KeyLog or SecretSource.SecretsBlock) return "TLS 1.3: the key log lacks secrets of this connection; provide the whole of it";
        // psk_ke: the secrets depend on the pre-shared key alone (RFC 8446 §4.2.9).
        if (connection.Handshake == HandshakeKind.Resumed && connection.ForwardSecrecy == false) return $"TLS 1.3 with a pre-shared key alone: provide it{wording.PreSharedKey} or {keyLog}";
        return $"TLS 1.3: provide {keyLog}";
    }

    private static string RsaAndPreSharedKey(GivenKeys given, AdviceWording wording) => (given.ServerKeys.Count > 0, given.HasPreSharedKeys) switch
    {
        (true, false) => $"the pre-shared key too{wording.PreSharedKey}",
        (false, true) => $"the server's private key too{wording.ServerKey}",
        _ => $"the server's private key{wording.ServerKey} and the pre-shared key{wording.PreSharedKey}, both",
    };

    private static string KindOf(ConnectionSummary connection) =>
        connection.CipherSuiteParts?.KeyExchange is KeyExchange.DhePsk or KeyExchange.EcdhePsk ? "pre-shared key" : "server key";

    private static string Exchange(ConnectionSummary connection) => connection.Version.IsTls13() ? "TLS 1.3" : connection.CipherSuiteParts?.KeyExchange.DisplayName() ?? "the key exchange";
}
