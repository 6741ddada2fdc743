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
        if (connection.Version == ProtocolVersion.Ssl20)
            return $"SSL 2.0 uses RSA key exchange; provide the server's private key{wording.ServerKey}; key logs do not help";
        if (connection.Version.IsTls13()) return NoKeyOfTls13(connection, keyLog, wording);
        return connection.CipherSuiteParts?.KeyExchange switch
        {
            KeyExchange.Rsa => $"RSA key exchange; provide the server's private key{wording.ServerKey} or {keyLog}",
            KeyExchange.Dh or KeyExchange.DhExport or KeyExchange.Ecdh when connection.ForwardSecrecy == false =>
                $"static Diffie-Hellman{(given.ServerKeys.Count > 0 ? ", which an RSA key cannot decrypt" : "")}; provide the private " +
                    $"key of the server's certificate{wording.StaticDhKey} or {keyLog}",
            KeyExchange.Psk => $"pre-shared key exchange; provide the pre-shared key{wording.PreSharedKey} or {keyLog}",
            KeyExchange.RsaPsk => $"key exchange with RSA and a pre-shared key; provide {RsaAndPreSharedKey(given, wording)}, or {keyLog}",
            _ when connection.ForwardSecrecy == true =>
                $"{Exchange(connection)} uses ephemeral keys, so no {KindOf(connection)} can decrypt this session; provide {keyLog}",
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
            KeyExchange.RsaPsk when given.ServerKeys.Count == 0 || !given.HasPreSharedKeys =>
                $"or provide {RsaAndPreSharedKey(given, wording)}",
            KeyExchange.Psk when !given.HasPreSharedKeys => $"the pre-shared key{wording.PreSharedKey} decrypts it too",
            KeyExchange.Dh or KeyExchange.DhExport or KeyExchange.Ecdh
                when !given.HasStaticDhKeys => $"the private key of the server's certificate{wording.StaticDhKey} decrypts it too",
            _ => null,
        };
    }

    /// <summary>For <see cref="DecryptionReason.ForwardSecrecy"/>.</summary>
    public static string ForwardSecrecy(ConnectionSummary connection, AdviceWording wording)
    {
        string keyLog = KeyLogAdvice.Provide(connection, wording);
        // A PSK suite does not use a server key.
        if (connection.CipherSuiteParts?.KeyExchange is KeyExchange.DhePsk or KeyExchange.EcdhePsk)
            return $"{Exchange(connection)} uses ephemeral keys, so the pre-shared key alone cannot decrypt this session; provide {keyLog}";
        if (connection.Version.IsTls13() && connection.Handshake == HandshakeKind.Resumed)
            return $"TLS 1.3 with a key share uses ephemeral keys, so neither a pre-shared key nor the server's private key can decrypt " +
                $"this session; provide {keyLog}";
        return $"{WhyNoServerKey(connection)}; provide {keyLog}";
    }

    /// <summary>
    /// Why the RSA keys that were given do not decrypt an ephemeral exchange, and whether one of them belongs to this server.
    /// </summary>
    public static string WhyNoServerKey(ConnectionSummary connection)
    {
        GivenKeys given = connection.Given;
        string exchange = Exchange(connection);
        if (given.FittingKey is { } key)
            return $"{key.Name} is this server's key, but {exchange} uses ephemeral keys, so it cannot decrypt this session";
        if (given.ServerKeys.Count == 0) return $"{exchange} uses ephemeral keys, so no {KindOf(connection)} can decrypt this session";
        bool isOne = given.ServerKeys.Count == 1;
        if (given.HasCertificate)
            return $"{exchange} uses ephemeral keys, so no server key can decrypt this session, and " +
                $"{(isOne ? $"{given.ServerKeys[0].Name} does not match" : $"none of the {given.ServerKeys.Count} keys matches")} this " +
                    "server either";
        string unseen = connection.Version.IsTls13() ? "the certificate is encrypted" : "no certificate was seen";
        return $"{exchange} uses ephemeral keys, so {(isOne ? given.ServerKeys[0].Name : "the keys")} cannot decrypt this session " +
            $"(whether {(isOne ? "it" : "one of them")} matches this server is unknown: {unseen})";
    }

    /// <summary>
    /// For <see cref="DecryptionReason.KeyMismatch"/>: why the given key does not decrypt the connection, as far as is known.
    /// </summary>
    public static string WrongKey(ConnectionSummary connection)
    {
        GivenKeys given = connection.Given;
        bool isRsa = connection.CipherSuiteParts?.KeyExchange is KeyExchange.Rsa or KeyExchange.RsaPsk;
        if (!isRsa || !given.HasCertificate || given.FittingKey is not null || given.ServerKeys.Count == 0 || given.Labels != 0)
            return "none of the keys decrypts this connection: they do not belong to it, or its handshake or records were changed";
        return given.ServerKeys.Count == 1
            ? $"{given.ServerKeys[0].Name} does not match this server"
            : $"none of the {given.ServerKeys.Count} keys matches this server";
    }

    /// <summary>For <see cref="DecryptionReason.KeyMismatch"/>: the key to provide instead.</summary>
    public static string RightKey(ConnectionSummary connection, AdviceWording wording)
    {
        string orKeyLog = KeyLogAdvice.OrProvide(connection, wording, orProvide: ", or ");
        return connection.CipherSuiteParts?.KeyExchange switch
        {
            KeyExchange.Rsa when connection.ServerCertificates.Length > 0 => $"the private key for its certificate{orKeyLog}",
            KeyExchange.Rsa => $"the server's private key{orKeyLog}",
            KeyExchange.Psk => $"this connection's pre-shared key{orKeyLog}",
            KeyExchange.RsaPsk => $"the server's private key and this connection's pre-shared key, both{orKeyLog}",
            KeyExchange.Dh or KeyExchange.DhExport or KeyExchange.Ecdh when connection.ForwardSecrecy == false =>
                $"the private key of the server's certificate{wording.StaticDhKey}{orKeyLog}",
            _ when connection.Version.IsTls13() && connection.Given.HasPreSharedKeys && connection.ForwardSecrecy == false =>
                $"this connection's pre-shared key{orKeyLog}",
            _ => connection.Given.HasLogs ? KeyLogAdvice.Provide(connection, wording) : "this connection's key log",
        };
    }

    /// <summary>For <see cref="DecryptionReason.MissingClientHello"/>.</summary>
    public static string MissingClientHello(ConnectionSummary connection, AdviceWording wording)
    {
        if (!connection.TrialClientRandom.IsEmpty)
            return $"the ClientHello is not in the capture, but a secret of {LoggedSource.Name(connection.Secret)} was found by trial; " +
                "capture from the start of the connection to verify the handshake";
        if (connection.ClientHelloList.Any(hello => hello.IsPartial))
            return $"the ClientHello is truncated or malformed: the client random, which every key is derived from, is missing; " +
                $"{LossAdvice.Capture(connection)}";
        const string Missing = "the ClientHello is not in the capture, so the client random, which every key is derived from, is " +
            "unknown; capture from the start of the connection";
        // Up to TLS 1.2 the server random is needed too.
        bool mayBeFound = connection.ServerHelloList.Count > 0 || connection.CipherSuite is null;
        if (!mayBeFound || connection.Version == ProtocolVersion.Ssl20) return Missing;
        return connection.Given.HasLogs
            ? $"{Missing}; no secret of {KeyLogAdvice.Names(connection.Given)} decrypts it"
            : $"{Missing}, or provide a key log{wording.KeyLog}: its secrets are tried";
    }

    private static string NoKeyOfTls13(ConnectionSummary connection, string keyLog, AdviceWording wording)
    {
        if (connection.Secret is SecretSource.F5Trailer or SecretSource.SecretsBlock or SecretSource.KeyLog)
        {
            string whole = connection.Secret == SecretSource.KeyLog ? "the whole key log" : $"a key log{wording.KeyLog}";
            return $"TLS 1.3: not all secrets of this connection are in {LoggedSource.Name(connection.Secret)}; provide {whole}";
        }

        // psk_ke: the pre-shared key is all that the secrets are made of (RFC 8446 §4.2.9).
        if (connection.Handshake == HandshakeKind.Resumed && connection.ForwardSecrecy == false)
            return $"TLS 1.3 with only a pre-shared key; provide it{wording.PreSharedKey} or {keyLog}";
        return $"TLS 1.3 uses ephemeral keys; provide {keyLog}";
    }

    private static string RsaAndPreSharedKey(GivenKeys given, AdviceWording wording) =>
        (given.ServerKeys.Count > 0, given.HasPreSharedKeys) switch
        {
            (true, false) => $"the pre-shared key too{wording.PreSharedKey}",
            (false, true) => $"the server's private key too{wording.ServerKey}",
            _ => $"the server's private key{wording.ServerKey} and the pre-shared key{wording.PreSharedKey}, both",
        };

    private static string KindOf(ConnectionSummary connection) =>
        connection.CipherSuiteParts?.KeyExchange is KeyExchange.DhePsk or KeyExchange.EcdhePsk ? "pre-shared key" : "server key";

    private static string Exchange(ConnectionSummary connection) =>
        connection.Version.IsTls13() ? "TLS 1.3" : connection.CipherSuiteParts?.KeyExchange.DisplayName() ?? "the key exchange";
}
