using TlsDissect.Findings;
using TlsDissect.Messages;
using TlsDissect.Protocol;
using TlsDissect.Transport;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Tests.Findings.Earlier;

/// <summary>Causes of failures that earlier connections to the same server show.</summary>
public sealed class EarlierCauseTests
{
    private const CipherSuiteId Aes256 = CipherSuiteId.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
        Aes128 = CipherSuiteId.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256;

    [Fact]
    public void The_group_is_left_when_version_and_suite_were_accepted()
    {
        Finding found = After([Chosen(1, group: NamedGroup.secp384r1)], Refused(2));
        Assert.Equal("no_common_group", found.Id);
        Assert.Contains("likely because of the group: the client offers x25519", found.Text);
        Assert.Contains("secp384r1 (connection 1)", found.Text);
        Assert.Contains("not because of TLS 1.2, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 (connection 1)", found.Text);
        Assert.Equal(1, Assert.Single(found.Connections));
    }

    [Fact]
    public void The_suite_is_left_when_version_and_group_were_accepted() =>
        Assert.Equal("no_common_cipher_suite", After([Chosen(1, suite: Aes256)], Refused(2)).Id);

    [Fact]
    public void The_version_is_never_left_alone()
    {
        // What the server chose in TLS 1.3 does not rule out the suites of TLS 1.2.
        Finding found = After([Chosen(1, ProtocolVersion.Tls13, CipherSuiteId.TLS_AES_128_GCM_SHA256)], Refused(2));
        Assert.Equal("no_common_parameters", found.Id);
        Assert.Contains("the client does not offer TLS 1.3 (connection 1)", found.Text);
    }

    [Fact]
    public void Two_parts_that_do_not_fit_leave_the_cause_open()
    {
        Finding found = After([Chosen(1, suite: Aes256, group: NamedGroup.secp384r1)], Refused(2));
        Assert.Equal("no_common_parameters", found.Id);
        Assert.Contains("does not offer TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, secp384r1 (connection 1)", found.Text);
    }

    [Fact]
    public void Parts_are_ruled_out_by_different_connections()
    {
        Finding found = After([Chosen(1, suite: Aes256), Chosen(2, group: NamedGroup.secp384r1)], Refused(3, offered: [Aes256]));
        Assert.Contains("although the client offers", found.Text);
        Assert.Equal<long[]>([1, 2], [.. found.Connections]);
    }

    [Fact]
    public void A_server_that_accepted_the_offer_has_changed_or_has_another_reason()
    {
        Finding found = After([Chosen(1)], Refused(2));
        Assert.Equal("no_common_parameters", found.Id);
        Assert.Contains("although the client offers TLS 1.2", found.Text);
    }

    [Fact]
    public void An_unusual_part_that_was_accepted_is_not_the_cause()
    {
        // RSA key exchange is not usual, but this server chose it before.
        Finding found = After([Chosen(1, suite: CipherSuiteId.TLS_RSA_WITH_AES_128_CBC_SHA)],
            Refused(2, offered: [CipherSuiteId.TLS_RSA_WITH_AES_128_CBC_SHA]));
        Assert.Equal("no_common_parameters", found.Id);
    }

    [Fact]
    public void Another_server_says_nothing()
    {
        ConnectionSummary other = Chosen(1, group: NamedGroup.secp384r1, server: 77);
        Assert.Empty(After([other], Refused(2)).Connections);
    }

    [Theory]
    [InlineData("other.example", "asks for other.example")]
    [InlineData(null, "sends none")]
    public void The_name_is_left_when_the_rest_was_accepted_for_another_one(string? name, string says)
    {
        Finding found = After([Chosen(1)], Refused(2, name: name));
        Assert.Equal("server_name_rejected", found.Id);
        Assert.Contains(says, found.Text);
        Assert.Contains("one asked for server.example", found.Text);
    }

    [Fact]
    public void Names_are_compared_without_case() =>
        Assert.Equal("no_common_parameters", After([Chosen(1)], Refused(2, name: "SERVER.example")).Id);

    [Fact]
    public void Each_name_of_an_address_has_its_own_choices()
    {
        ConnectionSummary other = Chosen(1, name: "other.example"), own = Chosen(2, group: NamedGroup.secp384r1);
        Finding found = After([other, own], Refused(3));
        Assert.Equal(("no_common_group", 2L), (found.Id, Assert.Single(found.Connections)));
    }

    [Fact]
    public void A_version_that_the_server_chose_before_is_told_with_protocol_version() =>
        Assert.EndsWith("; in earlier connections the server chose TLS 1.3 (connection 1)",
            After([Chosen(1, ProtocolVersion.Tls13)], Refused(2, AlertDescription.ProtocolVersion)).Text);

    [Fact]
    public void Application_protocols_that_the_server_chose_are_told()
    {
        ConnectionSummary http = Chosen(1);
        http.Alpn = "h2";
        Finding found = After([http], Refused(2, AlertDescription.NoApplicationProtocol));
        Assert.EndsWith("; in earlier connections the server chose h2 (connection 1)", found.Text);
    }

