using System.Security.Cryptography;
using TlsDissect.Keys;
using TlsDissect.Messages;
using TlsDissect.Messages.Extensions;
using TlsDissect.Protocol;
using TlsDissect.Secrets;
using TlsDissect.Tests.Output;

namespace TlsDissect.Tests.Secrets;

/// <summary>The advice for a connection that is not decrypted, for every kind of key exchange and of key.</summary>
public class AdviceTests
{
    private const ushort Rsa = 0x009c, Ecdhe = 0xc02f, Psk = 0x00a8, DhePsk = 0x00aa, RsaPsk = 0x00ac, StaticEcdh = 0xc031, Tls13 = 0x1301;
    private const string Secret32 = "00000000000000000000000000000000000000000000000000000000000000aa";
    private const string Secret48 = Secret32 + "00112233445566778899aabbccddeeff";
    private const string TrafficSecrets =
        "CLIENT_TRAFFIC_SECRET_0, SERVER_TRAFFIC_SECRET_0, CLIENT_HANDSHAKE_TRAFFIC_SECRET and SERVER_HANDSHAKE_TRAFFIC_SECRET";
    private const string Of = "for client random 01020304...";

    private static readonly AdviceWording Options = new()
    {
        ServerKey = " (--key)",
        StaticDhKey = " (--dh-key)",
        PreSharedKey = " (--psk)",
        KeyLog = " (--keylog)",
        MaxTrialBytes = "--max-trials",
        MaxTrialBytesInAll = "--max-trials-in-all",
    };

    private static readonly string[] Logs = ["", "another", "another again", "empty", "block", "master", "exporter", "handshake"];
    private static readonly string[] Keys = ["", "rsa", "rsa certificate", "other certificate", "psk", "rsa psk"];
    private static readonly ushort[] Suites = [Rsa, Ecdhe, Psk, DhePsk, RsaPsk, StaticEcdh, Tls13];

    private static readonly ServerKey Key = new("server.key", RSA.Create(1024));
    private static readonly ServerKey OtherKey = new("other.key", RSA.Create(1024));
    private static readonly string Own = Convert.ToHexStringLower(MadeFacts.Random);
    private static readonly string Other1 = new('1', 64), Other2 = new('2', 64);

    private static readonly string OfAnother =
        $"CLIENT_TRAFFIC_SECRET_0 {Other1} {Secret32}\nSERVER_TRAFFIC_SECRET_0 {Other1} {Secret32}\nCLIENT_RANDOM {Other2} {Secret48}\n";

