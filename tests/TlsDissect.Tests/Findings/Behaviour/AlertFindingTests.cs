using TlsDissect.Findings;
using TlsDissect.Messages;
using TlsDissect.Protocol;
using TlsDissect.Tests.Findings.Protocol;

namespace TlsDissect.Tests.Findings.Behaviour;

/// <summary>
/// Every alert that refuses a handshake, from each side and at each stage, has one finding: it tells the cause, or that it is unknown.
/// </summary>
public sealed class AlertFindingTests
{
    private const string Unknown = "handshake_refused";

    /// <summary>The stages of a handshake at which a side may refuse it.</summary>
    public enum Stage
    {
        /// <summary>The server answers the ClientHello with it.</summary>
        AnswerToHello,

        /// <summary>The server sends it after its own flight.</summary>
        ServerAfterFlight,

        /// <summary>The client sends it after the ServerHello.</summary>
        ClientAfterFlight,
    }

    /// <summary>
    /// The alerts that have a finding of their own with a usual modern offer, at the three stages. A stage without one is not known to have
    /// a cause.
    /// </summary>
    private static readonly Dictionary<AlertDescription, string?[]> Own = new()
    {
        [AlertDescription.RecordOverflow] = ["record_too_long", "record_too_long", "record_too_long"],
        [AlertDescription.HandshakeFailure] = ["no_common_parameters", null, null],
        [AlertDescription.InsufficientSecurity] = ["no_common_parameters", null, null],
        [AlertDescription.BadCertificate] = Certificate,
        [AlertDescription.UnsupportedCertificate] = Certificate,
        [AlertDescription.CertificateRevoked] = Certificate,
        [AlertDescription.CertificateExpired] = Certificate,
        [AlertDescription.CertificateUnknown] = Certificate,
        [AlertDescription.UnknownCa] = Certificate,
        [AlertDescription.AccessDenied] = Certificate,
        [AlertDescription.CertificateUnobtainable] = Certificate,
        [AlertDescription.BadCertificateStatusResponse] = Certificate,
        [AlertDescription.BadCertificateHashValue] = Certificate,
        [AlertDescription.ProtocolVersion] = ["no_common_version", null, "no_common_version"],
        [AlertDescription.InappropriateFallback] = ["fallback_refused", "fallback_refused", "fallback_refused"],
        [AlertDescription.MissingExtension] = ["mandatory_extension_missing", null, null],
        [AlertDescription.UnrecognizedName] = ["server_name_rejected", "server_name_rejected", null],
        [AlertDescription.UnknownPskIdentity] = ["pre_shared_key_rejected", "pre_shared_key_rejected", null],
        [AlertDescription.CertificateRequired] = ["client_certificate_missing", "client_certificate_missing", null],
        [AlertDescription.NoApplicationProtocol] =
            ["no_common_application_protocol", "no_common_application_protocol", "no_common_application_protocol"],
    };

    private static string?[] Certificate => ["certificate_refused", "certificate_refused", "certificate_refused"];

