using System.Security.Cryptography;
using TlsDissect.Protocol;

namespace TlsDissect.Decryption;

/// <summary>
/// Computes the bytes that hide numbers in headers: in DTLS 1.3 (RFC 9147 §4.2.3), and in QUIC with the bits around them (RFC 9001 §5.4.1).
/// They come from a key of their own and a sample of the ciphertext.
/// </summary>
internal abstract class NumberMask : IDisposable
{
    /// <summary>Number of bytes of ciphertext that decide.</summary>
    public const int SampleLength = 16;

    /// <summary>Size of the largest mask in bytes, which QUIC uses.</summary>
    public const int MaxLength = 5;

    /// <summary>
    /// Whether <see cref="Create"/> supports the suite. RFC 9147 defines the mask for AES and ChaCha20. Neither .NET nor BouncyCastle
    /// computes a block of ChaCha20 by its number, so that needs OpenSSL.
    /// </summary>
    public static bool Has(CipherSuite suite) => suite.Cipher is BulkCipher.Aes128 or BulkCipher.Aes256 ||
        (suite.Cipher == BulkCipher.ChaCha20 && LibCrypto.ChaCha20 != 0);

    /// <summary>Creates the mask of a suite for which <see cref="Has"/> is <c>true</c>.</summary>
    public static NumberMask Create(CipherSuite suite, byte[] key) =>
        suite.Cipher == BulkCipher.ChaCha20 ? new ChaCha20Mask(key)
        : LibCrypto.AesEcb(key.Length) is not 0 and nint cipher ? new LibCryptoMask(cipher, key)
        : new AesMask(key);

    /// <summary>Computes the first bytes of the mask.</summary>
    /// <param name="sample"><see cref="SampleLength"/> bytes of the ciphertext.</param>
    /// <param name="mask">Receives at most <see cref="MaxLength"/> bytes.</param>
    public abstract void Fill(ReadOnlySpan<byte> sample, Span<byte> mask);

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>The sample, encrypted.</summary>
    private sealed class LibCryptoMask(nint cipher, byte[] key) : NumberMask
    {
        private readonly LibCryptoAes _aes = new(cipher, key);

        public override void Fill(ReadOnlySpan<byte> sample, Span<byte> mask)
        {
            Span<byte> block = stackalloc byte[SampleLength];
            _aes.Encrypt(sample, block);
            block[..mask.Length].CopyTo(mask);
        }

        public override void Dispose() => _aes.Dispose();
    }

    /// <summary>Encrypts the sample with .NET's AES, on systems without libcrypto.</summary>
    internal sealed class AesMask : NumberMask
    {
        private readonly ICryptoTransform _encryptor;
        private readonly byte[] _sample = new byte[SampleLength];
        private readonly byte[] _block = new byte[SampleLength];

        public AesMask(byte[] key)
        {
            using Aes aes = Aes.Create();
            (aes.Mode, aes.Padding, aes.Key) = (System.Security.Cryptography.CipherMode.ECB, PaddingMode.None, key);
            _encryptor = aes.CreateEncryptor();
        }

        public override void Fill(ReadOnlySpan<byte> sample, Span<byte> mask)
        {
            sample.CopyTo(_sample);
            _encryptor.TransformBlock(_sample, 0, SampleLength, _block, 0);
            _block.AsSpan(0, mask.Length).CopyTo(mask);
        }

        public override void Dispose() => _encryptor.Dispose();
    }

    /// <summary>The start of the key stream's block whose number and nonce the sample has.</summary>
    private sealed class ChaCha20Mask(byte[] key) : NumberMask
    {
        private readonly LibCryptoChaCha20 _chaCha = new(key);

        public override void Fill(ReadOnlySpan<byte> sample, Span<byte> mask) => _chaCha.Fill(sample, mask);

        public override void Dispose() => _chaCha.Dispose();
    }
}
