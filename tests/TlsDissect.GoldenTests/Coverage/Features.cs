namespace TlsDissect.GoldenTests.Coverage;

/// <summary>
/// How each feature of captures/tools/features.tsv is told in a connection: a case shows it where one of its connections does.
/// </summary>
internal static class Features
{
    public static IReadOnlyDictionary<string, Func<ShownConnection, bool>> All { get; } =
        new Dictionary<string, Func<ShownConnection, bool>>
        {
            // Versions.
            ["SSL 2.0"] = c => c.Version == "SSL 2.0" && c.IsProved,
            ["SSL 3.0"] = c => c.Version == "SSL 3.0" && c.IsProved,
            ["TLS 1.0"] = c => c.Version == "TLS 1.0" && c.IsProved,
            ["TLS 1.1"] = c => c.Version == "TLS 1.1" && c.IsProved,
            ["TLS 1.2"] = c => c.Version == "TLS 1.2" && c.IsProved,
            ["TLS 1.3"] = c => c.Version == "TLS 1.3" && c.IsProved,
            ["TLS 1.3, drafts 26 to 28"] = c => c.Version.StartsWith("TLS 1.3 (draft 2", StringComparison.Ordinal) && c.IsProved,

            // Records.
            ["record compression: DEFLATE (RFC 3749)"] = c => c.Compression == 1 && c.IsProved,
            ["encrypt_then_mac (RFC 7366)"] = c => c.Accepts(22) && c.IsCbc && c.IsProved,
            ["MAC-then-encrypt"] = c => !c.IsTls13 && c.IsCbc && !c.Accepts(22) && c.IsProved,
            ["truncated_hmac (RFC 6066)"] = c => c.Accepts(4) && !c.Accepts(22) && c.IsProved,
            ["truncated_hmac with encrypt_then_mac"] = c => c.Accepts(4) && c.Accepts(22) && c.IsProved,
            ["max_fragment_length (RFC 6066)"] =
            c => c.Offers(1) && c.Records("server") > 1 && c.Bytes("server") / c.Records("server") <= 512 && c.IsProved,
            ["record_size_limit (RFC 8449)"] =
            c => c.Offers(28) && c.Records("server") > 1 && c.Bytes("server") / c.Records("server") <= 512 && c.IsProved,
            ["1/n-1 split records"] = c => c.Version == "TLS 1.0" && c.IsCbc && c.Records("server") == 3 && c.IsProved,
            ["empty records"] =
            c => c.Version == "TLS 1.0" && c.IsCbc && c.Records("client") == 2 && c.Bytes("client") == 102 &&
                c.Ciphertext("client") >= 102 + 2 * 20 && c.IsProved,
            ["TLS 1.3 padding"] =
                c => c.IsTls13 && c.Ciphertext("client") - c.Bytes("client") > 17 * c.Records("client") + 64 && c.IsProved,
            ["export ciphers with shortened keys"] = c => c.SuiteName.Contains("EXPORT", StringComparison.Ordinal) && c.IsProved,
            ["integrity only (RFC 9150)"] = c => c.SuiteName is "TLS_SHA256_SHA256" or "TLS_SHA384_SHA384" && c.IsProved,

            // Secrets.
            ["RSA key"] = c => c.Secret == "rsa_key" && c.IsProved,
            ["static DH and ECDH key (--dh-key)"] = c => c.Secret == "dh_key" && c.IsProved,
            ["key log"] = c => c.Secret == "keylog" && c.IsProved,
            ["key log: RSA Session-ID lines, for a full handshake"] = c => c.Secret == "keylog" && c.Version == "TLS 1.2" && c.IsProved,
            ["key log: several values of a client random"] = c => c.Secret == "keylog" && c.IsProved,
            ["key log: only the application secrets of TLS 1.3"] =
            c => c.Secret == "keylog" && c.IsTls13 && c.Reason == "not_in_key_log" && c.Bytes("client") > 0 && c.Bytes("server") > 0,
            ["F5 trailers (tcpdump --f5 ssl)"] = c => c.Secret == "f5_trailer" && c.IsProved,
            ["secrets block (pcapng)"] = c => c.Secret == "secrets_block" && c.IsProved,
            ["pre-shared key: PSK"] = c => c.Secret == "psk" && c.SuiteName.StartsWith("TLS_PSK_", StringComparison.Ordinal) && c.IsProved,
            ["pre-shared key: RSA_PSK, with the RSA key"] =
            c => c.SuiteName.StartsWith("TLS_RSA_PSK_", StringComparison.Ordinal) && c.Secret is "rsa_key" or "psk" && c.IsProved,
            ["pre-shared key: DHE_PSK, ECDHE_PSK, which it cannot decrypt"] =
            c => c.SuiteName.Contains("DHE_PSK_", StringComparison.Ordinal) && c.Secret == "keylog" && c.IsProved,
            ["pre-shared key: TLS 1.3, psk_ke"] = c => c.IsTls13 && c.Accepts(41) && !c.Accepts(51) && c.Secret == "psk" && c.IsProved,
            ["pre-shared key: TLS 1.3, psk_dhe_ke, which it cannot decrypt"] =
            c => c.IsTls13 && c.Accepts(41) && c.Accepts(51) && c.Reason == "forward_secrecy",
            ["extended_master_secret (RFC 7627)"] = c => c.Accepts(23) && c.Secret == "rsa_key" && c.IsProved,
            ["no extended_master_secret"] = c => !c.Accepts(23) && c.Secret == "rsa_key" && c.Version != "SSL 2.0" && c.IsProved,

            // Handshakes.
            ["mutual TLS, both sides verified"] = c => c.IsMutual && c.IsProved,
            ["OCSP response: CertificateStatus (RFC 6066)"] = c => !c.IsTls13 && c.HasJudged("ocsp"),
            ["OCSP response in TLS 1.3 (RFC 8446 §4.4.2.1)"] = c => c.IsTls13 && c.HasJudged("ocsp"),
            ["signed certificate timestamps (RFC 6962)"] = c => c.HasJudged("timestamps"),
            ["certificates judged, with findings"] = c => c.HasJudged("chain") && c.IsFoundAboveInfo,
            ["certificates judged, without a finding above info"] = c => c.HasJudged("chain") && !c.IsFoundAboveInfo,
            ["SSL 2.0 client hello"] = c => c.Version == "TLS 1.2" && c.OffersNothing && c.IsProved,
            ["HelloRetryRequest with a cookie"] = c => c.Offers(44) && c.Accepts(44) && c.IsProved,
            ["certificate_authorities in a ClientHello"] = c => c.Offers(47) && c.IsProved,
            ["heartbeat (RFC 6520), negotiated"] = c => c.Offers(15) && c.Accepts(15) && c.IsProved,
            ["extensions that no stack here sends by itself"] = c => c.Offers(31) && c.Offers(65037) && c.IsProved,
            ["extensions with data of a wrong form"] = c => c.Offers(6) && c.IsMalformed && c.IsProved,
            ["HelloRetryRequest"] = c => c.Count("server", "hello_retry_request") == 1 && c.IsProved,
            ["KeyUpdate"] = c => c.Count("client", "key_update") > 0 && c.Count("server", "key_update") > 0 && c.IsProved,
            ["post-handshake authentication"] = c => c.Offers(49) && c.Count("client", "finished") == 2 && c.IsMutual && c.IsProved,
            ["0-RTT, accepted"] = c => c.Offers(42) && c.Count("client", "end_of_early_data") == 1 && c.IsProved,
            ["0-RTT, rejected"] = c => c.Offers(42) && c.Count("client", "end_of_early_data") == 0 && c.IsProved,
            ["0-RTT without its secret"] =
            c => c.Offers(42) && c.Reason == "not_in_key_log" && c.Bytes("client") > 0 && c.Records("client") > 2,
            ["resumption by session ID"] =
            c => c.IsResumed && !c.IsTls13 && c.Secret == "resumed" && c.Count("server", "new_session_ticket") == 0 && c.IsProved,
            ["resumption by ticket (RFC 5077)"] = c => c.IsResumed && !c.IsTls13 && c.Offers(35) && c.Secret == "resumed" && c.IsProved,
            ["resumption in TLS 1.3"] =
                c => c.IsResumed && c.IsTls13 && c.Accepts(41) && c.Count("server", "certificate") == 0 && c.IsProved,
            ["renegotiation"] = c => !c.IsTls13 && c.Count("client", "client_hello", isProtected: true) > 0 && c.IsProved,
            ["middlebox ChangeCipherSpec"] =
            c => c.IsTls13 && c.Count("client", "change_cipher_spec") > 0 && c.Count("server", "change_cipher_spec") > 0 && c.IsProved,
            ["compressed certificate (RFC 8879)"] =
            c => c.Count("server", "compressed_certificate", isProtected: true) == 1 && c.Certificates("server") > 0 &&
                c.Authenticated("server") == true && c.IsProved,
            ["raw public keys (RFC 7250)"] = c => c.HasRawPublicKey("server") && c.Authenticated("server") == true && c.IsProved,
            ["ALPS (client's EncryptedExtensions)"] = c => c.Count("client", "encrypted_extensions") == 1 && c.IsProved,
            ["HTTP/2 by ALPN"] = c => c.Alpn == "h2" && c.IsProved,
            ["key share: X25519MLKEM768"] = c => c.OffersKeyShareAlone(4588) && c.IsProved,
            ["key share: SecP256r1MLKEM768"] = c => c.OffersKeyShareAlone(4587) && c.IsProved,
            ["key share: SecP384r1MLKEM1024"] = c => c.OffersKeyShareAlone(4589) && c.IsProved,
            ["key share: MLKEM768 alone"] = c => c.OffersKeyShareAlone(513) && c.IsProved,
            ["key share: ffdhe2048 (RFC 7919)"] = c => c.OffersKeyShareAlone(256) && c.IsProved,
            ["Encrypted Client Hello (RFC 9849), accepted"] =
            c => c.IsEchAccepted == true && c.Status == "decrypted" && c.Certificates("server") > 0 && !c.IsMutual,
            ["ECH_SECRET and ECH_CONFIG (RFC 9850), for the inner hello"] =
            c => c is { IsEchDecrypted: true, IsEchAccepted: true } && c.Count("server", "hello_retry_request") == 0 && c.IsProved,
            ["ECH accepted after a HelloRetryRequest"] =
            c => c is { IsEchDecrypted: true, IsEchAccepted: true } && c.Count("server", "hello_retry_request") == 1 && c.IsProved,
            ["ECH rejected, with retry configurations"] = c => c is { IsEchDecrypted: true, IsEchAccepted: false } && c.IsProved,
            ["ECH with 0-RTT"] =
            c => c is { IsEchDecrypted: true, IsEchAccepted: true } && c.Count("client", "end_of_early_data") == 1 && c.IsProved,
            ["ECH GREASE"] = c => c is { IsEchDecrypted: false, IsEchAccepted: false } && c.IsProved,
            ["delegated credentials (RFC 9345)"] = c => c.IsDelegated("server") && c.Authenticated("server") == true && c.IsProved,
            ["signature: ML-DSA"] = c => c.Scheme("server") == "mldsa65" && c.Authenticated("server") == true && c.IsProved,
            ["signature: Ed25519, Ed448"] =
                c => c.Scheme("server") is "ed25519" or "ed448" && c.Authenticated("server") == true && c.IsProved,
            ["signature: DSA"] =
            c => c.Scheme("server") is string scheme && scheme.StartsWith("dsa_", StringComparison.Ordinal) &&
                c.Authenticated("server") == true && c.IsProved,

            // Incomplete captures.
            ["only one direction, TLS 1.3"] =
            c => c.IsTls13 && c.Secret == "keylog" && c.Bytes("client") == 0 != (c.Bytes("server") == 0) &&
                (c.Count("client", "client_hello") == 0) != (c.Count("server", "server_hello") == 0),
            ["TLS in TDS (SQL Server)"] = c => c.CarriedBy == "tds" && c.Bytes("client") > 0 && c.Bytes("server") > 0 && c.IsProved,
            ["TLS in TDS, for the login only"] =
            c => c.CarriedBy == "tds" && c.Records("client") == 1 && c.Records("server") == 0 && c.Count("server", "finished") == 1,
            ["TLS in TPKT and COTP (RFC 1006)"] = c => c.CarriedBy == "tpkt" && c.IsProved,
            ["TLS in OpenVPN over TCP, with and without tls-auth"] = c => c.CarriedBy == "openvpn" && c.IsProved,
            ["STARTTLS and its kin: SMTP, LMTP, IMAP, POP3, ManageSieve"] =
            c => c.StartTls is "smtp" or "lmtp" or "imap" or "pop3" or "managesieve" && c.IsProved,
            ["AUTH TLS of FTP; STARTTLS of NNTP, XMPP, IRC"] =
            c => c.StartTls is "ftp" or "nntp" or "xmpp" or "irc" && c.IsProved,
            ["StartTLS of LDAP; SSLRequest of PostgreSQL and MySQL"] =
            c => c.StartTls is "ldap" or "postgresql" or "mysql" && c.IsProved,
            ["TLS in RDP, VNC, Telnet, NBD, AMQP"] =
            c => c.StartTls is "rdp" or "vnc" or "telnet" or "nbd" or "amqp" && c.IsProved,
            ["TLS after HTTP Upgrade (RFC 2817)"] =
            c => c.StartTls == "http_upgrade" && c.IsProved,
            ["TLS through HTTP CONNECT and SOCKS 4, 4a, 5"] =
            c => c.StartTls is "http_connect" or "socks4" or "socks5" && c.Target is not null && c.IsProved,
            ["TLS behind a header of the PROXY protocol, versions 1 and 2"] =
            c => c.HasProxyHeader && c.IsProved,
            ["several TLS sessions in one TCP connection"] = c => c.IsFurtherSession && c.IsProved,
            ["application protocol by its first plaintext bytes"] =
                c => c.NamedByData is not (null or "http/1.0" or "http/1.1") && c.IsProved,
            ["decryption continues after a damaged record header, and its bytes are counted"] =
            c => !c.HasGaps && c.Skipped > 0 && c.Reason == "skipped_bytes" && c.Records("server") > 1 && c.Bytes("server") > 0,
            ["decryption continues after a lost packet"] =
            c => c.HasGaps && c.Status == "partial" && c.Records("server") > 1 && c.Bytes("server") > 0,
        };
}
