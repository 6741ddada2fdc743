using System.Security.Cryptography.X509Certificates;
using TlsDissect.Findings.Policies;
using TlsDissect.Messages.Certificates;
using TlsDissect.Tests.Connections;
using TlsDissect.Tests.Findings.Protocol;

namespace TlsDissect.Tests.Findings.Policies;

/// <summary>Recorded connections against policies: what breaks each rule, and what does not quite.</summary>
public sealed class PolicyTests
{
    /// <summary>A rule, a connection that breaks it, and one that does not.</summary>
    [Theory]
    [InlineData("""{"versions":["TLS 1.2"]}""", "tls13-aes128-gcm", "rsa-aes128-gcm")]
    [InlineData("""{"cipher_suites":["TLS_RSA_WITH_AES_128_GCM_*"]}""", "tls12-rsa-aes256-gcm", "rsa-aes128-gcm")]
    [InlineData("""{"groups":["x25519"]}""", "key-share-mlkem768", "tls13-aes128-gcm")]
    [InlineData("""{"min_dh_bits":3073}""", "tls12-dhe-rsa-aes-128-gcm-sha256", "rsa-aes128-gcm")]
    [InlineData("""{"signature_schemes":["rsa_pss_rsae_sha256"]}""", "tls12-ecdhe-ecdsa-aes-128-gcm-sha256", "tls12-ecdhe-keylog")]
    [InlineData("""{"signature_schemes":["rsa_pss_rsae_sha256"]}""", "server-ml-dsa", "tls13-aes128-gcm")]
    [InlineData("""{"certificate_keys":["RSA 2048"]}""", "tls12-ecdhe-ecdsa-aes-128-gcm-sha256", "rsa-aes128-gcm")]
    [InlineData("""{"certificate_keys":["RSA 2049"]}""", "rsa-aes128-gcm", "tls12-psk-aes-128-gcm-sha256")]
    [InlineData("""{"certificate_signatures":["ecdsa-with-SHA256"]}""", "rsa-aes128-gcm", "tls12-psk-aes-128-gcm-sha256")]
    [InlineData("""{"certificate_signatures":["sha256WithRSAEncryption"]}""", "", "rsa-aes128-gcm")]
    [InlineData("""{"max_certificate_days":90}""", "rsa-aes128-gcm", "tls12-psk-aes-128-gcm-sha256")]
    [InlineData("""{"extended_master_secret":true}""", "tls12-rsa-aes128-gcm-no-ems", "rsa-aes128-gcm")]
    [InlineData("""{"groups":["x25519"]}""", "tls13-psk-ke", "tls13-psk-dhe-ke-keylog")]
    [InlineData("""{"groups":["x25519"]}""", "tls12-dhe-rsa-aes-128-gcm-sha256", "rsa-aes128-gcm")]
    [InlineData("""{"signature_schemes":["rsa_pss_rsae_sha256"]}""", "tls10-dhe-rsa-aes-128-cbc-sha", "tls10-rsa-aes128-sha")]
    [InlineData("""{"encrypt_then_mac":true}""", "tls12-rsa-aes128-sha-mte", "tls12-rsa-aes128-sha")]
    [InlineData("""{"encrypt_then_mac":true}""", "tls10-rsa-aes128-sha-mte", "rsa-aes128-gcm")]
    [InlineData("""{"secure_renegotiation":true}""", "server-without-rfc5746", "rsa-aes128-gcm")]
    [InlineData("""{"compression":false}""", "compressed-records-tls12", "rsa-aes128-gcm")]
    [InlineData("""{"early_data":false}""", "tls13-early-data-accepted", "tls13-early-data-rejected")]
    [InlineData("""{"early_data":false}""", "tls13-early-data-accepted", "rsa-aes128-gcm")]
    [InlineData("""{"offered_versions":["TLS 1.3"]}""", "tls12-ecdhe-keylog", "tls13-aes128-gcm")]
    [InlineData("""{"offered_groups":["x25519","secp*","x448","ffdhe*"]}""", "key-share-mlkem768", "tls13-aes128-gcm")]
    [InlineData("""{"offered_cipher_suites":["TLS_AES_*"]}""", "rsa-aes128-gcm", "tls13-aes128-gcm")]
    public void A_rule_is_broken_by_the_one_and_not_by_the_other(string rule, string broken, string kept)
    {
        Policy policy = Policy.Parse(System.Text.Encoding.UTF8.GetBytes("""{"name":"test",""" + rule[1..]), "test");
        string name = rule[2..rule.IndexOf('"', 2)];
        if (broken.Length > 0)
        {
            PolicyVerdict verdict = policy.Judge(Connection(broken));
            Assert.False(verdict.Complies);
            Assert.All(verdict.Rules, one => Assert.Equal(name, one.Rule));
            Assert.NotEmpty(verdict.Rules);
        }

        PolicyVerdict other = policy.Judge(Connection(kept));
        Assert.True(other.Complies, $"{other.Reason} {string.Join("; ", other.Rules.Select(one => one.Text))}");
    }

    /// <summary>A server's own certificate, even if it is self-signed; and one of which the rest was lost.</summary>
    [Fact]
    public void The_lifetime_of_every_own_certificate_is_judged()
    {
        using X509Certificate2 own = MadeCertificates.Make("own", null);
        CertificateDetails whole = MadeCertificates.Details(own);
        Assert.False(Complies("""{"name":"test","max_certificate_days":90}""", whole));
        Assert.True(Complies("""{"name":"test","max_certificate_days":364}""", whole));
        CertificateDetails part = whole with { Issuer = "", NotAfter = null, SignatureAlgorithm = "" };
        Assert.Null(Complies("""{"name":"test","max_certificate_days":90}""", part));
        Assert.Null(Complies("""{"name":"test","certificate_signatures":["ecdsa-with-SHA256"]}""", part));
    }

