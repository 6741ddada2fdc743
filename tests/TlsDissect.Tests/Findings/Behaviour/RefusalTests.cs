using TlsDissect.Findings;
using TlsDissect.Findings.Behaviour;
using TlsDissect.Messages;
using TlsDissect.Messages.Extensions;
using TlsDissect.Protocol;
using TlsDissect.Tests.Connections;
using TlsDissect.Tests.Findings.Protocol;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Tests.Findings.Behaviour;

/// <summary>Each cause of a refused handshake: a recorded connection that shows it, and the same two sides with what was missing.</summary>
public sealed class RefusalTests
{
    private static readonly string[] Ids =
        [.. FindingRules.All.Where(rule => rule.GetType().Namespace == typeof(RefusalRule).Namespace).Select(rule => rule.Id)];

    [Theory]
    [InlineData("cause-version-client", "no_common_version", "TLS 1.0")]
    [InlineData("cause-version-server", "no_common_version", "TLS 1.3 and TLS 1.2")]
    [InlineData("cause-suites", "no_common_cipher_suite", "TLS_RSA_WITH_AES_128_CBC_SHA")]
    [InlineData("cause-groups-tls12", "no_common_group", "secp521r1")]
    [InlineData("cause-groups-tls13", "no_common_group", "secp521r1")]
    [InlineData("cause-signature-schemes", "no_common_signature_scheme", "no RSA-PSS signatures")]
    [InlineData("cause-client-schemes", "client_certificate_missing", "keys of the kinds ECDSA")]
    [InlineData("cause-no-client-certificate", "client_certificate_missing", "1 authority")]
    [InlineData("cause-no-client-certificate-tls13", "client_certificate_missing", "1 authority")]
    [InlineData("cause-alpn", "no_common_application_protocol", "http/1.1")]
    [InlineData("cause-server-name", "server_name_rejected", "server.example")]
    [InlineData("cause-psk-key", "pre_shared_key_rejected", "bad_record_mac")]
    [InlineData("cause-psk-binder", "pre_shared_key_rejected", "illegal_parameter")]
    [InlineData("cause-fallback", "fallback_refused", "TLS 1.1")]
    public void The_cause_is_named_and_the_next_connection_has_none(string name, string id, string says)
    {
        Finding found = Assert.Single(Judge(name, 0));
        Assert.Equal(id, found.Id);
        Assert.Contains(says, found.Text);
        Assert.NotNull(found.Packet);
        Assert.Empty(Judge(name, 1));
    }

    [Theory]
    [InlineData("refused", "no_common_cipher_suite")]
    [InlineData("client-certificate-refused-tls12", "certificate_refused")]
    [InlineData("client-certificate-refused-tls13", "certificate_refused")]
    public void Other_refusals_of_the_captures_have_a_cause(string name, string id) => Assert.Equal(id, Assert.Single(Judge(name, 0)).Id);

    [Fact]
    public void A_usual_offer_that_is_refused_is_listed() =>
        Assert.Contains("TLS_AES_128_GCM_SHA256", Cause(Hello(), AlertDescription.HandshakeFailure, "no_common_parameters"));

    [Fact]
    public void A_hello_for_TLS_13_without_key_share_lacks_it()
    {
        ClientHello whole = Hello();
        ClientHello without = whole with { Extensions = [.. whole.Extensions.Where(e => e.Type != ExtensionType.KeyShare)] };

        Assert.Contains("lacks key_share", Cause(without, AlertDescription.MissingExtension, "mandatory_extension_missing"));
        Assert.DoesNotContain(Found(whole, AlertDescription.IllegalParameter), one => one.Id == "mandatory_extension_missing");
    }

    [Fact]
    public void Suites_that_the_offered_versions_cannot_use_are_a_gap()
    {
        ClientHello old = Hello() with { SupportedVersions = [], LegacyVersion = ProtocolVersion.Tls12 };
        Assert.Contains("fits the versions", Cause(old, AlertDescription.HandshakeFailure, "no_common_cipher_suite"));
    }

