using TlsDissect.Decryption;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Vectors;

/// <summary>
/// Published vectors of the block ciphers, through the classes that undo CBC. One block under a zero IV is the cipher alone.
/// </summary>
public class BlockCipherVectors
{
    [Theory]
    // RFC 2268 §5, 128 effective bits.
    [InlineData(BulkCipher.Rc2_128, "88bca90e90875a7f0f79c384627bafb2", "0000000000000000", "2269552ab0f85ca6")]
    [InlineData(BulkCipher.Rc2_40, "88bca90e90875a7f0f79c384627bafb2", "0000000000000000", "2269552ab0f85ca6")]
    [InlineData(BulkCipher.Rc2_56, "88bca90e90875a7f0f79c384627bafb2", "0000000000000000", "2269552ab0f85ca6")]
    // FIPS 46's worked example.
    [InlineData(BulkCipher.Des, "133457799bbcdff1", "0123456789abcdef", "85e813540f0ab405")]
    [InlineData(BulkCipher.Des40, "133457799bbcdff1", "0123456789abcdef", "85e813540f0ab405")]
    // NIST SP 800-67 appendix B.
    [InlineData(BulkCipher.TripleDes, "0123456789abcdef23456789abcdef01456789abcdef0123", "5468652071756663", "a826fd8ce53b855f")]
    // Three times the same key is DES.
    [InlineData(BulkCipher.TripleDes, "133457799bbcdff1133457799bbcdff1133457799bbcdff1", "0123456789abcdef", "85e813540f0ab405")]
    // Lai's thesis.
    [InlineData(BulkCipher.Idea, "00010002000300040005000600070008", "0000000100020003", "11fbed2b01986de5")]
    // RFC 4269 appendix B.1.
    [InlineData(BulkCipher.Seed, "00000000000000000000000000000000", "000102030405060708090a0b0c0d0e0f",
        "5ebac6e0054e166819aff1cc6d346cdb")]
    // RFC 3713 appendix A.
    [InlineData(BulkCipher.Camellia128, "0123456789abcdeffedcba9876543210", "0123456789abcdeffedcba9876543210",
        "67673138549669730857065648eabe43")]
    [InlineData(BulkCipher.Camellia256, "0123456789abcdeffedcba987654321000112233445566778899aabbccddeeff",
        "0123456789abcdeffedcba9876543210", "9acc237dff16d76c20ef7c919e3a7509")]
    // RFC 5794 appendix A.
    [InlineData(BulkCipher.Aria128, "000102030405060708090a0b0c0d0e0f", "00112233445566778899aabbccddeeff",
        "d718fbd6ab644c739da95f3be6451778")]
    [InlineData(BulkCipher.Aria256, "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", "00112233445566778899aabbccddeeff",
        "f92bd7c79fb72e2f2b8f80c1972d24fc")]
    // GB/T 32907, as in draft-ribose-cfrg-sm4.
    [InlineData(BulkCipher.Sm4, "0123456789abcdeffedcba9876543210", "0123456789abcdeffedcba9876543210", "681edf34d206965e86b3e94f536e4246")]
    public void One_block_decrypts(BulkCipher cipher, string key, string plaintext, string ciphertext)
    {
        using BlockEngineCbcCipher cbc = new(BlockEngines.Create(cipher, Hex.Of(key), forEncryption: false));
        Assert.Equal(cipher.BlockLength(), cbc.BlockLength);
        Assert.Equal(cipher.KeyLength(), key.Length / 2);
        AssertDecrypts(cbc, new byte[cbc.BlockLength], plaintext, ciphertext);
    }

    // NIST SP 800-38A F.2.
    private const string NistIv = "000102030405060708090a0b0c0d0e0f";
    private const string NistPlaintext =
        "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e5130c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710";

    [Theory]
    [InlineData("2b7e151628aed2a6abf7158809cf4f3c",
        "7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b273bed6b8e3c1743b7116e69e222295163ff1caa1681fac09120eca307586e1a7")]
    [InlineData("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4",
        "f58c4c04d6e5f1ba779eabfb5f7bfbd69cfc4e967edb808d679f777bc6702c7d39f23369a9d9bacfa530e26304231461b2eb05e2c39be9fcda6c19078c6a9d1b")]
    public void AES_CBC_decrypts(string key, string ciphertext)
    {
        using AesCbcCipher cbc = new(Hex.Of(key));
        // Twice: the kept transform must not go on from the first call.
        for (int i = 0; i < 2; i++) AssertDecrypts(cbc, Hex.Of(NistIv), NistPlaintext, ciphertext);
    }

    private static void AssertDecrypts(ICbcCipher cbc, byte[] iv, string plaintext, string ciphertext)
    {
        byte[] decrypted = new byte[ciphertext.Length / 2];
        cbc.Decrypt(iv, Hex.Of(ciphertext), decrypted);
        Assert.Equal(plaintext, Convert.ToHexStringLower(decrypted));
    }
}