    /// <summary>Everything that may be given, by words of one letter each.</summary>
    public static TheoryData<ushort, string, DecryptionReason, string> Sentences => new()
    {
        { Tls13, "", DecryptionReason.NoKey, "TLS 1.3 uses ephemeral keys; provide a key log (--keylog)" },
        { Tls13, "another", DecryptionReason.NotInKeyLog,
            $"keys.log has 3 secrets of 2 connections, none {Of}; it was written by another process, or before this connection" },
        { Tls13, "another again", DecryptionReason.NotInKeyLog,
            $"2 key logs (keys.log, again.log) have 3 secrets of 2 connections, none {Of}; they were written by another process, or " +
                "before this connection" },
        { Tls13, "empty", DecryptionReason.NotInKeyLog,
            "keys.log contains no secrets yet; start the program with SSLKEYLOGFILE set to write them" },
        { Tls13, "block", DecryptionReason.NotInKeyLog,
            $"the capture's secrets block has 3 secrets of 2 connections, none {Of}; it was written by another process, or before this " +
                "connection" },
        { Tls13, "empty block", DecryptionReason.NotInKeyLog,
            $"keys.log and the capture's secrets block have 3 secrets of 2 connections, none {Of}; they were written by another process, " +
                "or before this connection" },
        { Tls13, "master", DecryptionReason.NotInKeyLog,
            $"keys.log has only CLIENT_RANDOM {Of}; TLS 1.3 does not use CLIENT_RANDOM; it needs {TrafficSecrets}" },
        { Tls13, "exporter", DecryptionReason.NotInKeyLog, $"keys.log has only EXPORTER_SECRET {Of}; TLS 1.3 needs {TrafficSecrets}" },
        { Tls13, "handshake", DecryptionReason.NotInKeyLog, $"keys.log lacks CLIENT_TRAFFIC_SECRET_0 and SERVER_TRAFFIC_SECRET_0 {Of}" },
        { Tls13, "rsa", DecryptionReason.ForwardSecrecy,
            "TLS 1.3 uses ephemeral keys, so server.key cannot decrypt this session (whether it matches this server is unknown: the " +
                "certificate is encrypted); provide a key log (--keylog)" },
        { Tls13, "rsa other", DecryptionReason.ForwardSecrecy,
            "TLS 1.3 uses ephemeral keys, so the keys cannot decrypt this session (whether one of them matches this server is unknown: " +
                "the certificate is encrypted); provide a key log (--keylog)" },
        { Ecdhe, "", DecryptionReason.NoKey,
            "ECDHE uses ephemeral keys, so no server key can decrypt this session; provide a key log (--keylog)" },
        { Ecdhe, "another", DecryptionReason.NotInKeyLog,
            $"keys.log has 3 secrets of 2 connections, none {Of}; it was written by another process, or before this connection" },
        { Ecdhe, "exporter", DecryptionReason.NotInKeyLog, $"keys.log has only EXPORTER_SECRET {Of}; TLS before 1.3 needs CLIENT_RANDOM" },
        { Ecdhe, "rsa", DecryptionReason.ForwardSecrecy,
            "ECDHE uses ephemeral keys, so server.key cannot decrypt this session (whether it matches this server is unknown: no " +
                "certificate was seen); provide a key log (--keylog)" },
        { Ecdhe, "rsa certificate", DecryptionReason.ForwardSecrecy,
            "server.key is this server's key, but ECDHE uses ephemeral keys, so it cannot decrypt this session; provide a key log " +
                "(--keylog)" },
        { Ecdhe, "other certificate", DecryptionReason.ForwardSecrecy,
            "ECDHE uses ephemeral keys, so no server key can decrypt this session, and other.key does not match this server either; " +
                "provide a key log (--keylog)" },
        { Ecdhe, "other rsa certificate", DecryptionReason.ForwardSecrecy,
            "server.key is this server's key, but ECDHE uses ephemeral keys, so it cannot decrypt this session; provide a key log " +
                "(--keylog)" },
        { Ecdhe, "rsa certificate empty", DecryptionReason.NotInKeyLog,
            "keys.log contains no secrets yet; start the program with SSLKEYLOGFILE set to write them; server.key is this server's key, " +
                "but ECDHE uses ephemeral keys, so it cannot decrypt this session" },
        { Rsa, "", DecryptionReason.NoKey, "RSA key exchange; provide the server's private key (--key) or a key log (--keylog)" },
        { Rsa, "empty", DecryptionReason.NotInKeyLog,
            "keys.log contains no secrets yet; start the program with SSLKEYLOGFILE set to write them; the server's private key (--key) " +
                "decrypts it too" },
        { Rsa, "other", DecryptionReason.KeyMismatch, "the server's private key, or a key log (--keylog)" },
        { Rsa, "other another", DecryptionReason.KeyMismatch,
            $"the server's private key, or the key log of this connection (keys.log has 3 secrets of 2 connections, none {Of})" },
        { Rsa, "other empty", DecryptionReason.KeyMismatch,
            "the server's private key, or the key log of this connection (keys.log contains no secrets yet)" },
        { RsaPsk, "rsa", DecryptionReason.NoKey,
            "key exchange with RSA and a pre-shared key; provide the pre-shared key too (--psk), or a key log (--keylog)" },
        { RsaPsk, "psk", DecryptionReason.NoKey,
            "key exchange with RSA and a pre-shared key; provide the server's private key too (--key), or a key log (--keylog)" },
        { RsaPsk, "psk empty", DecryptionReason.NotInKeyLog,
            "keys.log contains no secrets yet; start the program with SSLKEYLOGFILE set to write them; or provide the server's private " +
                "key too (--key)" },
        { Psk, "", DecryptionReason.NoKey, "pre-shared key exchange; provide the pre-shared key (--psk) or a key log (--keylog)" },
        { Psk, "psk another", DecryptionReason.KeyMismatch,
            $"this connection's pre-shared key, or the key log of this connection (keys.log has 3 secrets of 2 connections, none {Of})" },
        { DhePsk, "psk", DecryptionReason.ForwardSecrecy,
            "DHE_PSK uses ephemeral keys, so the pre-shared key alone cannot decrypt this session; provide a key log (--keylog)" },
        { StaticEcdh, "rsa", DecryptionReason.NoKey,
            "static Diffie-Hellman, which an RSA key cannot decrypt; provide the private key of the server's certificate (--dh-key) or a " +
                "key log (--keylog)" },
    };

    [Theory]
    [MemberData(nameof(Sentences))]
    public void The_sentence_says_what_was_given_and_what_would_help(ushort suite, string given, DecryptionReason reason, string sentence)
    {
        ConnectionSummary connection = Explained(suite, given);

        Assert.Equal(reason, connection.Reason);
        Assert.EndsWith(sentence, Explain(connection), StringComparison.Ordinal);
    }

