using TlsDissect.Decryption;
using TlsDissect.Keys;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Vectors;

/// <summary>Published vectors of the pseudorandom functions and of HKDF.</summary>
public class KeyDerivationVectors
{
    private static string Compute(ProtocolVersion version, ushort suite, byte[] secret, string label, byte[] seed, int length)
    {
        byte[] output = new byte[length];
        Prf.Compute(version, CipherSuite.Find((CipherSuiteId)suite)!, secret, label, seed, output);
        return Convert.ToHexStringLower(output);
    }

    /// <summary>The vector that the TLS working group's list had for RFC 2246.</summary>
    [Theory]
    [InlineData(ProtocolVersion.Tls10)]
    [InlineData(ProtocolVersion.Tls11)]
    public void PRF_of_TLS_1_0_and_1_1(ProtocolVersion version) => Assert.Equal(
        "d3d4d1e349b5d515044666d51de32bab258cb521b6b053463e354832fd976754443bcf9a296519bc289abcbc1187e4ebd31e602353776c408aafb74cbc85eff6" +
        "9255f9788faa184cbb957a9819d84a5d7eb006eb459d3ae8de9810454b8b2d8f1afbc655a8c9a013",
        Compute(version, 0x002F, [.. Enumerable.Repeat((byte)0xab, 48)], "PRF Testvector", [.. Enumerable.Repeat((byte)0xcd, 64)], 104));

    /// <summary>https://www.ietf.org/mail-archive/web/tls/current/msg03416.html</summary>
    [Fact]
    public void PRF_of_TLS_1_2_with_SHA_256() => Assert.Equal(
        "e3f229ba727be17b8d122620557cd453c2aab21d07c3d495329b52d4e61edb5a6b301791e90d35c9c9a46b4e14baf9af0fa022f7077def17abfd3797c0564bab" +
        "4fbc91666e9def9b97fce34f796789baa48082d122ee42c5a72e5a5110fff70187347b66",
        Compute(ProtocolVersion.Tls12, 0x002F, Hex.Of("9bbe436ba940f017b17652849a71db35"), "test label",
            Hex.Of("a0ba9f936cda311827a6f796ffd5198c"), 100));

    [Fact]
    public void PRF_of_TLS_1_2_with_SHA_384() => Assert.Equal(
        "7b0c18e9ced410ed1804f2cfa34a336a1c14dffb4900bb5fd7942107e81c83cde9ca0faa60be9fe34f82b1233c9146a0e534cb400fed2700884f9dc236f80edd" +
        "8bfa961144c9e8d792eca722a7b32fc3d416d473ebc2c5fd4abfdad05d9184259b5bf8cd4d90fa0d31e2dec479e4f1a26066f2eea9a69236a3e52655c9e9aee6" +
        "91c8f3a26854308d5eaa3be85e0990703d73e56f",
        Compute(ProtocolVersion.Tls12, 0x009D, Hex.Of("b80b733d6ceefcdc71566ea48e5567df"), "test label",
            Hex.Of("cd665cf6a8447dd6ff8b27555edb7465"), 148));

