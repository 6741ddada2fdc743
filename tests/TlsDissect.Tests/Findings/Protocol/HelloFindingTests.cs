using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Findings.Protocol;

/// <summary>Findings that come from the hellos. Only whole hellos count.</summary>
public class HelloFindingTests
{
    private static ClientHello Client => MadeSummary.Client;

    private static ServerHello Server => MadeSummary.Server;

    private static readonly ServerHello Weak =
        Server with { RenegotiatedConnection = null, ExtendedMasterSecret = false, CompressionMethod = 1 };

    [Fact]
    public void Modern_hellos_have_no_finding() => Assert.Empty(MadeSummary.Of(Client, Server).Ids());

    [Fact]
    public void A_weak_server_has_a_finding_for_each_weakness() =>
        Assert.Equal(["compression", "insecure_renegotiation", "no_extended_master_secret"],
            MadeSummary.Of(Client with { CompressionMethods = [0, 1] }, Weak).Ids());

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void A_partial_server_hello_has_none(bool isTruncated, bool isMalformed) =>
        Assert.Empty(MadeSummary.Of(Client, Weak with { IsTruncated = isTruncated, IsMalformed = isMalformed }).Ids());

    [Fact]
    public void Without_the_client_hello_only_what_the_server_alone_decides_is_found() =>
        Assert.Equal(["compression", "no_extended_master_secret"], MadeSummary.Of(null, Weak).Ids());

    [Fact]
    public void A_partial_client_hello_lacks_nothing()
    {
        ClientHello cut = Client with { CipherSuites = [], SupportedVersions = [], RenegotiatedConnection = null, IsTruncated = true };
        Assert.Empty(MadeSummary.Of(cut, Server).Ids());
    }

    [Fact]
    public void A_client_that_signals_by_a_suite_signals() => Assert.Equal(["insecure_renegotiation"],
        MadeSummary.Of(
            Client with
            {
                RenegotiatedConnection = null,
                CipherSuites = [.. Client.CipherSuites, CipherSuiteId.TLS_EMPTY_RENEGOTIATION_INFO_SCSV],
            },
            Server with { RenegotiatedConnection = null }).Judge().Where(finding => finding.Severity == FindingSeverity.Medium)
            .Select(finding => finding.Id));

    [Theory]
    [InlineData(0x0303, 1, new[] { 0x0304, 0x0303 }, true)]
    [InlineData(0x0303, 1, new[] { 0x0303 }, false)]
    [InlineData(0x0303, 1, new int[0], false)]
    [InlineData(0x0303, 1, new[] { 0x7f1c, 0x0303 }, false)]
    [InlineData(0x0303, 0, new[] { 0x0304, 0x0303 }, false)]
    [InlineData(0x0303, 2, new[] { 0x0304, 0x0303 }, false)]
    [InlineData(0x0302, 0, new int[0], true)]
    [InlineData(0x0302, 1, new[] { 0x0304 }, true)]
    public void A_downgrade_mark_counts_if_the_client_offers_more(int chosen, int mark, int[] offered, bool isFound)
    {
        byte[] random = [.. new byte[24], .. "DOWNGRD"u8, (byte)mark];
        ClientHello client = Client with { SupportedVersions = [.. offered.Select(version => (ProtocolVersion)version)] };
        string[] ids = MadeSummary.Of(client, Server with { LegacyVersion = (ProtocolVersion)chosen, Random = random }).Ids();
        Assert.Equal(isFound, ids.Contains("downgrade_sentinel"));
    }

    [Theory]
    [InlineData(new[] { 0x0304, 0x0303 }, null)]
    [InlineData(new[] { 0x2A2A, 0x0304, 0x0303 }, null)]
    [InlineData(new[] { 0x0304, 0x0303, 0x0302, 0x0301 }, FindingSeverity.Info)]
    [InlineData(new[] { 0x0301 }, FindingSeverity.Low)]
    [InlineData(new[] { 0x0A0A, 0x0302 }, FindingSeverity.Low)]
    public void Obsolete_versions_in_the_list_are_found(int[] offered, FindingSeverity? severity)
    {
        ClientHello client = Client with { SupportedVersions = [.. offered.Select(version => (ProtocolVersion)version)] };
        Finding? finding = MadeSummary.Of(client, Server).Judge().SingleOrDefault(found => found.Id == "obsolete_version_offered");
        Assert.Equal(severity, finding?.Severity);
    }

    /// <summary>TLCP, which China uses, has 0x0101, and its messages are those of TLS.</summary>
    [Theory]
    [InlineData(0x0101, false)]
    [InlineData(0x0002, false)]
    [InlineData(0x0300, true)]
    public void A_number_below_SSL_3_0_is_not_SSL_2_0(int version, bool isFound) => Assert.Equal(isFound,
        MadeSummary.Of(Client, Server with { LegacyVersion = (ProtocolVersion)version }).Ids().Contains("obsolete_version"));

    [Fact]
    public void A_hello_of_TLS_1_2_without_a_list_does_not_tell_its_minimum() =>
        Assert.Empty(MadeSummary.Of(Client with { SupportedVersions = [] }, Server).Ids());

    [Fact]
    public void Weak_suites_are_counted_by_kind()
    {
        ClientHello client = Client with
        {
            CipherSuites =
            [
                .. Client.CipherSuites, CipherSuiteId.TLS_RSA_WITH_RC4_128_SHA, CipherSuiteId.TLS_RSA_WITH_RC4_128_MD5,
                CipherSuiteId.TLS_RSA_WITH_NULL_SHA, CipherSuiteId.TLS_RSA_WITH_3DES_EDE_CBC_SHA,
                CipherSuiteId.TLS_EMPTY_RENEGOTIATION_INFO_SCSV,
            ],
        };
        Finding finding = Assert.Single(MadeSummary.Of(client, Server).Judge());
        Assert.Equal("weak_suites_offered", finding.Id);
        Assert.Equal("the client offers cipher suites with no encryption (1) and RC4 (2)", finding.Text);
    }

    [Theory]
    [InlineData(0, null, "insecure_renegotiation")]
    [InlineData(1, null, "unsafe_renegotiation")]
    [InlineData(1, 0, "unsafe_renegotiation")]
    [InlineData(1, 24, null)]
    public void A_renegotiation_must_name_the_handshake_before_it(int handshake, int? length, string? id)
    {
        ReadOnlyMemory<byte>? renegotiated = length is int bytes ? new byte[bytes] : default(ReadOnlyMemory<byte>?);
        ServerHello server = Server with { RenegotiatedConnection = renegotiated };
        MadeSummary made = MadeSummary.Of(Client, Server).Add(Sender.Client, "client_hello", Client, handshake)
            .Add(Sender.Server, "server_hello", server, handshake);
        string[] expected = id is null ? [] : [id];
        Assert.Equal(expected, made.Ids());
    }
}
