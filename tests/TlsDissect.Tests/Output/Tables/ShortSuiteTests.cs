using TlsDissect.Output.Tables;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Output.Tables;

public class ShortSuiteTests
{
    [Theory]
    [InlineData("TLS_AES_128_GCM_SHA256", "AES_128_GCM_SHA256")]
    [InlineData("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "ECDHE_RSA AES_128_GCM")]
    [InlineData("TLS_RSA_WITH_AES_128_CBC_SHA", "RSA AES_128_CBC_SHA")]
    [InlineData("TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", "ECDHE_ECDSA CHACHA20_POLY1305")]
    [InlineData("TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8", "ECDHE_ECDSA AES_128_CCM_8")]
    [InlineData("TLS_RSA_WITH_NULL_SHA256", "RSA NULL_SHA256")]
    public void A_name_has_what_tells_suites_apart(string name, string shortened) =>
        Assert.Equal(shortened, Shorten(CipherSuites.All.Single(suite => suite.Name == name)));

    [Fact]
    public void A_cipher_kind_of_SSL_2_loses_its_prefix() =>
        Assert.Equal("RC4_128 MD5", ShortSuite.Shorten("SSL_CK_RC4_128_WITH_MD5", isAead: false));

    [Fact]
    public void Different_suites_have_different_names() =>
        Assert.Empty(CipherSuites.All.GroupBy(Shorten).Where(same => same.Select(suite => suite.Name).Distinct().Count() > 1)
            .Select(same => string.Join(" = ", same.Select(suite => suite.Name))));

    private static string Shorten(CipherSuite suite) => ShortSuite.Shorten(suite.Name, suite.Mac.DisplayName() == "AEAD");
}
