using System.Buffers;
using System.Text;
using System.Text.Json;
using TlsDissect.Messages.Certificates;
using TlsDissect.Output.Json;
using TlsDissect.Output.Text;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Output.Text;

/// <summary>The outcome and who was authenticated, in text and JSON: no more than is known.</summary>
public sealed class VerdictTextTests
{
    private const string Signature = "rsa_pss_rsae_sha256";

    private static readonly ConnectionOutcome Refusal =
        new(OutcomeResult.Refused, "refused by the server with unknown_ca: why")
        {
            By = Sender.Server,
            Alert = AlertDescription.UnknownCa,
            Packet = 21,
        };

    [Fact]
    public void The_answer_comes_first_in_a_block()
    {
        ConnectionSummary connection = SampleConnections.Rsa();
        connection.Outcome = Refusal;
        string[] lines = Write(connection).Split('\n');
        Assert.StartsWith("Connection 4", lines[0], StringComparison.Ordinal);
        Assert.Equal("  outcome        refused by the server with unknown_ca: why", lines[1]);
        Assert.Equal("  agreed on      TLS 1.2", lines[2]);
        Assert.StartsWith("  decrypted      yes", lines[3], StringComparison.Ordinal);
        Assert.StartsWith("  authenticated  only the server", lines[4], StringComparison.Ordinal);
    }

    /// <summary>In TLS 1.3 a refusal may follow both Finished.</summary>
    [Theory]
    [InlineData(true, true, "TLS 1.2")]
    [InlineData(true, null, "TLS 1.2; the handshake was not completed")]
    public void A_refused_handshake_is_complete_if_both_Finished_were_seen(bool? server, bool? client, string agreed)
    {
        ConnectionSummary connection = SampleConnections.Rsa();
        connection.Outcome = Refusal;
        (connection.ServerFinishedVerified, connection.ClientFinishedVerified) = (server, client);
        Assert.Equal($"  agreed on      {agreed}", Write(connection).Split('\n')[2]);
    }

    [Fact]
    public void Json_has_all_of_an_outcome()
    {
        ConnectionSummary connection = SampleConnections.Rsa();
        connection.Outcome = Refusal;
        ArrayBufferWriter<byte> output = new();
        using JsonConnectionWriter writer = new(output, withHash: false);
        writer.Write(connection);
        JsonElement outcome = JsonDocument.Parse(Encoding.UTF8.GetString(output.WrittenSpan)).RootElement.GetProperty("outcome");
        Assert.Equal(
            """{"result":"refused","by":"server","alert":"unknown_ca","packet":21,"text":"refused by the server with unknown_ca: why"}""",
            outcome.GetRawText());
    }

    [Fact]
    public void A_live_block_has_no_outcome_before_the_end_and_then_takes_back_what_is_not_so()
    {
        StringWriter output = new() { NewLine = "\n" };
        LiveTextSink sink = new(output, new TextOptions(), steps: false);
        ConnectionSummary connection = Mutual();
        sink.OnHandshake(new ConnectionView(connection), SampleConnections.At(9));
        string first = output.ToString();
        connection.Outcome = Refusal;
        connection.MutualAuthentication = false;
        connection.ClientAuthentication = connection.ClientAuthentication.Refused();
        sink.OnEnd(connection);
        string end = output.ToString()[first.Length..];

        Assert.DoesNotContain("outcome", first, StringComparison.Ordinal);
        Assert.Contains("mutual TLS", first, StringComparison.Ordinal);
        Assert.Contains("\n  outcome        refused by the server", end, StringComparison.Ordinal);
        Assert.Contains($"the server refused the client ({Signature})", end, StringComparison.Ordinal);
        Assert.DoesNotContain("mutual TLS", end, StringComparison.Ordinal);
    }

    [Fact]
    public void A_signature_proves_possession_of_a_key_and_nothing_of_the_certificate()
    {
        ConnectionSummary connection = SampleConnections.Rsa();
        connection.ServerAuthentication = new PeerAuthentication(true, Signature);
        Assert.Equal($"only the server: it proved possession of its certificate's key ({Signature}); certificate not validated",
            Field(connection));
        Assert.Equal($"both sides (mutual TLS): each proved possession of its certificate's key (server rsa_key_exchange, client " +
            $"{Signature}); certificates not validated", Field(Mutual()));
    }

