using TlsDissect.Protocol;

namespace TlsDissect.Tests.Protocol;

public class SuiteJudgementTests
{
    [Theory]
    [InlineData(CipherSuiteId.TLS_AES_128_GCM_SHA256)]
    [InlineData(CipherSuiteId.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256)]
    [InlineData(CipherSuiteId.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256)]
    [InlineData(CipherSuiteId.TLS_FALLBACK_SCSV)]
    [InlineData(CipherSuiteId.TLS_AES_128_CCM_8_SHA256, "64-bit tag")]
    [InlineData(CipherSuiteId.TLS_SHA256_SHA256, "no encryption: forbidden by RFC 9325")]
    [InlineData(CipherSuiteId.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA, "CBC with MAC-then-encrypt", "SHA-1 MAC")]
    [InlineData(CipherSuiteId.TLS_RSA_WITH_AES_128_CBC_SHA,
        "CBC with MAC-then-encrypt", "SHA-1 MAC", "no forward secrecy", "RSA key exchange: forbidden by RFC 10015")]
    [InlineData(CipherSuiteId.TLS_DHE_RSA_WITH_AES_256_GCM_SHA384, "finite-field DH: forbidden by RFC 10015")]
    [InlineData(CipherSuiteId.TLS_ECDH_RSA_WITH_AES_128_GCM_SHA256, "no forward secrecy", "static ECDH: discouraged by RFC 9325")]
    [InlineData(CipherSuiteId.TLS_DH_anon_WITH_RC4_128_MD5,
        "no authentication", "RC4: forbidden by RFC 7465", "MD5 MAC", "finite-field DH: forbidden by RFC 10015")]
    [InlineData(CipherSuiteId.TLS_RSA_EXPORT_WITH_DES40_CBC_SHA,
        "export-grade keys: forbidden by RFC 9325", "64-bit blocks (Sweet32)", "CBC with MAC-then-encrypt", "SHA-1 MAC",
        "no forward secrecy", "RSA key exchange: forbidden by RFC 10015")]
    [InlineData(CipherSuiteId.TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA, "64-bit blocks (Sweet32)", "CBC with MAC-then-encrypt", "SHA-1 MAC")]
    public void Weaknesses_are_named(CipherSuiteId id, params string[] expected) =>
        Assert.Equal(expected, SuiteJudgement.Of(CipherSuite.Find(id)!));

    [Fact]
    public void Encrypt_then_mac_mends_CBC()
    {
        CipherSuite suite = CipherSuite.Find(CipherSuiteId.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA)!;
        Assert.Equal("SHA-1 MAC", Assert.Single(SuiteJudgement.Of(suite, encryptThenMac: true)));
    }

    /// <summary>RFC 9325 §4.2 recommends four suites. None of the suites that it forbids may be without a phrase.</summary>
    [Fact]
    public void Only_ephemeral_AEAD_suites_are_without_a_weakness() =>
        Assert.All(
            CipherSuites.All.Where(suite => !suite.IsSignal && SuiteJudgement.Of(suite).IsEmpty),
            suite => Assert.True(suite.IsForwardSecret && suite.Mac == MacAlgorithm.Aead, suite.Name));
}
