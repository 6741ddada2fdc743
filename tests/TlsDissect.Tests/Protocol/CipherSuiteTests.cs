using System.Net.Security;
using System.Text.RegularExpressions;
using TlsDissect.Protocol;
using TlsDissect.Ssl2;

namespace TlsDissect.Tests.Protocol;

public class CipherSuiteTests
{
    public static TheoryData<ushort> AllIds => [.. CipherSuites.All.Select(suite => (ushort)suite.Id)];

    [Fact]
    public void Numbers_ascend_and_names_are_unique()
    {
        Assert.True(CipherSuites.All.Zip(CipherSuites.All.Skip(1)).All(pair => pair.First.Id < pair.Second.Id));
        Assert.Equal(CipherSuites.All.Count, CipherSuites.All.Select(suite => suite.Name).Distinct().Count());
        Assert.True(CipherSuites.All.Count >= 350);
    }

    [Fact]
    public void Every_suite_that_dotnet_names_is_here_under_the_same_name() =>
        Assert.All(Enum.GetValues<TlsCipherSuite>(), suite => Assert.Equal(suite.ToString(), CipherSuite.Find((CipherSuiteId)suite)?.Name));

    [Fact]
    public void Every_number_is_found_and_no_other() =>
        Assert.All(Enumerable.Range(0, 0x10000), id =>
            Assert.Equal(CipherSuites.All.SingleOrDefault(suite => (int)suite.Id == id), CipherSuite.Find((CipherSuiteId)id)));

    /// <summary>The name put together from the parts is the registered one: no row's parts can be wrong unnoticed.</summary>
    [Theory]
    [MemberData(nameof(AllIds))]
    public void Parts_agree_with_the_name(ushort id)
    {
        CipherSuite suite = CipherSuite.Find((CipherSuiteId)id)!;
        if (suite.IsSignal) return;
        string name = Regex.Replace(suite.Name, "^OLD_", "").Replace("PSK_DHE", "DHE_PSK").Replace("RSA_FIPS", "RSA");
        Assert.Equal(name, ComposedName(suite));
    }

    private static string ComposedName(CipherSuite suite)
    {
        string key = suite.KeyExchange.DisplayName() ?? "", proof = suite.Authentication.DisplayName() ?? "";
        string export = Regex.Match(key, "_EXPORT(1024)?$").Value;
        string who = proof == key || proof == "PSK" || key == "RSA" || export.Length > 0 && key.StartsWith(proof, StringComparison.Ordinal)
            ? key : key[..^export.Length] + "_" + proof + export;
        return $"{suite.Protocol()}_{(who.Length == 0 ? "" : who + "_WITH_")}{ComposedCipher(suite)}";
    }

    private static string ComposedCipher(CipherSuite suite)
    {
        string cipher = suite.Cipher.DisplayName()!, mac = suite.Mac.DisplayName()!, hash = suite.Hash.DisplayName() ?? "";
        bool ccmWithoutHash = suite.Mode is CipherMode.Ccm or CipherMode.Ccm8 && !suite.IsTls13 &&
            (int)suite.Id is >= 0xC09C and < 0xC0B0 or 0xC0FF;
        return suite switch
        {
            { IsTls13: true, Cipher: BulkCipher.Null } => $"{mac}_{hash}",
            { Cipher: BulkCipher.Rc2_40 or BulkCipher.Rc2_56 } => $"RC2_CBC_{cipher[4..]}_{mac}",
            { Cipher: BulkCipher.Des40, KeyExchange: KeyExchange.Krb5Export } => $"DES_CBC_40_{mac}",
            { Cipher: BulkCipher.Gost28147 } => $"28147_CNT_{mac}",
            { Cipher: BulkCipher.Kuznyechik or BulkCipher.Magma, Mac: MacAlgorithm.Aead } => $"{cipher}_{suite.Mode.DisplayName()}",
            _ => string.Join('_',
                new[] { cipher, suite.Mode.DisplayName(),
                    suite.Mac == MacAlgorithm.Aead ? ccmWithoutHash ? null : hash : mac }.OfType<string>()),
        };
    }

