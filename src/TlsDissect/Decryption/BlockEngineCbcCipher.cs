using Org.BouncyCastle.Crypto;

namespace TlsDissect.Decryption;

/// <summary>
/// CBC over a block engine of BouncyCastle, for ciphers that .NET lacks or whose keys it refuses (3DES with equal halves).
/// </summary>
internal sealed class BlockEngineCbcCipher(IBlockCipher engine) : ICbcCipher
{
    /// <summary>An engine initialized for decryption.</summary>
    private readonly IBlockCipher _engine = engine;

    public int BlockLength { get; } = engine.GetBlockSize();

    public void Decrypt(ReadOnlySpan<byte> iv, ReadOnlySpan<byte> ciphertext, Span<byte> plaintext)
    {
        int block = BlockLength;
        ReadOnlySpan<byte> previous = iv;
        for (int at = 0; at < ciphertext.Length; at += block)
        {
            ReadOnlySpan<byte> current = ciphertext.Slice(at, block);
            Span<byte> output = plaintext.Slice(at, block);
            _engine.ProcessBlock(current, output);
            for (int i = 0; i < block; i++) output[i] ^= previous[i];
            previous = current;
        }
    }

    public void Dispose() { }
}
