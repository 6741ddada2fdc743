using TlsDissect.Protocol;

namespace TlsDissect.Tests.Protocol;

public class CipherSuiteIdTests
{
    [Fact]
    public void Its_members_are_the_suites_of_the_table() =>
        Assert.Equal(CipherSuites.All.Select(suite => (suite.Name, (int)suite.Id)),
            Enum.GetValues<CipherSuiteId>().Select(id => (Enum.GetName(id)!, (int)id)));

    [Fact]
    public void A_suite_prints_its_name_and_an_unknown_one_its_number() => Assert.Equal(
        ["TLS_RSA_WITH_AES_128_GCM_SHA256", "SSL_RSA_FIPS_WITH_DES_CBC_SHA", "TLS_GOSTR341112_256_WITH_KUZNYECHIK_MGM_L", "2570"],
        new[] { 0x009C, 0xFEFE, 0xC103, 0x0A0A }.Select(id => $"{(CipherSuiteId)id}"));

    [Fact]
    public void It_is_taken_apart()
    {
        CipherSuite suite = CipherSuite.Find(CipherSuiteId.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256)!;
        Assert.Equal((KeyExchange.Ecdhe, BulkCipher.Aes128, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"),
            (suite.KeyExchange, suite.Cipher, suite.ToString()));
        Assert.Null(CipherSuite.Find((CipherSuiteId)0x0A0A));
    }
}
