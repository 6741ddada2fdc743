using System.Security.Cryptography;
using TlsDissect.Protocol;

namespace TlsDissect.Decryption;

/// <summary>
/// AES-CBC with one .NET transform that is kept: several times faster than a one-shot call. The transform continues from the last block it
/// saw, so the IV is fed to it as ciphertext and the result is dropped.
/// </summary>
internal sealed class AesCbcCipher : ICbcCipher
{
    private const int Block = 16;

    private readonly ICryptoTransform _transform;

    // The transform takes only arrays. They belong to the thread, not the direction, because one record is finished before the next begins.
    [ThreadStatic]
    private static byte[]? _threadInput;

    [ThreadStatic]
    private static byte[]? _threadOutput;

    public AesCbcCipher(byte[] key)
    {
        using Aes aes = Aes.Create();
        aes.Key = key;
        aes.Mode = System.Security.Cryptography.CipherMode.CBC;
        aes.Padding = PaddingMode.None;
        _transform = aes.CreateDecryptor(key, new byte[Block]);
    }

    public int BlockLength => Block;

    public void Decrypt(ReadOnlySpan<byte> iv, ReadOnlySpan<byte> ciphertext, Span<byte> plaintext)
    {
        byte[] input = _threadInput ??= new byte[RecordHeader.MaxFragmentLength + Block];
        byte[] output = _threadOutput ??= new byte[RecordHeader.MaxFragmentLength + Block];
        iv.CopyTo(input);
        ciphertext.CopyTo(input.AsSpan(Block));
        int done = _transform.TransformBlock(input, 0, Block + ciphertext.Length, output, 0);
        output.AsSpan(Block, done - Block).CopyTo(plaintext);
    }

    public void Dispose() => _transform.Dispose();
}