    [Fact]
    public void GREASE_is_no_version_group_or_suite()
    {
        ClientHello hello = Hello();
        ClientHello greased = hello with
        {
            CipherSuites = [(CipherSuiteId)0x0A0A, .. hello.CipherSuites],
            SupportedVersions = [(ProtocolVersion)0x1A1A, .. hello.SupportedVersions],
            SupportedGroups = [(NamedGroup)0x2A2A, .. hello.SupportedGroups],
        };
        Assert.Equal(OfferGap.Of(hello), OfferGap.Of(greased));
    }

    /// <summary>Java refuses a client without a certificate by bad_certificate.</summary>
    [Theory]
    [InlineData(AlertDescription.BadCertificate)]
    [InlineData(AlertDescription.CertificateUnknown)]
    [InlineData(AlertDescription.HandshakeFailure)]
    public void A_certificate_that_was_not_sent_is_missing_and_not_refused(AlertDescription alert)
    {
        ConnectionSummary connection = Refused(alert, Sender.Server);
        connection.MessageList.Add(new MessageEntry
        {
            From = Sender.Client,
            Name = "certificate",
            Position = new StreamPosition(6, default),
            Length = 3,
            Protected = false,
            Message = new Certificate { Entries = [] },
            Handshake = 0,
        });
        Assert.Equal("client_certificate_missing", Assert.Single(Own(connection)).Id);
    }

    /// <summary>Each side accepts records up to its own record_size_limit, if the server answers the extension.</summary>
    [Theory]
    [InlineData(Sender.Client, (ushort)600, "; its record_size_limit is 500 bytes")]
    [InlineData(Sender.Server, (ushort)600, "; its record_size_limit is 600 bytes")]
    [InlineData(Sender.Client, null, "")]
    public void A_record_is_too_long_for_its_receiver(Sender by, ushort? answered, string limit)
    {
        ConnectionSummary connection = Refused(AlertDescription.RecordOverflow, by);
        connection.ClientHelloList.Add(Hello() with { RecordSizeLimit = 500 });
        connection.ServerHelloList.Add(MadeSummary.Server with { RecordSizeLimit = answered });
        connection.AlertList.Add(new AlertEntry(by, 2, AlertDescription.RecordOverflow, new StreamPosition(7, default), false));
        Assert.EndsWith($"as too long{limit}", Own(connection).Single(one => one.Id == "record_too_long").Text);
    }

    private static ConnectionSummary Refused(AlertDescription alert, Sender by) => new(new TcpStatistics())
    {
        Outcome = new ConnectionOutcome(OutcomeResult.Refused, "refused") { By = by, Alert = alert, Packet = 7 },
    };

    private static Finding[] Judge(string name, int number)
    {
        CapturedConversation conversation = CapturedConversation.Load(name, number);
        return Own(Dissection.Of(conversation.Segments(1448), conversation.Keys).Connection);
    }

    private static Finding[] Own(ConnectionSummary connection) =>
        [.. new ConnectionJudge().Judge(connection).Where(finding => Ids.Contains(finding.Id))];

    private static string Cause(ClientHello hello, AlertDescription alert, string id) =>
        Assert.Single(Found(hello, alert), one => one.Id == id).Text;

    private static Finding[] Found(ClientHello hello, AlertDescription alert)
    {
        ConnectionSummary connection = Refused(alert, Sender.Server);
        connection.ClientHelloList.Add(hello);
        return Own(connection);
    }

    /// <summary>A hello for TLS 1.3 alone, with everything usual.</summary>
    private static ClientHello Hello()
    {
        ExtensionType[] types =
            [ExtensionType.SupportedVersions, ExtensionType.SupportedGroups, ExtensionType.SignatureAlgorithms, ExtensionType.KeyShare];
        return new ClientHello
        {
            LegacyVersion = ProtocolVersion.Tls12,
            Random = new byte[32],
            SessionId = default,
            CipherSuites = [CipherSuiteId.TLS_AES_128_GCM_SHA256],
            CompressionMethods = [0],
            Extensions = [.. types.Select(type => new Extension(type, default))],
            SupportedVersions = [ProtocolVersion.Tls13],
            SupportedGroups = [NamedGroup.x25519],
            SignatureAlgorithms = [SignatureScheme.rsa_pss_rsae_sha256, SignatureScheme.ecdsa_secp256r1_sha256],
        };
    }
}
