using TlsDissect.Messages;
using TlsDissect.Output;
using TlsDissect.Output.Text;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Output.Text;

/// <summary>Where parts of a connection are missing or encrypted, text names the right one.</summary>
public sealed class KnownPartsTextTests
{
    [Fact]
    public void A_direction_that_is_not_in_the_capture_is_not_called_encrypted_or_empty()
    {
        ConnectionSummary connection = Tls13();
        connection.ServerCertificates = SampleConnections.Rsa().ServerCertificates;
        Add(connection, Sender.Server, "server_hello", isProtected: false);
        connection.ServerData.Records = 1;

        string text = Write(connection);

        Assert.Contains("the server sent a certificate; the client's side is not in the capture", text, StringComparison.Ordinal);
        Assert.Contains("client not captured, server", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_client_whose_Finished_was_read_hides_nothing()
    {
        ConnectionSummary connection = Tls13();
        connection.ServerCertificates = SampleConnections.Rsa().ServerCertificates;
        connection.ServerAuthentication = new PeerAuthentication(null, "rsa_pss_rsae_sha256");
        Add(connection, Sender.Client, "finished", isProtected: true, new Finished { VerifyData = new byte[32] });

        Assert.StartsWith("only the server sent a certificate; its proof could not be checked: the ClientHello is missing",
            AuthenticationText.Of(connection), StringComparison.Ordinal);
    }

    [Fact]
    public void A_client_that_ended_the_handshake_hides_nothing_either()
    {
        ConnectionSummary connection = Tls13();
        connection.ServerCertificates = SampleConnections.Rsa().ServerCertificates;
        connection.Outcome = new ConnectionOutcome(OutcomeResult.Refused, "refused") { By = Sender.Client };
        Assert.Equal("the server sent a certificate; the client's part is encrypted", AuthenticationText.Of(connection));

        connection.AlertList.Add(new AlertEntry(Sender.Client, 2, AlertDescription.UnknownCa, SampleConnections.At(9), Protected: true));
        Assert.Equal("the server sent a certificate; the client ended the handshake", AuthenticationText.Of(connection));
    }

    [Theory]
    [InlineData(DecryptionStatus.Decrypted, 0, "unknown: the server's certificate is not in the capture")]
    [InlineData(DecryptionStatus.Decrypted, 2, "unknown: TLS 1.3 encrypts the certificates")]
    [InlineData(DecryptionStatus.None, 0, "unknown: TLS 1.3 encrypts the certificates")]
    public void A_certificate_is_encrypted_only_if_records_stay_so(DecryptionStatus status, int hidden, string expected)
    {
        ConnectionSummary connection = Tls13();
        connection.Status = status;
        connection.ServerEncryptedHandshake = new EncryptedHandshake(hidden, hidden * 100);

        Assert.Equal(expected, AuthenticationText.Of(connection));
    }

    [Fact]
    public void A_resumption_that_nothing_verified_is_not_said_to_authenticate()
    {
        ConnectionSummary connection = SampleConnections.Bare(0x009c, ProtocolVersion.Tls12);
        connection.Handshake = HandshakeKind.Resumed;
        connection.ServerAuthentication = connection.ClientAuthentication = new PeerAuthentication(null, "resumption");

        Assert.Equal("not verified: by the earlier session's secret (resumption)", AuthenticationText.Of(connection));
    }

    [Fact]
    public void A_password_authenticates_once_both_Finished_are_verified()
    {
        ConnectionSummary connection = SampleConnections.Bare(0xc01d, ProtocolVersion.Tls12);
        Assert.Equal("not verified: by the password", AuthenticationText.Of(connection));

        connection.ServerFinishedVerified = connection.ClientFinishedVerified = true;
        Assert.Equal("both sides: each proved knowledge of the password", AuthenticationText.Of(connection));
    }

    [Theory]
    [InlineData(ProtocolVersion.Tls12, true)]
    [InlineData(ProtocolVersion.Tls11, false)]
    [InlineData(ProtocolVersion.Tls10, false)]
    [InlineData(ProtocolVersion.Ssl30, false)]
    public void RFC_10015_is_about_TLS_1_2(ProtocolVersion version, bool applies)
    {
        string suite = SuiteText.Of(SampleConnections.Bare(0x0033, version))!;

        Assert.Equal(applies, suite.Contains("RFC 10015", StringComparison.Ordinal));
        Assert.Contains("finite-field DH", suite, StringComparison.Ordinal);
    }

    [Fact]
    public void Forward_secrecy_is_told_beside_a_weakness()
    {
        ConnectionSummary connection = SampleConnections.Bare(0xc013, ProtocolVersion.Tls12);
        connection.ForwardSecrecy = true;

        Assert.EndsWith("SHA-1 MAC; forward secrecy", SuiteText.Of(connection), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_whole_server_hello_the_authentication_of_TLS_1_3_is_unknown() =>
        Assert.DoesNotContain("by certificate", SuiteText.Parts(Tls13(), TextGlyphs.Unicode), StringComparison.Ordinal);

    [Fact]
    public void RSA_PSK_is_decrypted_with_two_keys()
    {
        ConnectionSummary connection = SampleConnections.Bare(0x00ac, ProtocolVersion.Tls12);
        (connection.Status, connection.Secret, connection.Key) = (DecryptionStatus.Decrypted, SecretSource.PreSharedKey, "alice");

        Assert.Equal("yes, with the server's RSA key and the pre-shared key of alice",
            DecryptionText.Of(connection, AdviceWording.OfLibrary));
    }

    [Theory]
    [InlineData(OutcomeResult.Refused, HandshakeKind.Full, "TLS 1.2; the handshake was not completed")]
    [InlineData(OutcomeResult.Unknown, HandshakeKind.Full, "TLS 1.2")]
    [InlineData(OutcomeResult.Established, HandshakeKind.Full, "TLS 1.2, full handshake")]
    [InlineData(OutcomeResult.Established, HandshakeKind.Incomplete, "TLS 1.2; parts of the handshake are not in the capture")]
    public void The_handshake_does_not_contradict_the_outcome(OutcomeResult result, HandshakeKind kind, string expected)
    {
        ConnectionSummary connection = SampleConnections.Bare(0x009c, ProtocolVersion.Tls12);
        (connection.Handshake, connection.Outcome) = (kind, new ConnectionOutcome(result, ""));

        Assert.Equal(expected, HandshakeText.Of(connection));
    }

    [Fact]
    public void Encrypted_data_of_TLS_1_3_is_a_bound()
    {
        ConnectionSummary connection = Tls13();
        (connection.ServerData.Records, connection.ServerData.CiphertextBytes) = (2, 300);

        Assert.Contains("server at most 300 encrypted bytes in 2 records; tickets and alerts may be among them",
            DecryptionText.Data(connection), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(19, "an alert or a part of the handshake")]
    [InlineData(53, "the client's part of the handshake, up to Finished")]
    public void Hidden_records_are_named_by_their_length_in_the_order_of_the_flights(int bytes, string expected)
    {
        ConnectionSummary connection = Tls13();
        Add(connection, Sender.Client, "client_hello", isProtected: false);
        Add(connection, Sender.Server, "server_hello", isProtected: false);
        Add(connection, Sender.Client, "change_cipher_spec", isProtected: false);
        Add(connection, Sender.Server, "new_session_ticket", isProtected: true);
        connection.Outcome = new ConnectionOutcome(OutcomeResult.Established, "");
        connection.ServerEncryptedHandshake = new EncryptedHandshake(4, 1_260);
        connection.ClientEncryptedHandshake = new EncryptedHandshake(1, bytes);

        string text = Write(connection);

        string[] inOrder = ["server_hello", "server: encrypted from here", "EncryptedExtensions to Finished", "change_cipher_spec",
            "client: encrypted from here", expected, "new_session_ticket"];
        int[] places = [.. inOrder.Select(part => text.IndexOf(part, StringComparison.Ordinal))];
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
    }

    [Fact]
    public void An_alert_is_explained_while_the_steps_are_followed_and_does_not_repeat_its_line()
    {
        ConnectionSummary connection = SampleConnections.Rsa();
        AlertEntry alert = new(Sender.Server, 2, AlertDescription.HandshakeFailure, SampleConnections.At(3), false);
        connection.AlertList.Add(alert);
        StringWriter output = new() { NewLine = "\n" };

        new LiveTextSink(output, new TextOptions { Explain = true }, steps: true).OnAlert(new ConnectionView(connection), alert);

        Assert.Contains("Fatal: the connection ends here.", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("This side says", output.ToString(), StringComparison.Ordinal);
    }

    private static ConnectionSummary Tls13() => SampleConnections.Bare(0x1301, ProtocolVersion.Tls13);

    private static string Write(ConnectionSummary connection)
    {
        StringWriter output = new() { NewLine = "\n" };
        new TextConnectionWriter(output, new TextOptions()).Write(connection);
        return output.ToString();
    }

    private static void Add(ConnectionSummary connection, Sender from, string name, bool isProtected, HandshakeMessage? message = null) =>
        connection.MessageList.Add(new MessageEntry
        {
            From = from,
            Name = name,
            Position = SampleConnections.At(5),
            Length = 10,
            Protected = isProtected,
            Message = message,
            Handshake = 0,
        });
}