    [Theory]
    [InlineData(ChainVerdict.Trusted, ChainVerdict.Trusted, "")]
    [InlineData(ChainVerdict.Trusted, ChainVerdict.Untrusted, "client certificate not trusted")]
    [InlineData(ChainVerdict.NotJudged, ChainVerdict.Trusted, "server certificate not validated")]
    [InlineData(ChainVerdict.Untrusted, ChainVerdict.Untrusted, "certificates not trusted")]
    [InlineData(ChainVerdict.Untrusted, ChainVerdict.NotJudged, "server certificate not trusted, client certificate not validated")]
    public void Whether_chains_are_trusted_is_told_by_side(ChainVerdict server, ChainVerdict client, string doubt)
    {
        ConnectionSummary connection = Mutual();
        connection.ServerJudgement = new CertificateJudgement { Chain = server };
        connection.ClientJudgement = new CertificateJudgement { Chain = client };
        Assert.EndsWith($"client {Signature}){(doubt.Length > 0 ? "; " : "")}{doubt}", Field(connection), StringComparison.Ordinal);
    }

    /// <summary>Trust in the chain is not all that a certificate needs.</summary>
    [Theory]
    [InlineData(RevocationStatus.Revoked, true, true, "; certificate revoked")]
    [InlineData(RevocationStatus.Revoked, false, true, "")]
    [InlineData(RevocationStatus.Good, true, false, "; certificate for another name")]
    [InlineData(RevocationStatus.Good, true, true, "")]
    public void A_trusted_certificate_may_be_revoked_or_for_another_name(
        RevocationStatus status, bool verified, bool matches, string doubt)
    {
        ConnectionSummary connection = SampleConnections.Rsa();
        connection.ServerName = "server.example";
        connection.ServerAuthentication = new PeerAuthentication(true, Signature);
        connection.ServerJudgement = new CertificateJudgement
        {
            Chain = ChainVerdict.Trusted,
            NameMatches = matches,
            Ocsp = [new StapledStatus { Status = status, Verified = verified }],
        };
        Assert.EndsWith($"({Signature}){doubt}", Field(connection), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ProtocolVersion.Tls12, true)]
    [InlineData(ProtocolVersion.Tls13, false)]
    public void Before_TLS_1_3_only_a_Finished_ties_the_certificate_to_the_signature(ProtocolVersion version, bool isLoose)
    {
        ConnectionSummary connection = SampleConnections.Rsa();
        connection.Version = version;
        connection.ServerAuthentication = new PeerAuthentication(true, Signature);
        connection.ServerFinishedVerified = connection.ClientFinishedVerified = null;
        Assert.Equal(isLoose,
            Field(connection).EndsWith("certificate not validated; it may have been altered in transit, as no Finished was verified",
                StringComparison.Ordinal));
    }

    [Fact]
    public void Where_a_Finished_fails_neither_side_is_authenticated()
    {
        ConnectionSummary connection = Mutual();
        connection.ClientFinishedVerified = false;
        connection.ServerAuthentication = connection.ServerAuthentication.Unfinished();
        connection.ClientAuthentication = connection.ClientAuthentication.Unfinished();
        Assert.StartsWith("neither side: a Finished does not verify", Field(connection), StringComparison.Ordinal);
        Assert.DoesNotContain("proved", Field(connection), StringComparison.Ordinal);
        Assert.DoesNotContain("in transit", Write(connection), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("psk", "both sides: each proved knowledge of the pre-shared key (psk)")]
    [InlineData("resumption", "both sides: each proved knowledge of the earlier session's secret (resumption)")]
    public void A_shared_secret_proves_that_both_know_it(string scheme, string expected)
    {
        ConnectionSummary connection = SampleConnections.Rsa();
        connection.Handshake = scheme == "resumption" ? HandshakeKind.Resumed : HandshakeKind.Full;
        connection.ServerCertificates = [];
        connection.ServerAuthentication = connection.ClientAuthentication = new PeerAuthentication(true, scheme);
        Assert.Equal(expected, Field(connection));
    }

    [Fact]
    public void A_wrong_signature_is_told()
    {
        ConnectionSummary connection = SampleConnections.Rsa();
        connection.ServerAuthentication = new PeerAuthentication(false, Signature);
        Assert.EndsWith($"the server is NOT authenticated: its signature does not verify ({Signature})", Field(connection),
            StringComparison.Ordinal);
    }

    private static ConnectionSummary Mutual()
    {
        ConnectionSummary connection = SampleConnections.Rsa();
        connection.MutualAuthentication = true;
        connection.ClientCertificates =
            [new CertificateDetails
            {
                Der = default,
                Sha256 = new byte[32],
                Subject = "CN=client",
                Issuer = "CN=ca",
                PublicKey = "RSA 2048",
            }];
        connection.ServerAuthentication = new PeerAuthentication(true, "rsa_key_exchange");
        connection.ClientAuthentication = new PeerAuthentication(true, Signature);
        return connection;
    }

    private static string Field(ConnectionSummary connection) =>
        Write(connection).Split('\n').Single(line => line.StartsWith("  authenticated", StringComparison.Ordinal))[17..];

    private static string Write(ConnectionSummary connection)
    {
        StringWriter output = new() { NewLine = "\n" };
        using TextSink sink = new(output, new TextOptions());
        sink.OnEnd(connection);
        return output.ToString();
    }
}
