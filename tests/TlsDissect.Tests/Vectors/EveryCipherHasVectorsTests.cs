using System.Reflection;
using TlsDissect.Decryption;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Vectors;

/// <summary>No cipher, in no mode, is opened without a published vector that goes through the class which opens it.</summary>
public class EveryCipherHasVectorsTests
{
    private static readonly Dictionary<(BulkCipher, CipherMode), string> Aeads = new()
    {
        [(BulkCipher.Aes128, CipherMode.Gcm)] = nameof(AeadVectors.AES_128_GCM_McGrew_and_Viega_case_4),
        [(BulkCipher.Aes256, CipherMode.Gcm)] = nameof(AeadVectors.AES_256_GCM_McGrew_and_Viega_case_16),
        [(BulkCipher.Aes128, CipherMode.Ccm)] = nameof(AeadVectors.AES_128_CCM_VADT128),
        [(BulkCipher.Aes256, CipherMode.Ccm)] = nameof(AeadVectors.AES_256_CCM_DVPT256),
        [(BulkCipher.Aes128, CipherMode.Ccm8)] = nameof(AeadVectors.AES_128_CCM_8_SP_800_38C_example_3),
        [(BulkCipher.Aes256, CipherMode.Ccm8)] = nameof(AeadVectors.AES_256_CCM_8_of_OpenSSL),
        [(BulkCipher.Camellia128, CipherMode.Gcm)] = nameof(AeadVectors.Camellia_128_GCM_draft_kato_4),
        [(BulkCipher.Camellia256, CipherMode.Gcm)] = nameof(AeadVectors.Camellia_256_GCM_draft_kato_16),
        [(BulkCipher.Aria128, CipherMode.Gcm)] = nameof(AeadVectors.ARIA_128_GCM_RFC_8269),
        [(BulkCipher.Aria256, CipherMode.Gcm)] = nameof(AeadVectors.ARIA_256_GCM_RFC_8269),
        [(BulkCipher.ChaCha20, CipherMode.Poly1305)] = nameof(AeadVectors.ChaCha20_Poly1305_RFC_8439_2_8_2),
        [(BulkCipher.ChaCha20Draft, CipherMode.Poly1305)] = nameof(AeadVectors.Old_ChaCha20_Poly1305_draft_agl_04),
        [(BulkCipher.Sm4, CipherMode.Gcm)] = nameof(AeadVectors.SM4_GCM_RFC_8998_A_1),
        [(BulkCipher.Sm4, CipherMode.Ccm)] = nameof(AeadVectors.SM4_CCM_RFC_8998_A_2),
    };

    public static TheoryData<BulkCipher, CipherMode> Modes
    {
        get
        {
            TheoryData<BulkCipher, CipherMode> modes = [];
            foreach ((BulkCipher cipher,
                CipherMode mode) in CipherSuites.All.Where(suite => suite.Decrypts() && suite.Cipher is not BulkCipher.Null)
                    .Select(suite => (suite.Cipher, suite.Mode)).Distinct())
                modes.Add(cipher, mode);
            return modes;
        }
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void It_has_one(BulkCipher cipher, CipherMode mode)
    {
        if (Aeads.TryGetValue((cipher, mode), out string? name))
            Assert.NotNull(typeof(AeadVectors).GetMethod(name)!.GetCustomAttribute<FactAttribute>());
        else if (cipher is BulkCipher.Rc4_40 or BulkCipher.Rc4_56 or BulkCipher.Rc4_128)
            Assert.NotNull(typeof(StreamCipherVectors).GetMethod(nameof(StreamCipherVectors.RC4_key_stream)));
        else if (mode == CipherMode.Cbc) Assert.Contains(cipher, BlockCiphers());
        else Assert.Equal("", $"{cipher} {mode} has no vector");
    }

    /// <summary>The ciphers of the vectors of one block; AES has its own test.</summary>
    private static IEnumerable<BulkCipher> BlockCiphers() =>
        typeof(BlockCipherVectors).GetMethod(nameof(BlockCipherVectors.One_block_decrypts))!
        .GetCustomAttributes<InlineDataAttribute>().SelectMany(data => data.GetData(null!)).Select(row => (BulkCipher)row[0])
        .Append(BulkCipher.Aes128).Append(BulkCipher.Aes256);
}
