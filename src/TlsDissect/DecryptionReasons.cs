using System.Globalization;
using TlsDissect.Protocol;

namespace TlsDissect;

/// <summary>The names of <see cref="DecryptionReason"/> in JSON, and the sentence for a person.</summary>
public static class DecryptionReasons
{
    /// <summary>The value of <c>decryption.reason</c>.</summary>
    public static string JsonName(this DecryptionReason reason) => reason switch
    {
        DecryptionReason.NoKey => "no_key",
        DecryptionReason.KeyMismatch => "key_mismatch",
        DecryptionReason.NotTried => "not_tried",
        DecryptionReason.ForwardSecrecy => "forward_secrecy",
        DecryptionReason.MissingClientHello => "missing_client_hello",
        DecryptionReason.MissingServerHello => "missing_server_hello",
        DecryptionReason.MissingKeyExchange => "missing_key_exchange",
        DecryptionReason.ResumedFromUnseenSession => "resumed_from_unseen_session",
        DecryptionReason.UnsupportedCipherSuite => "unsupported_cipher_suite",
        DecryptionReason.BadRecordMac => "bad_record_mac",
        DecryptionReason.StreamGap => "stream_gap",
        DecryptionReason.SkippedBytes => "skipped_bytes",
        DecryptionReason.UnprotectedRecord => "unprotected_record",
        DecryptionReason.NoApplicationData => "no_application_data",
        DecryptionReason.InternalError => "internal_error",
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    };

    /// <summary>Why a connection is not, or not fully, decrypted, and what would help: one sentence. Empty where it is.</summary>
    public static string Explain(ConnectionSummary connection) => connection.Reason switch
    {
        null => "",
        DecryptionReason.NoKey => NoKey(connection),
        DecryptionReason.KeyMismatch => $"none of the keys opens it: what they give does not verify; provide {RightKey(connection)}",
        DecryptionReason.NotTried => "not all keys were tried: all connections together had used up --max-trials-in-all; raise it, or give fewer keys",
        DecryptionReason.ForwardSecrecy => ForwardSecrecy(connection),
        DecryptionReason.MissingClientHello => MissingClientHello(connection),
        DecryptionReason.MissingServerHello when connection.ServerHellos.Any(hello => hello is { IsPartial: true, IsHelloRetryRequest: false }) =>
            "the ServerHello is truncated or malformed, and with it the server random or the cipher suite is missing; capture whole packets, without loss",
        DecryptionReason.MissingServerHello => "the ServerHello is not in the capture, and with it the server random and the cipher suite; capture both directions from the connection's start",
        DecryptionReason.MissingKeyExchange => "the ClientKeyExchange is not in the capture, and with it the encrypted premaster secret; capture both directions, or provide a key log",
        DecryptionReason.ResumedFromUnseenSession => "it resumes a session that was made outside the capture; capture from that session's full handshake on, or provide a key log",
        DecryptionReason.UnsupportedCipherSuite => "the cipher suite is not supported, or the handshake that chose it is damaged",
        DecryptionReason.BadRecordMac => "the key is right, but records do not authenticate: they were changed on their way, or the capture is damaged",
        DecryptionReason.StreamGap => "bytes are missing from the capture; capture without loss (a larger buffer, a filter) to see the rest",
        DecryptionReason.SkippedBytes => $"{Skipped(connection)} that could not be read as TLS records: a damaged record header, " +
            "a stream that ends within a record, or another protocol around or after TLS",
        DecryptionReason.UnprotectedRecord => "all that is protected was decrypted, but other records or messages came that their sender cannot have sent there: " +
            "they were not read, and may have been injected",
        DecryptionReason.NoApplicationData => "nothing was sent under encryption: there is nothing to decrypt",
        DecryptionReason.InternalError => "an internal error of tlsdissect: the rest of this connection was not read; please report it, with the capture if you can",
        _ => "",
    };

    private static string Skipped(ConnectionSummary connection)
    {
        (SkippedBytes client, SkippedBytes server) = (connection.ClientSkipped, connection.ServerSkipped);
        if (client.Count == 0) return $"the server's stream has {Amount(server)}";
        return $"the client's stream has {Amount(client)}{(server.Count > 0 ? $" and the server's {Amount(server)}" : "")}";
    }

