using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests;

/// <summary>False alarms cost trust: modern stacks with a clean lab PKI have no finding above info.</summary>
public class ModernStackTests
{
    private const string LaboratoryRoot = "--ca root.pem";
    private const string SharedRoot = "--ca ../../tools/keys/ca.pem";

    /// <summary>Cases outside the group stacks whose programs have their usual settings, or modern ones.</summary>
    private static readonly string[] Others =
    [
        "java-tls12", "server-without-tls13", "old-versions-offered", "no-close-notify", "dh-2048", "heartbeat", "tls12-ecdhe-keylog",
        "tls13-aes128-gcm", "tls13-chacha20", "tls13-early-data-accepted", "hello-retry-request", "key-share-x25519mlkem768",
        "mutual-tls13", "dns-over-tls", "imaps", "ldaps", "pop3s", "nbd-nbdkit", "vnc-vencrypt",
    ];

    /// <summary>Cases of the group stacks that are not modern in something, and in what.</summary>
    private static readonly Dictionary<string, string> NotModern = new()
    {
        ["botan"] = "RSA key exchange only, because Botan writes no key log",
        ["curl"] = "its OpenSSL was told to offer all suites",
        ["http2"] = "its OpenSSL was told to offer all suites",
        ["erlang-tls12"] = "OTP 25 signs with SHA-1 for its own client, and has no extended_master_secret",
    };

    public static TheoryData<string> Modern => [.. Repository.CasesOf("stacks").Except(NotModern.Keys), .. Others];

    public static TheoryData<string> Excluded => [.. NotModern.Keys];

    [Theory]
    [MemberData(nameof(Modern))]
    public void A_modern_stack_has_nothing_above_info(string name) => Assert.Empty(Above(name, SharedRoot));

    /// <summary>An exclusion without need hides a false alarm.</summary>
    [Theory]
    [MemberData(nameof(Excluded))]
    public void An_excluded_stack_has_a_finding_above_info(string name) => Assert.NotEmpty(Above(name, SharedRoot));

    /// <summary>Clients and servers of ten stacks. Its make.sh says which and why Go and Erlang have TLS 1.3 only.</summary>
    [Fact]
    public void A_clean_laboratory_has_nothing_above_info_with_any_stack()
    {
        Assert.Equal(23, Found.In("judged-stacks", LaboratoryRoot).Length);
        Assert.Empty(Above("judged-stacks", LaboratoryRoot));
        Assert.Empty(Above("judged-stacks", ""));
        RunResult result = InProcess.Read(CaptureCase.Of("judged-stacks"), "--format", "json", "--ca", "root.pem");
        Assert.All(Contract.Connections(result), connection =>
            Assert.Equal("trusted", (string?)connection["certificates"]?["judgement"]?["server"]?["chain"]));
    }

    private static IEnumerable<Found> Above(string name, string options)
    {
        Found[][] connections = Found.In(name, options);
        Assert.NotEmpty(connections);
        return connections.SelectMany(found => found).Where(found => found.Severity != "info");
    }
}
