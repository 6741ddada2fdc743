using TlsDissect.Messages;
using TlsDissect.Output.Text.Lessons;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Output.Text.Lessons;

/// <summary>Each kind of handshake has its own numbered steps, each told beneath the message where it happens.</summary>
public class LessonPlanTests
{
    private const string ClientKeysAndFinished = "C client_key_exchange, C change_cipher_spec, C finished, S change_cipher_spec, S " +
        "finished";
    private const string Signed = "C client_hello, S server_hello, S certificate, S server_key_exchange, S server_hello_done, " +
        "" + ClientKeysAndFinished;
    internal const string Certified = "C client_hello, S server_hello, S certificate, S server_hello_done, " + ClientKeysAndFinished;
    private const string Unsigned = "C client_hello, S server_hello, S server_key_exchange, S server_hello_done, " + ClientKeysAndFinished;
    private const string Plain = "C client_hello, S server_hello, S server_hello_done, " + ClientKeysAndFinished;
    internal const string Tls13 = "C client_hello, S server_hello, S encrypted_extensions, S certificate, S certificate_verify, S " +
        "finished, C finished";

    [Theory]
    [InlineData(0x009c, Certified, "client_hello 1, server_hello 2, certificate 3, client_key_exchange 4 5 6, finished 7, finished 8 " +
        "9")] // RSA
    [InlineData(0x0003, Signed, "client_hello 1, server_hello 2, certificate 3, client_key_exchange 4 5 6, finished 7, finished 8 " +
        "9")] // RSA_EXPORT
    [InlineData(0x009e, Signed, "client_hello 1, server_hello 2, certificate 3, server_key_exchange 4 5, client_key_exchange 6, finished " +
        "7, finished 8 9")] // DHE_RSA
    [InlineData(0xc02f, Signed, "client_hello 1, server_hello 2, certificate 3, server_key_exchange 4 5, client_key_exchange 6, finished " +
        "7, finished 8 9")] // ECDHE_RSA
    [InlineData(0x0031, Certified, "client_hello 1, server_hello 2, certificate 3, client_key_exchange 4 5 6, finished 7, finished 8 " +
        "9")] // DH_RSA
    [InlineData(0xc004, Certified, "client_hello 1, server_hello 2, certificate 3, client_key_exchange 4 5 6, finished 7, finished 8 " +
        "9")] // ECDH_ECDSA
    [InlineData(0x0034, Unsigned, "client_hello 1, server_hello 2, server_key_exchange 3, client_key_exchange 4, finished 5, finished 6 " +
        "7")] // DH_anon
    [InlineData(0xc018, Unsigned, "client_hello 1, server_hello 2, server_key_exchange 3, client_key_exchange 4, finished 5, finished 6 " +
        "7")] // ECDH_anon
    [InlineData(0x00a8, Plain, "client_hello 1, server_hello 2, client_key_exchange 3 4, finished 5, finished 6 7")] // PSK
    [InlineData(0x00aa, Unsigned, "client_hello 1, server_hello 2, server_key_exchange 3, client_key_exchange 4 5, finished 6, finished " +
        "7 8")] // DHE_PSK
    [InlineData(0xc037, Unsigned, "client_hello 1, server_hello 2, server_key_exchange 3, client_key_exchange 4 5, finished 6, finished " +
        "7 8")] // ECDHE_PSK
    [InlineData(0x00ac, Certified, "client_hello 1, server_hello 2, certificate 3, client_key_exchange 4 5 6, finished 7, finished 8 " +
        "9")] // RSA_PSK
    [InlineData(0xc01d, Unsigned, "client_hello 1, server_hello 2, server_key_exchange 3, client_key_exchange 4, finished 5, finished 6 " +
        "7")] // SRP_SHA
    [InlineData(0xc01e, Signed, "client_hello 1, server_hello 2, certificate 3, server_key_exchange 4 5, client_key_exchange 6, finished " +
        "7, finished 8 9")] // SRP_SHA_RSA
    [InlineData(0xc100, Certified, "client_hello 1, server_hello 2, certificate 3, client_key_exchange 4 5 6, finished 7, finished 8 " +
        "9")] // GOST
    [InlineData(0x001e, Plain, "client_hello 1, server_hello 2, client_key_exchange 3 4, finished 5, finished 6 7")] // KRB5
    [InlineData(0x1301, Tls13, "client_hello 1, server_hello 2 3, certificate 4, certificate_verify 5, finished 6 7, finished 8 9")]
    public void Each_step_is_told_beneath_the_message_where_it_happens(int suite, string messages, string steps)
    {
        ConnectionSummary connection = Connection(suite, messages);

        Assert.Equal(steps, Told(connection));
        int count = new LessonPlan(connection).Seen.Count();
        Assert.Contains($"all {count} steps were seen", new LessonPlan(connection).Closing().Heading, StringComparison.Ordinal);
    }

