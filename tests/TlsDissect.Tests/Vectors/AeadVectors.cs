using System.Text;
using TlsDissect.Decryption;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Vectors;

/// <summary>Published vectors of the AEADs, through the classes that records are opened with.</summary>
public class AeadVectors
{
    private const string GcmPlaintext =
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39";
    private const string GcmAdditional = "feedfacedeadbeeffeedfacedeadbeefabaddad2";
    private const string GcmNonce = "cafebabefacedbaddecaf888";

    /// <summary>RFC 8998 appendix A.</summary>
    private const string Sm4Key = "0123456789abcdeffedcba9876543210";
    private const string Sm4Nonce = "00001234567800000000abcd";
    private const string Sm4Plaintext =
        "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccddddddddddddddddeeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa";

    [Fact]
    public void AES_128_GCM_McGrew_and_Viega_case_4() =>
        AssertOpens(0x1301, "feffe9928665731c6d6a8f9467308308", GcmNonce, GcmAdditional, GcmPlaintext,
        "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091",
        "5bc94fbc3221a5db94fae95ae7121a47");

    [Fact]
    public void AES_256_GCM_McGrew_and_Viega_case_16() =>
        AssertOpens(0x1302, "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308", GcmNonce, GcmAdditional, GcmPlaintext,
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662",
        "76fc6ece0f4e1768cddf8853bb2d551b");

    [Fact]
    public void AES_128_CCM_8_SP_800_38C_example_3() => AssertOpens(0x1305, "404142434445464748494a4b4c4d4e4f", "101112131415161718191a1b",
        "000102030405060708090a0b0c0d0e0f10111213", "202122232425262728292a2b2c2d2e2f3031323334353637",
        "e3b201a9f5b71a7a9b1ceaeccd97e70b6176aad9a4428aa5", "484392fbc1b09951");

    [Fact]
    public void ChaCha20_Poly1305_RFC_8439_2_8_2() =>
        AssertOpens(0x1303, "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f", "070000004041424344454647",
        "50515253c0c1c2c3c4c5c6c7",
        Convert.ToHexStringLower(
            Encoding.ASCII.GetBytes(
                "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.")),
        """
        d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d63dbea45e8ca9671282fafb69da92728b1a71de0a9e060b2905d6a5b67ecd3b36
        92ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc3ff4def08e4b7a9de576d26586cec64b6116
        """, "1ae10b594f09e26a7e902ecbd0600691");

    [Fact]
    public void Old_ChaCha20_Poly1305_draft_agl_04() =>
        AssertOpens(0xCC13, "4290bcb154173531f314af57f3be3b5006da371ece272afa1b5dbdd1100a1007", "cd7cf67be39c794a",
        "87e229d4500845a079c0", "86d09974840bded2a5ca", "e3e446f7ede9a19b62a4", "677dabf4e3d24b876bb284753896e1d6");

    [Fact]
    public void SM4_GCM_RFC_8998_A_1() => AssertOpens(0x00C6, Sm4Key, Sm4Nonce, GcmAdditional, Sm4Plaintext,
        "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d",
        "83de3541e4c2b58177e065a9bf7b62ec");

    [Fact]
    public void SM4_CCM_RFC_8998_A_2() => AssertOpens(0x00C7, Sm4Key, Sm4Nonce, GcmAdditional, Sm4Plaintext,
        "48af93501fa62adbcd414cce6034d895dda1bf8f132f042098661572e7483094fd12e518ce062c98acee28d95df4416bed31a2f04476c18bb40c84a74b97dc5b",
        "16842d4fa186f56ab33256971fa110f4");

    [Fact]
    public void Camellia_128_GCM_of_a_zero_block() =>
        AssertOpens(0xC07A, "00000000000000000000000000000000", "000000000000000000000000", "", "00000000000000000000000000000000",
        "defe3e0b5c54c94b4f2a0f5a46f6210d", "f672b94d192266c7c8c8dbb427cc989a");

    [Fact]
    public void Camellia_128_GCM_draft_kato_4() =>
        AssertOpens(0xC07A, "feffe9928665731c6d6a8f9467308308", GcmNonce, GcmAdditional, GcmPlaintext,
        "d0d94a13b632f337a0cc9955b94fa020c815f903aab12f1efaf2fe9d90f729a6cccbfa986ef2ff2c33de418d9a2529091cf18fe652c1cfde13f82606",
        "9f458869431576ea6a095456ec6b8101");

    /// <summary>draft-kato-ipsec-camellia-gcm.</summary>
    [Fact]
    public void Camellia_256_GCM_draft_kato_16() =>
        AssertOpens(0xC07B, "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308", GcmNonce, GcmAdditional, GcmPlaintext,
        "ad142c11579dd95e41f3c1f324dabc255864d920f1b65759d8f560d4948d447758dfdcf77aa9f62581c7ff572a037f810cb1a9c4b3ca6ed638179b77",
        "4e4b178d8fe26fdc95e2e7246dd94bec");

    /// <summary>NIST's validation suite for CCM, VADT128: the tag is of 16 bytes, the nonce of 13.</summary>
    [Fact]
    public void AES_128_CCM_VADT128() => AssertOpens(0x1304, "5a33980e71e7d67fd6cf171454dc96e5", "33ae68ebb8010c6b3da6b9cb29",
        "eca622a37570df619e10ebb18bebadb2f2b49c4d2b2ff715873bb672e30fc0ff", "a34dfa24847c365291ce1b54bcf8d9a75d861e5133cc3a74",
        "7a60fa7ee8859e283cce378fb6b95522ab8b70efcdb0265f", "7c4b4fa597666b86dd1353e400f28864");