    [Fact]
    public void A_name_that_the_server_served_is_told() => Assert.EndsWith("; in connection 1 a client asked it for server.example",
        After([Chosen(1)], Refused(2, AlertDescription.UnrecognizedName, name: "other.example")).Text);

    [Theory]
    [InlineData(AlertDescription.InternalError, "no_common_group")]
    [InlineData(null, "no_common_group")]
    [InlineData(AlertDescription.DecodeError, "handshake_refused")]
    [InlineData(AlertDescription.IllegalParameter, "handshake_refused")]
    public void Only_failures_that_name_nothing_else_are_of_the_offer(AlertDescription? alert, string id) =>
        Assert.Equal(id, After([Chosen(1, group: NamedGroup.secp384r1)], Refused(2, alert)).Id);

    [Fact]
    public void A_cause_that_is_not_wanted_is_not_found()
    {
        ConnectionJudge judge = new(new FindingOptions { Ignored = new HashSet<string> { "no_common_group" } });
        judge.Judge(Chosen(1, group: NamedGroup.secp384r1));
        Assert.DoesNotContain(judge.Judge(Refused(2)), IsOfFailure);
    }

    [Fact]
    public void A_later_connection_says_nothing()
    {
        ConnectionJudge judge = new();
        Assert.Empty(Assert.Single(judge.Judge(Refused(1)), IsOfFailure).Connections);
        judge.Judge(Chosen(2));
        judge.Forget();
        Assert.Empty(Assert.Single(judge.Judge(Refused(3)), IsOfFailure).Connections);
    }

    [Fact]
    public void Nothing_is_remembered_if_that_is_turned_off()
    {
        ConnectionJudge judge = new(new FindingOptions { MaxKnownServerBytes = 0 });
        judge.Judge(Chosen(1));
        Assert.Empty(Assert.Single(judge.Judge(Refused(2)), IsOfFailure).Connections);
    }

    private static Finding After(ConnectionSummary[] earlier, ConnectionSummary failed)
    {
        ConnectionJudge judge = new();
        foreach (ConnectionSummary connection in earlier) judge.Judge(connection);
        return Assert.Single(judge.Judge(failed), IsOfFailure);
    }

    private static bool IsOfFailure(Finding finding) =>
        finding.Id is "handshake_refused" or "handshake_aborted" or "server_name_rejected" ||
        finding.Id.StartsWith("no_common_", StringComparison.Ordinal);

    private static ConnectionSummary Chosen(long id, ProtocolVersion version = ProtocolVersion.Tls12, CipherSuiteId suite = Aes128,
        NamedGroup group = NamedGroup.x25519, string? name = "server.example", byte server = 9)
    {
        ConnectionSummary connection = New(id, name, server);
        connection.Outcome = new ConnectionOutcome(OutcomeResult.Established, "established");
        connection.NamedGroup = group;
        connection.ServerHelloList.Add(new ServerHello
        {
            LegacyVersion = ProtocolVersion.Tls12,
            SelectedVersion = version == ProtocolVersion.Tls13 ? version : null,
            Random = new byte[32],
            SessionId = default,
            CipherSuite = suite,
            CompressionMethod = 0,
            Extensions = [],
        });
        return connection;
    }

    /// <summary>A client of TLS 1.2 with everything usual that the server refuses; without an alert if it is <c>null</c>.</summary>
    private static ConnectionSummary Refused(long id, AlertDescription? alert = AlertDescription.HandshakeFailure,
        CipherSuiteId[]? offered = null, string? name = "server.example")
    {
        ConnectionSummary connection = New(id, name, server: 9);
        connection.ClientHelloList.Add(new ClientHello
        {
            LegacyVersion = ProtocolVersion.Tls12,
            Random = new byte[32],
            SessionId = default,
            CipherSuites = [.. offered ?? [Aes128]],
            CompressionMethods = [0],
            Extensions = [],
            SupportedGroups = [NamedGroup.x25519],
            SignatureAlgorithms = [SignatureScheme.rsa_pss_rsae_sha256, SignatureScheme.ecdsa_secp256r1_sha256],
            Alpn = ["http/1.1"],
        });
        connection.Outcome =
            new ConnectionOutcome(alert is null ? OutcomeResult.Aborted : OutcomeResult.Refused, "failed")
            {
                By = Sender.Server,
                Alert = alert,
                Packet = 7,
            };
        if (alert is AlertDescription sent)
            connection.AlertList.Add(new AlertEntry(Sender.Server, 2, sent, new StreamPosition(7, default), Protected: false));
        return connection;
    }

    private static ConnectionSummary New(long id, string? name, byte server) => new(new TcpStatistics())
    {
        Id = id,
        ServerName = name,
        Server = new IpEndpoint(IpAddress.FromV4([192, 0, 2, server]), 443),
    };
}