    public static TheoryData<AlertDescription, Stage> Every
    {
        get
        {
            TheoryData<AlertDescription, Stage> rows = [];
            foreach (AlertDescription alert in Enum.GetValues<AlertDescription>())
            {
                if (alert is AlertDescription.CloseNotify or AlertDescription.UserCanceled or AlertDescription.EndOfEarlyData) continue;
                foreach (Stage stage in Enum.GetValues<Stage>()) rows.Add(alert, stage);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void A_refusal_has_one_cause(AlertDescription alert, Stage stage)
    {
        string expected = Own.TryGetValue(alert, out string?[]? own) ? own[(int)stage] ?? Unknown : Unknown;
        Finding found = Assert.Single(Refused(alert, stage).Judge(), IsOfFailure);
        Assert.Equal(expected, found.Id);
        Assert.Equal(FindingSeverity.Low, found.Severity);
        if (expected == Unknown && alert != AlertDescription.EchRequired) Assert.Contains("tells the cause", found.Text);
    }

    [Fact]
    public void An_unregistered_alert_has_a_finding_too() =>
        Assert.Equal(Unknown, Assert.Single(Refused((AlertDescription)200, Stage.AnswerToHello).Judge(), IsOfFailure).Id);

    [Theory]
    [InlineData(Sender.Server, FindingSeverity.Low)]
    [InlineData(Sender.Client, FindingSeverity.Info)]
    public void An_end_without_alert_has_a_finding(Sender by, FindingSeverity severity)
    {
        MadeSummary made = Begun(Stage.AnswerToHello);
        made.Summary.Outcome = new ConnectionOutcome(OutcomeResult.Aborted, "aborted: it closed") { By = by, Packet = 3 };
        Finding found = Assert.Single(made.Judge(), IsOfFailure);
        Assert.Equal(("handshake_aborted", severity), (found.Id, found.Severity));
    }

    [Fact]
    public void A_server_that_closes_on_an_unusual_offer_likely_does_so_for_that()
    {
        MadeSummary made = new(ProtocolVersion.Tls10, default);
        ClientHello old = MadeSummary.Client with { LegacyVersion = ProtocolVersion.Tls10, SupportedVersions = [] };
        made.Add(Sender.Client, "client_hello", old);
        made.Summary.ClientHelloList.Add(old);
        made.Summary.Outcome = new ConnectionOutcome(OutcomeResult.Aborted, "aborted") { By = Sender.Server, Packet = 3 };
        Assert.Contains("likely because the client offers versions up to TLS 1.0",
            Assert.Single(made.Judge(), found => found.Id == "handshake_aborted").Text);
    }

    [Theory]
    [InlineData(OutcomeResult.Established)]
    [InlineData(OutcomeResult.NotSeen)]
    [InlineData(OutcomeResult.Unknown)]
    public void A_handshake_that_did_not_fail_has_none(OutcomeResult result)
    {
        MadeSummary made = Begun(Stage.ClientAfterFlight);
        made.Summary.Outcome = new ConnectionOutcome(result, "");
        Assert.DoesNotContain(made.Judge(), IsOfFailure);
    }

    [Fact]
    public void A_capture_that_ends_within_a_handshake_is_not_a_fault()
    {
        MadeSummary made = Begun(Stage.AnswerToHello);
        made.Summary.Outcome = new ConnectionOutcome(OutcomeResult.Aborted, "aborted: nothing more of the connection was captured");
        Assert.DoesNotContain(made.Judge(), IsOfFailure);
    }

    [Fact]
    public void An_end_that_looks_like_a_hidden_alert_is_only_worth_knowing()
    {
        MadeSummary made = Begun(Stage.ClientAfterFlight);
        made.Summary.Outcome = new ConnectionOutcome(OutcomeResult.Unknown, "unknown");
        made.Summary.EndsLikeAlert = true;
        Assert.Equal(FindingSeverity.Info, Assert.Single(made.Judge(), IsOfFailure).Severity);
    }

    [Fact]
    public void A_cause_that_is_not_wanted_is_not_called_unknown()
    {
        ConnectionSummary connection = Refused(AlertDescription.ProtocolVersion, Stage.AnswerToHello).Summary;
        FindingOptions options = new() { Ignored = new HashSet<string> { "no_common_version" } };
        Assert.DoesNotContain(new ConnectionJudge(options).Judge(connection), IsOfFailure);
    }

    private static readonly HashSet<string> OfFailures =
        [Unknown, "handshake_aborted", .. Own.Values.SelectMany(ids => ids).OfType<string>()];

    private static bool IsOfFailure(Finding finding) => OfFailures.Contains(finding.Id);

    private static MadeSummary Refused(AlertDescription alert, Stage stage)
    {
        MadeSummary made = Begun(stage);
        Sender by = stage == Stage.ClientAfterFlight ? Sender.Client : Sender.Server;
        made.Summary.Outcome =
            new ConnectionOutcome(OutcomeResult.Refused, $"refused with {alert.RegisteredName()}") { By = by, Alert = alert, Packet = 9 };
        made.Summary.AlertList.Add(new AlertEntry(by, 2, alert, new StreamPosition(9, default), Protected: false));
        return made;
    }

    private static MadeSummary Begun(Stage stage)
    {
        ClientHello hello = MadeSummary.Client with
        {
            SupportedGroups = [NamedGroup.x25519],
            SignatureAlgorithms = [SignatureScheme.rsa_pss_rsae_sha256, SignatureScheme.ecdsa_secp256r1_sha256],
            Alpn = ["h2"],
        };
        MadeSummary made = new(ProtocolVersion.Tls12, CipherSuiteId.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256);
        made.Add(Sender.Client, "client_hello", hello);
        made.Summary.ClientHelloList.Add(hello);
        if (stage == Stage.AnswerToHello) return made;
        made.Add(Sender.Server, "server_hello", MadeSummary.Server);
        made.Summary.ServerHelloList.Add(MadeSummary.Server);
        return made;
    }
}