    private static string Amount(SkippedBytes skipped) => string.Create(CultureInfo.InvariantCulture, $"{skipped.Count:N0} {(skipped.Count == 1 ? "byte" : "bytes")} from packet {skipped.Packet}");

    private static string MissingClientHello(ConnectionSummary connection)
    {
        if (!connection.TrialClientRandom.IsEmpty) return "the ClientHello is not in the capture: what is there was opened by trying the key log's secrets; capture from the connection's start to verify the handshake";
        if (connection.ClientHellos.Any(hello => hello.IsPartial))
            return "the ClientHello is truncated or malformed, and its client random, which every key is made with, is not used; capture whole packets, without loss";
        // Up to TLS 1.2 the server random is needed too.
        string orElse = connection.ServerHellos.Count > 0 || connection.CipherSuiteId is null ? ", or provide a key log (--keylog), whose secrets are tried where they can be" : "";
        return $"the ClientHello is not in the capture, and with it the client random that every key is made with; capture from the connection's start{orElse}";
    }

    private static string RightKey(ConnectionSummary connection) => connection.CipherSuite?.KeyExchange switch
    {
        KeyExchange.Rsa when connection.ServerCertificates.Count > 0 => "the private key of the certificate above, or a key log",
        KeyExchange.Rsa => "the server's private key, or a key log",
        KeyExchange.Psk => "this connection's pre-shared key, or a key log",
        KeyExchange.RsaPsk => "the server's private key and this connection's pre-shared key, both, or a key log",
        KeyExchange.Dh or KeyExchange.DhExport or KeyExchange.Ecdh when connection.ForwardSecrecy == false =>
            "the private key of the server's certificate (--dh-key), or a key log",
        _ => "this connection's key log",
    };

    private static string NoKey(ConnectionSummary connection)
    {
        if (connection.Version.IsTls13() && connection.Secret is SecretSource.KeyLog or SecretSource.SecretsBlock) return "TLS 1.3: the key log lacks secrets of this connection; provide the whole of it";
        if (connection.Version.IsTls13()) return "TLS 1.3: provide a key log (SSLKEYLOGFILE)";
        return connection.CipherSuite?.KeyExchange switch
        {
            KeyExchange.Rsa => "RSA key exchange: provide the server's private key (--key) or a key log (--keylog)",
            KeyExchange.Dh or KeyExchange.DhExport or KeyExchange.Ecdh when connection.ForwardSecrecy == false =>
                "static Diffie-Hellman: provide the private key of the server's certificate (--dh-key) or a key log (--keylog)",
            KeyExchange.Psk => "pre-shared key: provide it (--psk) or a key log (--keylog)",
            KeyExchange.RsaPsk => "RSA and a pre-shared key: provide the server's private key (--key) and the pre-shared key (--psk), both, or a key log (--keylog)",
            _ when connection.ForwardSecrecy == true => $"{Exchange(connection)}: no server key can open this; provide a key log (--keylog)",
            _ => "provide a key log (--keylog)",
        };
    }

    /// <summary>Whichever key was given: beside a pre-shared one there is no server key that the sentence could mean.</summary>
    private static string ForwardSecrecy(ConnectionSummary connection) => connection switch
    {
        { CipherSuite.KeyExchange: KeyExchange.DhePsk or KeyExchange.EcdhePsk } => $"{Exchange(connection)}: the pre-shared key alone cannot open this; provide a key log",
        _ when connection.Version.IsTls13() && connection.Handshake == HandshakeKind.Resumed =>
            "TLS 1.3 with a key share: neither a pre-shared key nor the server key opens this; provide a key log",
        _ => $"{Exchange(connection)}: the server key cannot open this; provide a key log",
    };

    private static string Exchange(ConnectionSummary connection) => connection.Version.IsTls13()
        ? "TLS 1.3 agrees on keys that no certificate's key opens"
        : connection.CipherSuite?.KeyExchange.DisplayName() ?? "ephemeral keys";
}