    /// <summary>The same, DVPT256.</summary>
    [Fact]
    public void AES_256_CCM_DVPT256() =>
        AssertOpens(0xC09D, "314a202f836f9f257e22d8c11757832ae5131d357a72df88f3eff0ffcee0da4e", "a544218dadd3c10583db49cf39",
        "3c0e2815d37d844f7ac240ba9d6e3a0b2a86f706e885959e09a1005e024f6907", "e8de970f6ee8e80ede933581b5bcf4d837e2b72baa8b00c3",
        "8d34cdca37ce77be68f65baf3382e31efa693e63f914a781", "367f30f2eaad8c063ca50795acd90203");

    /// <summary>None is published with this key and tag: SP 800-38C's third example with a longer key, as OpenSSL 3.0 makes it.</summary>
    [Fact]
    public void AES_256_CCM_8_of_OpenSSL() =>
        AssertOpens(0xC0A1, "404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f", "101112131415161718191a1b",
        "000102030405060708090a0b0c0d0e0f10111213", "202122232425262728292a2b2c2d2e2f3031323334353637",
        "04f883aeb3bd0730eaf50bb6de4fa2212034e4e41b0e75e5", "2b48c8766f7e7649");

    /// <summary>RFC 8269 appendix A, for both sizes.</summary>
    private const string AriaPlaintext =
        "f57af5fd4ae19562976ec57a5a7ad55a5af5c5e5c5fdf5c55ad57a4a7272d57262e9729566ed66e97ac54a4a5a7ad5e15ae5fdd5fd5ac5d56ae56ad5c572d5" +
            "4ae54ac55a956afd6aed5a4ac562957a95" +
        "16991691d572fd14e97ae962ed7a9f4a955af572e162f57a956666e17ae1f54a95f566d54a66e16e4afd6a9f7ae1c5c55ae5d56afde916c5e94a6ec56695e1" +
            "4afde1148416e94ad57ac5146ed59d1cc5";

    [Fact]
    public void ARIA_128_GCM_RFC_8269() =>
        AssertOpens(0xC060, "e91e5e75da65554a48181f3846349562", "000020e8f5eb00000000315e", "8008315ebf2e6fe020e8f5eb", AriaPlaintext,
        """
        4d8a9a0675550c704b17d8c9ddc81a5cd6f7da34f2fe1b3db7cb3dfb9697102ea0f3c1fc2dbc873d44bceeae8e4442974ba21ff6789d3272613fb9631a7cf3f1
        4bacbeb421633a90ffbe58c2fa6bdca534f10d0de0502ce1d531b6336e58878278531e5c22bc6c85bbd784d78d9e680aa19031aaf89101d669d7a3965c1f7e16
        229d7463e0535f4e253f5d18187d40b8ae0f564bd970b5e7e2adfb211e89a953
        """, "5abace3f37f5a736f4be984bbffbedc1");

    [Fact]
    public void ARIA_256_GCM_RFC_8269() =>
        AssertOpens(0xC061, "0c5ffd37a11edc42c325287fc0604f2e3e8cd5671a00fe3216aa5eb105783b54", "000020e8f5eb00000000315e",
            "8008315ebf2e6fe020e8f5eb", AriaPlaintext,
        """
        6f9e4bcbc8c85fc0128fb1e4a0a20cb9932ff74581f54fc013dd054b19f99371425b352d97d3f337b90b63d1b082adeeea9d2d7391897d591b985e55fb50cb53
        50cf7d38dc27dda127c078a149c8eb98083d66363a46e3726af217d3a00275ad5bf772c7610ea4c23006878f0ee69a8397703169a419303f40b72e4573714d19
        e2697df61e7c7252e5abc6bade876ac4961bfac4d5e867afca351a48aed52822
        """, "e210d6ced2cf430ff841472915e7ef48");

    /// <summary>RFC 9150 has no vectors: HMAC's of RFC 4231 §4.3, its data split over nonce, additional data and plaintext.</summary>
    [Theory]
    [InlineData(0xC0B4, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")]
    [InlineData(0xC0B5, "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649")]
    public void Integrity_only(ushort suite, string tag) =>
        AssertOpens(suite, Ascii("Jefe"), Ascii("what do "), Ascii("ya want "), Ascii("for nothing?"), Ascii("for nothing?"), tag);

    private static string Ascii(string text) => Convert.ToHexStringLower(Encoding.ASCII.GetBytes(text));

    private static void AssertOpens(ushort suite, string key, string nonce, string additional, string plaintext, string ciphertext,
        string tag)
    {
        using IAead aead = Aeads.Create(CipherSuite.Find((CipherSuiteId)suite)!, Hex.Of(key));
        byte[] sealedBytes = Hex.Of(ciphertext), tagBytes = Hex.Of(tag), output = new byte[sealedBytes.Length + 32];
        Assert.Equal(tagBytes.Length, aead.TagLength);
        // Twice, with a failure between: state of the first call must not be felt.
        Assert.True(aead.TryDecrypt(Hex.Of(nonce), sealedBytes, tagBytes, output.AsSpan(0, sealedBytes.Length), Hex.Of(additional)));
        tagBytes[0] ^= 1;
        Assert.False(aead.TryDecrypt(Hex.Of(nonce), sealedBytes, tagBytes, output.AsSpan(0, sealedBytes.Length), Hex.Of(additional)));
        tagBytes[0] ^= 1;
        Assert.True(aead.TryDecrypt(Hex.Of(nonce), sealedBytes, tagBytes, output.AsSpan(0, sealedBytes.Length), Hex.Of(additional)));
        Assert.Equal(plaintext, Convert.ToHexStringLower(output.AsSpan(0, sealedBytes.Length)));
    }
}
