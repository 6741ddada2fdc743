using TlsDissect.Keys;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Keys;

/// <summary>HPKE's key schedule from a shared secret: the vectors of RFC 9180, appendix A.</summary>
public sealed class HpkeReceiverTests
{
    private const ushort X25519 = 0x0020;
    private const string Plaintext = "4265617574792069732074727574682c20747275746820626561757479";

    private static readonly byte[] Info = Convert.FromHexString("4f6465206f6e2061204772656369616e2055726e");

    [Theory]
    [InlineData((int)HpkeAead.AES_128_GCM, "fe0e18c9f024ce43799ae393c7e8fe8fce9d218875e8227b0187c04e7d2ea1fc", 0,
        "f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a")]
    [InlineData((int)HpkeAead.AES_128_GCM, "fe0e18c9f024ce43799ae393c7e8fe8fce9d218875e8227b0187c04e7d2ea1fc", 1,
        "af2d7e9ac9ae7e270f46ba1f975be53c09f8d875bdc8535458c2494e8a6eab251c03d0c22a56b8ca42c2063b84")]
    [InlineData((int)HpkeAead.ChaCha20Poly1305, "0bbe78490412b4bbea4812666f7916932b828bba79942424abb65244930d69a7", 0,
        "1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1b51a28")]
    public void The_vectors_of_the_RFC_are_decrypted(int aead, string secret, int number, string ciphertext)
    {
        using HpkeReceiver receiver =
            HpkeReceiver.TryCreate(X25519, HpkeKdf.HKDF_SHA256, (HpkeAead)aead, Convert.FromHexString(secret), Info)!;
        byte[] additional = [.. "Count-"u8, (byte)('0' + number)];
        byte[] sealedBytes = Convert.FromHexString(ciphertext);

        Assert.Equal(Plaintext, Convert.ToHexStringLower(receiver.TryOpen((byte)number, additional, sealedBytes)!));
        Assert.Null(receiver.TryOpen((byte)(number + 1), additional, sealedBytes));
        Assert.Null(receiver.TryOpen((byte)number, [.. additional, 0], sealedBytes));
        for (int length = 0; length < sealedBytes.Length; length++)
            Assert.Null(receiver.TryOpen((byte)number, additional, sealedBytes.AsSpan(0, length)));
    }

    [Theory]
    [InlineData(0x0010, 1)]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(1, 0xffff)]
    public void What_is_not_supported_is_not_created(int kdf, int aead) =>
        Assert.Null(HpkeReceiver.TryCreate(X25519, (HpkeKdf)kdf, (HpkeAead)aead, new byte[32], Info));

    [Theory]
    [InlineData((int)HpkeKdf.HKDF_SHA384)]
    [InlineData((int)HpkeKdf.HKDF_SHA512)]
    public void The_other_key_derivations_are_supported(int kdf)
    {
        using HpkeReceiver? receiver = HpkeReceiver.TryCreate(X25519, (HpkeKdf)kdf, HpkeAead.AES_256_GCM, new byte[64], Info);
        Assert.NotNull(receiver);
        Assert.Null(receiver.TryOpen(0, [], new byte[40]));
    }
}