    private static bool? Complies(string policy, CertificateDetails certificate)
    {
        ConnectionSummary connection = MadeSummary.Of(MadeSummary.Client, MadeSummary.Server).Summary;
        connection.ServerHelloList.Add(MadeSummary.Server);
        connection.ServerCertificates = [certificate];
        return Policy.Parse(System.Text.Encoding.UTF8.GetBytes(policy), "test").Judge(connection).Complies;
    }

    [Theory]
    [InlineData("mozilla-modern", "rsa-aes128-gcm", "versions cipher_suites certificate_keys certificate_signatures max_certificate_days")]
    [InlineData("mozilla-intermediate", "rsa-aes128-gcm", "cipher_suites max_certificate_days")]
    [InlineData("nist-800-52r2", "rsa-aes128-gcm", "cipher_suites")]
    [InlineData("nist-800-52r2", "tls13-chacha20", "cipher_suites groups")]
    [InlineData("nist-800-52r2", "tls12-dhe-dss-aes-128-gcm-sha256", "cipher_suites min_dh_bits signature_schemes certificate_keys")]
    [InlineData("nist-800-52r2", "tls12-psk-dhe-aes-128-ccm-8", "min_dh_bits")]
    [InlineData("nist-800-52r2", "key-share-x25519mlkem768", "")]
    [InlineData("mozilla-intermediate", "key-share-x25519mlkem768", "max_certificate_days")]
    [InlineData("cnsa-2.0", "tls13-aes256-gcm", "groups signature_schemes certificate_keys certificate_signatures")]
    [InlineData("cnsa-2.0", "tls13-early-data-accepted", "groups early_data")]
    public void A_built_in_policy_names_the_broken_rules(string name, string connection, string rules) =>
        Assert.Equal(rules, string.Join(' ', Policy.Find(name)!.Judge(Connection(connection)).Rules.Select(one => one.Rule).Distinct()));

    /// <summary>Which certificates the rules are about: the server's own, its chain, the client's.</summary>
    [Theory]
    [InlineData("""{"certificate_keys":["RSA 2048"]}""", "client-certificate-ecdsa-tls12", 0, false)]
    [InlineData("""{"certificate_keys":["RSA 2048"],"client_certificates":false}""", "client-certificate-ecdsa-tls12", 0, true)]
    [InlineData("""{"certificate_keys":["EC P-256"]}""", "nist-800-52r2", 11, true)]
    [InlineData("""{"certificate_keys":["EC P-256"],"whole_chain":true}""", "nist-800-52r2", 11, false)]
    public void Certificates_are_judged_as_far_as_the_policy_says(string rules, string name, int number, bool complies)
    {
        CapturedConversation conversation = CapturedConversation.Load(name, number);
        Policy policy = Policy.Parse(System.Text.Encoding.UTF8.GetBytes("""{"name":"test",""" + rules[1..]), "test");
        Assert.Equal(complies, policy.Judge(Dissection.Of(conversation.Segments(1448), conversation.Keys).Connections[0]).Complies);
    }

    /// <summary>A rule that no row above breaks would be one that may never be judged.</summary>
    [Fact]
    public void Every_rule_is_broken_by_a_row()
    {
        string[] settings = [PolicyMembers.Name, PolicyMembers.About, PolicyMembers.WholeChain, PolicyMembers.ClientCertificates];
        IEnumerable<string> broken = typeof(PolicyTests).GetMethod(nameof(A_rule_is_broken_by_the_one_and_not_by_the_other))!
            .GetCustomAttributes(typeof(InlineDataAttribute), false).Cast<InlineDataAttribute>().SelectMany(row => row.GetData(null!))
            .Where(row => (string)row[1]! != "").Select(row => ((string)row[0]!).Split('"')[1]);
        Assert.Equal(PolicyMembers.All.Except(settings).Order(), broken.Distinct().Order());
    }

    [Fact]
    public void What_is_not_seen_makes_the_verdict_unknown()
    {
        CapturedConversation conversation = CapturedConversation.Load("tls13-aes128-gcm");
        Policy policy = Policy.Parse("""{"name":"test","versions":["TLS 1.3"],"certificate_keys":["RSA 2048"]}"""u8.ToArray(), "test");

        PolicyVerdict closed = policy.Judge(Dissection.Of(conversation.Segments(1448), KeyRing.Empty).Connection);
        Assert.Null(closed.Complies);
        Assert.Contains("certificate", closed.Reason);
        Assert.True(policy.Judge(Connection("tls13-aes128-gcm")).Complies);
    }

    [Fact]
    public void What_is_seen_to_be_wrong_outweighs_what_is_not_seen()
    {
        CapturedConversation conversation = CapturedConversation.Load("tls13-aes128-gcm");
        Policy policy = Policy.Parse("""{"name":"test","versions":["TLS 1.2"],"certificate_keys":["RSA 2048"]}"""u8.ToArray(), "test");
        Assert.False(policy.Judge(Dissection.Of(conversation.Segments(1448), KeyRing.Empty).Connection).Complies);
    }

    [Fact]
    public void A_refused_hello_is_unknown() =>
        Assert.All(Policy.BuiltIn, name => Assert.Null(Policy.Find(name)!.Judge(Connection("refused")).Complies));

    private static ConnectionSummary Connection(string name)
    {
        CapturedConversation conversation = CapturedConversation.Load(name);
        return Dissection.Of(conversation.Segments(1448), conversation.Keys).Connections[0];
    }
}