    [Theory]
    [InlineData(0x009C, "TLS RSA RSA AES_128 GCM AEAD SHA256")]
    [InlineData(0x002F, "TLS RSA RSA AES_128 CBC SHA SHA")]
    [InlineData(0x0005, "TLS RSA RSA RC4_128 null SHA SHA")]
    [InlineData(0x00AC, "TLS RSA_PSK PSK AES_128 GCM AEAD SHA256")]
    [InlineData(0x0018, "TLS DH anon RC4_128 null MD5 MD5")]
    [InlineData(0xC02B, "TLS ECDHE ECDSA AES_128 GCM AEAD SHA256")]
    [InlineData(0xC0A0, "TLS RSA RSA AES_128 CCM_8 AEAD SHA256")]
    [InlineData(0xCCAC, "TLS ECDHE_PSK PSK CHACHA20 POLY1305 AEAD SHA256")]
    [InlineData(0x1302, "TLS null null AES_256 GCM AEAD SHA384")]
    [InlineData(0xC0B4, "TLS null null NULL null SHA256 SHA256")]
    [InlineData(0x0003, "TLS RSA_EXPORT RSA RC4_40 null MD5 MD5")]
    [InlineData(0xFEFF, "SSL RSA RSA 3DES_EDE CBC SHA SHA")]
    public void Names_of_parts_are_those_of_the_contract(ushort id, string expected)
    {
        CipherSuite s = CipherSuite.Find((CipherSuiteId)id)!;
        string?[] parts =
            [s.Protocol(), s.KeyExchange.DisplayName(), s.Authentication.DisplayName(), s.Cipher.DisplayName(), s.Mode.DisplayName(),
                s.Mac.DisplayName(), s.Hash.DisplayName()];
        Assert.Equal(expected, string.Join(' ', parts.Select(part => part ?? "null")));
    }

    [Theory]
    [InlineData("0xC02F")]
    [InlineData("c02f")]
    [InlineData("0xC0,0x2F")]
    [InlineData("49199")]
    [InlineData("tls_ecdhe_rsa_with_aes_128_gcm_sha256")]
    [InlineData("tls_ecdhe_rsa*AES_128_G?M*")]
    [InlineData(" ECDHE_RSA_WITH_AES_128_GCM ")]
    public void Search_takes_numbers_parts_of_names_and_patterns(string pattern) =>
        Assert.Equal([0xC02F], CipherSuites.Search(pattern).Select(suite => (int)suite.Id));

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    public void An_empty_search_finds_all(string pattern) => Assert.Equal(CipherSuites.All, CipherSuites.Search(pattern));

    [Fact]
    public void A_search_for_nothing_known_is_empty() =>
        Assert.Empty(CipherSuites.Search("0x12345678").Concat(CipherSuites.Search("no such suite")));

    [Theory]
    [InlineData(0x009C, false)]
    [InlineData(0xC02F, true)]
    [InlineData(0x0033, true)]
    [InlineData(0x1301, true)]
    [InlineData(0xC004, false)]
    [InlineData(0x0018, true)]
    [InlineData(0x00FF, false)]
    [InlineData(0x008C, false)]
    public void Forward_secrecy_follows_the_key_exchange(ushort id, bool expected) =>
        Assert.Equal(expected, CipherSuite.Find((CipherSuiteId)id)!.IsForwardSecret);

    [Theory]
    [InlineData(0x002F, 0x0301, SuiteHash.None)]
    [InlineData(0x002F, 0x0303, SuiteHash.Sha256)]
    [InlineData(0x009D, 0x0303, SuiteHash.Sha384)]
    [InlineData(0x0081, 0x0301, SuiteHash.GostR341194)]
    [InlineData(0x1302, 0x0304, SuiteHash.Sha384)]
    public void The_PRF_hash_depends_on_the_version(ushort id, ushort version, SuiteHash expected) =>
        Assert.Equal(expected, CipherSuite.Find((CipherSuiteId)id)!.PrfHash((ProtocolVersion)version));

    [Theory]
    [InlineData(0xC02F, 0x0303, 16, 0, 4, 8, 16)]
    [InlineData(0x1301, 0x0304, 16, 0, 12, 0, 16)]
    [InlineData(0x002F, 0x0301, 16, 20, 16, 0, 0)]
    [InlineData(0x002F, 0x0303, 16, 20, 0, 16, 0)]
    [InlineData(0x000A, 0x0300, 24, 20, 8, 0, 0)]
    [InlineData(0xCCA8, 0x0303, 32, 0, 12, 0, 16)]
    [InlineData(0xC0A0, 0x0303, 16, 0, 4, 8, 8)]
    [InlineData(0xC0B5, 0x0304, 0, 48, 48, 0, 0)]
    [InlineData(0x0003, 0x0301, 5, 16, 0, 0, 0)]
    public void Sizes_follow_the_parts(ushort id, ushort version, int key, int mac, int fixedIv, int recordIv, int tag)
    {
        CipherSuite suite = CipherSuite.Find((CipherSuiteId)id)!;
        ProtocolVersion v = (ProtocolVersion)version;
        Assert.Equal((key, mac, fixedIv, recordIv, tag),
            (suite.Cipher.KeyMaterialLength(), suite.Mac.KeyLength(), suite.FixedIvLength(v), suite.RecordIvLength(v), suite.TagLength()));
    }

    [Fact]
    public void GREASE_is_sixteen_values() =>
        Assert.Equal(16, Enumerable.Range(0, 0x10000).Count(value => Grease.IsGrease((ushort)value)));

    [Fact]
    public void Ssl2_kinds_are_found_by_their_three_bytes() =>
        Assert.All(Ssl2CipherKind.All, kind => Assert.Same(kind, Ssl2CipherKind.Find(kind.Id)));
}