    [Fact]
    public void The_nine_steps_of_RSA_have_the_names_that_they_are_taught_by()
    {
        string[] names =
        [
            "Step 1 of 9: Client hello and client random",
            "Step 2 of 9: Server hello, certificate, suite and server random",
            "Step 3 of 9: Authentication of the certificate",
            "Step 4 of 9: Premaster secret, encrypted with the public key",
            "Step 5 of 9: Private key used",
            "Step 6 of 9: Session keys",
            "Step 7 of 9: Client ready (finished)",
            "Step 8 of 9: Server ready (finished)",
            "Step 9 of 9: Secure symmetric encryption achieved",
        ];

        Assert.Equal(names,
            Texts(Connection(0x009c, Certified)).Select(text => text.Heading)
                .Where(heading => heading?.StartsWith("Step", StringComparison.Ordinal) == true));
    }

    [Fact]
    public void A_key_that_was_provided_is_said_to_have_done_what_the_servers_does()
    {
        ConnectionSummary connection = Connection(0x009c, Certified);
        Assert.Contains("no forward secrecy", TextOf(connection, "Private key used"), StringComparison.Ordinal);

        (connection.Secret, connection.Key) = (SecretSource.RsaKey, "server.key");

        Assert.Contains("Here the key that you provided (server.key) did the same.", TextOf(connection, "Private key used"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "step", "Steps 1 to 9 are missing: not in the capture.")]
    [InlineData("S server_hello, S certificate", "steps 2 and 3 of 9", "Steps 1 and 4 to 9 are missing: not in the capture.")]
    [InlineData("C client_hello, S server_hello, S certificate, S server_hello_done, C client_key_exchange", "steps 1 to 4 of 9",
        "Steps 5 to 9 are missing: not in the capture.")]
    [InlineData("C client_hello, S server_hello, S certificate, C client_key_exchange, C change_cipher_spec, C finished",
        "steps 1 to 4, 6 and 7 of 9", "Steps 5, 8 and 9 are missing: not in the capture.")]
    public void Steps_that_are_not_in_the_capture_are_named(string messages, string seen, string missing)
    {
        ConnectionSummary connection = Connection(0x009c, messages);
        connection.Outcome = new ConnectionOutcome(OutcomeResult.NotSeen, "");

        LessonText closing = new LessonPlan(connection).Closing();

        Assert.Contains(seen, closing.Heading, StringComparison.Ordinal);
        Assert.Equal(missing, closing.Text);
    }

    [Theory]
    [InlineData(OutcomeResult.Refused, "Steps 4 to 9 are missing: the handshake was refused.")]
    [InlineData(OutcomeResult.Aborted, "Steps 4 to 9 are missing: the connection ended first.")]
    public void A_handshake_that_ended_early_says_so(OutcomeResult result, string missing)
    {
        ConnectionSummary connection = Connection(0x009c, "C client_hello, S server_hello, S certificate, S server_hello_done");
        connection.Outcome = new ConnectionOutcome(result, "") { By = Sender.Client, Alert = AlertDescription.UnknownCa };

        Assert.Equal(missing, new LessonPlan(connection).Closing().Text);
        Assert.Equal(result == OutcomeResult.Refused,
            TextOf(connection, "Authentication").Contains("the client refused it", StringComparison.Ordinal));
    }

    [Fact]
    public void A_server_that_refuses_a_key_exchange_did_not_take_its_steps()
    {
        ConnectionSummary connection = Connection(0x009c, "C client_hello, S server_hello, S certificate, S server_hello_done, C " +
            "client_key_exchange, C change_cipher_spec, C finished");
        connection.Outcome = new ConnectionOutcome(OutcomeResult.Refused, "") { By = Sender.Server, Alert = AlertDescription.DecryptError };

        Assert.Equal([1, 2, 3, 4, 6, 7], new LessonPlan(connection).Seen);
    }

    [Fact]
    public void While_it_is_under_way_steps_are_told_as_they_come()
    {
        ConnectionSummary connection = Connection(0x009c, "C client_hello, S server_hello, S certificate, S server_hello_done, C " +
            "client_key_exchange");
        connection.Outcome = null;

        Assert.Equal([1, 2, 3, 4, 5, 6], new LessonPlan(connection).Seen);
        Assert.Equal("Steps 7 to 9 are still to come.", new LessonPlan(connection).Closing().Text);
    }

    [Fact]
    public void What_TLS_1_3_encrypts_is_hidden_not_lost()
    {
        ConnectionSummary connection = Connection(0x1301, "C client_hello, S server_hello");
        connection.ServerHelloList.Add(ServerHello(0x1301));

        Assert.Equal("Steps 4 to 9 are hidden: TLS 1.3 encrypts this part, and no key decrypts " +
            "it.", new LessonPlan(connection).Closing().Text);
    }

    [Fact]
    public void Before_the_server_chooses_there_is_no_count()
    {
        ConnectionSummary connection = Connection(null, "C client_hello");
        connection.Outcome = new ConnectionOutcome(OutcomeResult.Refused, "");

        Assert.Equal("Step 1: Client hello and client random", Texts(connection)[0].Heading);
        Assert.Equal("Handshake: step 1 was seen", new LessonPlan(connection).Closing().Heading);
        Assert.Equal("The other steps depend on the server's choice, and the handshake was " +
            "refused.", new LessonPlan(connection).Closing().Text);
    }

    [Fact]
    public void A_Finished_that_does_not_verify_is_not_a_step()
    {
        ConnectionSummary connection = Connection(0x009c, Certified);
        connection.MessageList[^1].Verified = false;

        Assert.Equal([1, 2, 3, 4, 5, 6, 7], new LessonPlan(connection).Seen);
        Assert.Contains(Texts(connection), text => text.Text.Contains("does not match the messages in the " +
            "capture", StringComparison.Ordinal));
        Assert.Equal("Steps 8 and 9 are missing: a Finished does not match the captured " +
            "messages.", new LessonPlan(connection).Closing().Text);
    }

    [Fact]
    public void A_NULL_cipher_does_not_achieve_encryption()
    {
        ConnectionSummary connection = Connection(0x003b, Certified);

        Assert.Equal("Step 9 of 9: Integrity achieved, without encryption", Texts(connection)[^1].Heading);
        Assert.DoesNotContain(Texts(connection), text => text.Text.Contains("this side encrypts", StringComparison.Ordinal));
    }

    [Fact]
    public void A_resumption_has_fewer_steps_and_the_server_is_ready_first()
    {
        ConnectionSummary connection = Connection(0xc02f, "C client_hello, S server_hello, S change_cipher_spec, S finished, C " +
            "change_cipher_spec, C finished");
        connection.ServerHelloList.Add(ServerHello(0xc02f));

        Assert.Equal("client_hello 1, server_hello 2 3, finished 4, finished 5 6", Told(connection));
        Assert.Contains("no new premaster secret", TextOf(connection, "Server hello"), StringComparison.Ordinal);
    }

    [Fact]
    public void Renegotiation_and_mutual_authentication_have_no_number()
    {
        ConnectionSummary connection = Connection(0x009c, "C client_hello, S server_hello, S certificate, S certificate_request, S " +
            "server_hello_done, C certificate, " +
            "C client_key_exchange, C certificate_verify, C change_cipher_spec, C finished, S change_cipher_spec, S finished");
        foreach (string name in (string[])["client_hello", "server_hello", "certificate", "client_key_exchange", "change_cipher_spec",
            "finished"])
            connection.MessageList.Add(
                Entry(name == "certificate" || name == "server_hello" ? Sender.Server : Sender.Client, name) with { Handshake = 1 });
        connection.MutualAuthentication = true;

        Assert.Equal("client_hello 1, server_hello 2, certificate 3, client_key_exchange 4 5 6, finished 7, finished 8 " +
            "9", Told(connection));
        Assert.Equal(3,
            Texts(connection).Count(text => text.Heading?.StartsWith("Mutual authentication", StringComparison.Ordinal) == true));
        Assert.Contains("renegotiation", new LessonPlan(connection).Beneath(12).Single().Text, StringComparison.Ordinal);
        Assert.Contains("Mutual authentication: the client proved " +
            "itself", new LessonPlan(connection).Closing().Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_told_twice()
    {
        ConnectionSummary connection = Connection(0x1301, Tls13 + ", S new_session_ticket, S new_session_ticket, C key_update, S " +
            "key_update");

        string[] texts = [.. Texts(connection).Select(text => text.Text)];

        Assert.Equal(texts.Distinct(), texts);
        Assert.Contains(texts, text => text.Contains("ticket to resume", StringComparison.Ordinal));
    }

    [Fact]
    public void No_suite_is_told_of_an_RSA_premaster_secret_it_does_not_have()
    {
        foreach (CipherSuite suite in CipherSuites.All.DistinctBy(suite => (suite.KeyExchange, suite.Authentication)))
        {
            ConnectionSummary connection = Connection((ushort)suite.Id, Signed);
            bool saysEncrypted = Texts(connection).Any(text => text.Text.Contains("encrypted with the server's public " +
                "key", StringComparison.Ordinal));
            Assert.True(
                saysEncrypted == suite.KeyExchange is KeyExchange.Rsa or KeyExchange.RsaExport or KeyExchange.RsaExport1024 or
                    KeyExchange.RsaPsk, suite.Name);
        }
    }

    [Theory]
    [InlineData(new int[0], "")]
    [InlineData(new[] { 4 }, "4")]
    [InlineData(new[] { 4, 5 }, "4 and 5")]
    [InlineData(new[] { 1, 2, 3 }, "1 to 3")]
    [InlineData(new[] { 1, 2, 3, 5, 7, 8 }, "1 to 3, 5, 7 and 8")]
    public void Numbers_in_a_row_are_a_range(int[] numbers, string text) => Assert.Equal(text, LessonClosing.Ranges(numbers));

    /// <summary>Messages, each a side's letter and a name, of a connection that was established.</summary>
    internal static ConnectionSummary Connection(int? suite, string messages)
    {
        bool isTls13 = suite is int id && CipherSuite.Find((CipherSuiteId)id) is { IsTls13: true };
        return Connection(suite, messages, isTls13 ? ProtocolVersion.Tls13 : ProtocolVersion.Tls12);
    }

    internal static ConnectionSummary Connection(int? suite, string messages, ProtocolVersion version)
    {
        ConnectionSummary connection = SampleConnections.Bare((ushort?)suite, version);
        connection.Outcome = new ConnectionOutcome(OutcomeResult.Established, "");
        foreach (string message in messages.Split(", ", StringSplitOptions.RemoveEmptyEntries))
            connection.MessageList.Add(Entry(message[0] == 'C' ? Sender.Client : Sender.Server, message[2..]));
        return connection;
    }

    internal static IReadOnlyList<LessonText> Texts(ConnectionSummary connection)
    {
        LessonPlan plan = new(connection);
        return [.. Enumerable.Range(0, connection.MessageList.Count).SelectMany(plan.Beneath)];
    }

    private static ServerHello ServerHello(ushort suite) => new()
    {
        LegacyVersion = ProtocolVersion.Tls12,
        SelectedVersion = suite >> 8 == 0x13 ? ProtocolVersion.Tls13 : null,
        Random = new byte[32],
        SessionId = default,
        CipherSuite = (CipherSuiteId)suite,
        CompressionMethod = 0,
        Extensions = [],
    };

    internal static MessageEntry Entry(Sender from, string name) =>
        new() { From = from, Name = name, Position = SampleConnections.At(5), Length = 10, Protected = false, Handshake = 0 };

    private static string Told(ConnectionSummary connection)
    {
        LessonPlan plan = new(connection);
        IEnumerable<string> lines =
            from index in Enumerable.Range(0, connection.MessageList.Count)
            let numbers = plan.Beneath(index).Select(text => text.Heading)
                .Where(heading => heading?.StartsWith("Step ", StringComparison.Ordinal) == true).Select(heading => heading!.Split(' ')[1])
            where numbers.Any()
            select $"{connection.MessageList[index].Name} {string.Join(' ', numbers)}";
        return string.Join(", ", lines);
    }

    internal static string TextOf(ConnectionSummary connection, string step) =>
        Texts(connection).First(text => text.Heading?.Contains($": {step}", StringComparison.Ordinal) == true).Text;
}