    /// <summary>Every combination: what was given is named, and is not asked for.</summary>
    [Fact]
    public void Nothing_is_asked_for_that_was_given()
    {
        foreach ((ConnectionSummary connection, string log, string key) in Everything())
        {
            string sentence = Explain(connection);
            string what = $"{connection.CipherSuite} {log} {key}: {sentence}";
            Assert.True(sentence.Length > 20, what);
            if (log.Length > 0) Assert.DoesNotContain("a key log", sentence, StringComparison.Ordinal);
            if (log.Length > 0 && sentence.Contains("key log", StringComparison.Ordinal))
                Assert.True(sentence.Contains("keys.log", StringComparison.Ordinal) ||
                    sentence.Contains("secrets block", StringComparison.Ordinal), what);
            if (log.Length == 0 && connection.Reason != DecryptionReason.NotInKeyLog)
                Assert.DoesNotContain("the key log of", sentence, StringComparison.Ordinal);
        }
    }

    /// <summary>A user of the library reads what a user of the program reads, with the library's own names.</summary>
    [Fact]
    public void The_library_says_the_same_without_the_names_of_options()
    {
        HashSet<string> unseen = [Options.ServerKey, Options.StaticDhKey, Options.PreSharedKey, Options.KeyLog, Options.MaxTrialBytes,
            Options.MaxTrialBytesInAll];
        foreach ((ConnectionSummary connection, _, _) in Everything())
        {
            string sentence = Explain(connection);
            unseen.RemoveWhere(option => sentence.Contains(option, StringComparison.Ordinal));
            string expected = sentence.Replace(Options.MaxTrialBytesInAll, "DissectorOptions.MaxTrialBytesInAll", StringComparison.Ordinal)
                .Replace(Options.MaxTrialBytes, "DissectorOptions.MaxTrialBytes", StringComparison.Ordinal);
            foreach (string option in (string[])[Options.ServerKey, Options.StaticDhKey, Options.PreSharedKey, Options.KeyLog])
                expected = expected.Replace(option, "", StringComparison.Ordinal);
            Assert.DoesNotContain("--", expected, StringComparison.Ordinal);
            Assert.Equal(expected, connection.Explain());
        }

        Assert.Empty(unseen);
    }

    /// <summary>Every kind of key exchange with everything that may be given, and every reason.</summary>
    private static IEnumerable<(ConnectionSummary Connection, string Log, string Key)> Everything()
    {
        foreach (ushort suite in Suites)
        {
            foreach ((string log, string key) in Logs.SelectMany(_ => Keys, (log, key) => (log, key)))
            {
                ConnectionSummary connection = Explained(suite, $"{log} {key}");
                foreach (DecryptionReason reason in Enum.GetValues<DecryptionReason>())
                {
                    connection.Reason = reason;
                    yield return (connection, log, key);
                }
            }
        }
    }

    /// <summary>What the capture itself brought is not called a key log.</summary>
    [Theory]
    [InlineData(SecretSource.SecretsBlock, "the capture's secrets block")]
    [InlineData(SecretSource.F5Trailer, "the packets' trailers")]
    [InlineData(SecretSource.KeyLog, "the key log")]
    public void Secrets_are_named_by_where_they_came_from(SecretSource source, string name)
    {
        ConnectionSummary connection = Explained(Tls13, source == SecretSource.KeyLog ? "another" : "block");
        connection.Secret = source;
        connection.Reason = DecryptionReason.NoKey;
        Assert.Contains($"not all secrets of this connection are in {name}; provide ", Explain(connection), StringComparison.Ordinal);
        connection.TrialClientRandom = MadeFacts.Random;
        connection.Reason = DecryptionReason.MissingClientHello;
        Assert.Contains($"a secret of {name} was found by trial", Explain(connection), StringComparison.Ordinal);
        if (source == SecretSource.KeyLog) return;
        foreach (DecryptionReason reason in Enum.GetValues<DecryptionReason>())
        {
            connection.Reason = reason;
            Assert.DoesNotMatch("the key log (?!of this connection|that it was made from)", Explain(connection));
        }
    }

    /// <summary>The reason that the finder gives is never one that asks for what was given.</summary>
    [Theory]
    [InlineData(Rsa, "rsa", "(--key)")]
    [InlineData(RsaPsk, "rsa", "(--key)")]
    [InlineData(RsaPsk, "psk", "(--psk)")]
    [InlineData(Psk, "psk", "(--psk)")]
    [InlineData(DhePsk, "psk", "(--psk)")]
    [InlineData(Ecdhe, "rsa", "(--key)")]
    [InlineData(Tls13, "rsa", "(--key)")]
    public void The_option_that_was_given_is_not_advised(ushort suite, string given, string option)
    {
        foreach (string log in (string[])["", "another", "empty", "block"])
            Assert.DoesNotContain(option, Explain(Explained(suite, $"{given} {log}")), StringComparison.Ordinal);
    }

