using System.Security.Cryptography;

namespace TlsDissect.Decryption;

/// <summary>
/// AES through one kept .NET transform: several times faster than a one-shot call. The transform goes on from the last block it saw, so the IV
/// is fed to it as ciphertext and what that gives is dropped.
/// </summary>
internal sealed class AesCbcCipher : ICbcCipher
{
    private const int Block = 16;

    private readonly ICryptoTransform _transform;
    private byte[] _input = new byte[Records.RecordHeader.MaxFragmentLength + Block];
    private byte[] _output = new byte[Records.RecordHeader.MaxFragmentLength + Block];

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
        iv.CopyTo(_input);
        ciphertext.CopyTo(_input.AsSpan(Block));
        int count = Block + ciphertext.Length;
        int done = _transform.TransformBlock(_input, 0, count, _output, 0);
        _output.AsSpan(Block, done - Block).CopyTo(plaintext);
    }

    public void Dispose()
    {
        _transform.Dispose();
        _input = _output = [];
    }
}