    /// <summary>
    /// No document has one: a session of SSL 3.0 between OpenSSL 1.0.1q and itself (as captures/suites/ssl3-rsa-rc4-128-md5), with the
    /// master secret that it told and the MAC that it made of its first record, the client's Finished.
    /// </summary>
    [Fact]
    public void SSL_3_0_of_OpenSSL()
    {
        RecordProtection protection = new(ProtocolVersion.Ssl30, CipherSuite.Find(CipherSuiteId.TLS_RSA_WITH_RC4_128_MD5)!);
        byte[] client = Hex.Of("9617aaa0a13ba29acb55699064839f23e5420b480f88c036481d3383a4a98baa"),
            server = Hex.Of("762005ee92c521fc190ac193b00c44d3a0adcd08a8f073c0558fe895510903ee");
        byte[] master =
            MasterSecret.Derive(protection,
                Hex.Of("0300205a08ae16c37513d7f2a9dfb7cfdeea8bc0d45da2e718a5dc74c6377fda3b26524b55688f7200084332aa9faed8"), client, server);
        Assert.Equal("238b83cc5d878977586cc3b568e71f63d027f52621fd669bbd0f6de2c4a9c56ebad7ad1288072ccbe6162fa16b29811d",
            Convert.ToHexStringLower(master));

        DirectionKeys[] keys = KeyBlock.Derive(protection, master, client, server);
        Assert.Equal(("7e99b43755bcad3565517437807f58a7", "832bf9d12c5dea79e9f52e24fb1a9340"),
            (Convert.ToHexStringLower(keys[0].MacKey), Convert.ToHexStringLower(keys[0].Key)));
        Assert.Equal(("3ac9b1cbb0b81a9a9daaec017c127645", "ea13bae8a4fa285196aebfbb785e335d"),
            (Convert.ToHexStringLower(keys[1].MacKey), Convert.ToHexStringLower(keys[1].Key)));

        byte[] finished = Hex.Of("14000024fa83b9b05c32b70b7274c8685756f08244a669ff9e1ad486c339a2fc808b08dc92a1a07f"),
            mac = Hex.Of("eb114e9e1d0391ae626943816ff7efcc");
        using RecordMac verifying = new(protection, keys[0].MacKey);
        ProtectedRecord header = new(ContentType.Handshake, ProtocolVersion.Ssl30, default, default);
        Assert.True(verifying.Verify(0, header, finished, mac));
        Assert.False(verifying.Verify(1, header, finished, mac));
        Assert.False(verifying.Verify(0, header, finished.AsSpan(1), mac));

        // Encrypted, it is what was on the wire.
        byte[] record = new byte[56];
        Assert.True(new Rc4KeyStream(keys[0].Key).TryApply(0, (byte[])[.. finished, .. mac], record));
        Assert.Equal("71a3cdaa312898a155911a5517d270ad5f3e80cc88418bcbf7d1ea2b2b0bf54c1b599b572f26c2bf02e4c2ff24d11363d42edee0ddff1efd",
            Convert.ToHexStringLower(record));
    }

    /// <summary>RFC 5869 appendices A.1 and A.2, by .NET's HKDF and by the loop that serves SM3.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void HKDF_Expand(bool byPlatform)
    {
        AssertExpands(byPlatform, "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5", "f0f1f2f3f4f5f6f7f8f9",
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
        AssertExpands(byPlatform, "06a6b88c5853361a06104c9ceb35b45cef760014904671014a193f40c15fc244",
            Convert.ToHexStringLower([.. Enumerable.Range(0xb0, 0x50).Select(i => (byte)i)]),
            "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9ac" +
                "a3db71cc30c58179ec3e87c14c01d5c1f3434f1d87");
    }

    /// <summary>RFC 8448 §3: what the handshake and application traffic secrets expand to.</summary>
    [Theory]
    [InlineData("b3eddb126e067f35a780b3abf45e2d8f3b1a950738f52e9600746a0e27a55a21", "dbfaa693d1762c5b666af5d950258d01",
        "5bd3c71b836e0b76bb73265f")]
    [InlineData("b67b7d690cc16c4e75e54213cb2d37b4e9c912bcded9105d42befd59d391ad38", "3fce516009c21727d0f2e4e86ee403bc",
        "5d313eb2671276ee13000b30")]
    [InlineData("9e40646ce79a7f9dc05af8889bce6552875afa0b06df0087f792ebb7c17504a5", "17422dda596ed5d9acd890e3c63f5051",
        "5b78923dee08579033e523d9")]
    [InlineData("a11af9f05531f856ad47116b45a950328204b4f44bfb6b3a4b4f1f3fcb631643", "9f02283b6c9c07efc26bb9f2ac92e356",
        "cf782b88dd83549aadf1e984")]
    public void TLS_1_3_traffic_keys(string secret, string key, string iv)
    {
        DirectionKeys keys =
            Tls13KeySchedule.TryDeriveKeys(ProtocolVersion.Tls13, CipherSuite.Find(CipherSuiteId.TLS_AES_128_GCM_SHA256)!, Hex.Of(secret))!;
        Assert.Equal((key, iv), (Convert.ToHexStringLower(keys.Key), Convert.ToHexStringLower(keys.Iv)));
    }

    private static void AssertExpands(bool byPlatform, string key, string info, string expected)
    {
        byte[] output = new byte[expected.Length / 2];
        if (byPlatform) Tls13KeySchedule.Expand(SuiteHash.Sha256, Hex.Of(key), Hex.Of(info), output);
        else Tls13KeySchedule.ExpandByHmac(SuiteHash.Sha256, Hex.Of(key), Hex.Of(info), output);
        Assert.Equal(expected, Convert.ToHexStringLower(output));
    }
}