    [Fact]
    public void SSL_2_asks_for_no_key_log()
    {
        ConnectionSummary connection = SampleConnections.Bare(Rsa, ProtocolVersion.Ssl20);
        foreach (DecryptionReason reason in (DecryptionReason[])[DecryptionReason.KeyMismatch, DecryptionReason.ResumedFromUnseenSession,
            DecryptionReason.MissingClientHello])
        {
            connection.Reason = reason;
            Assert.DoesNotContain("key log", Explain(connection), StringComparison.Ordinal);
        }

        connection.Reason = DecryptionReason.NoKey;
        Assert.Equal("SSL 2.0 uses RSA key exchange; provide the server's private key (--key); key logs do not help", Explain(connection));
    }

    [Fact]
    public void Connections_are_counted_however_their_lines_are_mixed_and_up_to_a_bound()
    {
        KeyLog log = new();
        foreach (string label in (string[])["CLIENT_TRAFFIC_SECRET_0", "SERVER_TRAFFIC_SECRET_0", "CLIENT_TRAFFIC_SECRET_1"])
        {
            for (int i = 0; i < 10; i++) Add(log, $"{label} {i:x16}{Other1[16..]} {Secret32}\n");
            Assert.Equal(10, log.CountConnections());
        }

        for (int i = 0; i < KeyLogCensus.MaxConnections + 100; i++) Add(log, $"CLIENT_RANDOM {i:x16}{Other2[16..]} {Secret48}\n");
        Assert.Equal(KeyLogCensus.MaxConnections + 1, log.CountConnections());
        ConnectionSummary connection = Finish(MadeFacts.Of(Ecdhe), new KeyRing([], log));
        Assert.Contains("has 100,130 secrets of more than 100,000 connections", Explain(connection), StringComparison.Ordinal);
    }

    private static string Explain(ConnectionSummary connection) => DecryptionReasons.Explain(connection, Options);

    private static ConnectionSummary Explained(ushort suite, string given)
    {
        string[] words = given.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        KeyLog log = new();
        List<ServerKey> keys = [];
        List<PreSharedKey> preShared = [];
        MadeFacts facts = MadeFacts.Of(suite);
        if (facts.IsTls13) facts.ServerHello = facts.ServerHello! with { KeyShare = new KeyShare(NamedGroup.x25519, new byte[32]) };
        bool hasBlock = false;
        foreach (string word in words)
        {
            switch (word)
            {
                case "another": Add(log, OfAnother); break;
                case "again": Add(log, OfAnother, "again.log"); break;
                case "empty": Add(log, "# nothing yet\n"); break;
                case "master": Add(log, $"CLIENT_RANDOM {Own} {Secret48}\n"); break;
                case "exporter": Add(log, $"EXPORTER_SECRET {Own} {Secret32}\n"); break;
                case "handshake":
                    Add(log, $"CLIENT_HANDSHAKE_TRAFFIC_SECRET {Own} {Secret32}\nSERVER_HANDSHAKE_TRAFFIC_SECRET {Own} {Secret32}\n");
                    break;
                case "block": hasBlock = true; break;
                case "rsa": keys.Add(Key); break;
                case "other": keys.Add(OtherKey); break;
                case "psk":
                    preShared.Add(PreSharedKey.TryParse("00112233", out PreSharedKey? key) ? key! : throw new InvalidOperationException());
                    break;
                case "certificate": facts.ServerPublicKey = Key.SubjectPublicKeyInfo; break;
                default: throw new ArgumentException(word);
            }
        }

        KeyRing ring = new(keys, log, preShared);
        if (hasBlock) ring.AddSecretsBlock(System.Text.Encoding.ASCII.GetBytes(OfAnother), "capture.pcapng");
        facts.ClientKeyExchange = new ClientKeyExchange { EncryptedPremasterSecret = new byte[128] };
        return Finish(facts, ring);
    }

    private static ConnectionSummary Finish(MadeFacts facts, KeyRing keys)
    {
        ConnectionSummary connection = SampleConnections.Bare((ushort)facts.CipherSuite!.Id, facts.Version);
        connection.Reason = SecretReasons.WhyNot(facts, null, keys);
        connection.Given = KeysForConnection.Of(keys, facts);
        return connection;
    }

    private static void Add(KeyLog log, string lines, string name = "keys.log") =>
        log.Add(System.Text.Encoding.ASCII.GetBytes(lines), name, fromSecretsBlock: false);
}
