using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using static TlsDissect.Decryption.LibCrypto;

namespace TlsDissect.Decryption;

/// <summary>The key stream of ChaCha20 (RFC 8439 §2.4) in libcrypto, from any of its blocks.</summary>
/// <param name="key">32 bytes.</param>
internal sealed class LibCryptoChaCha20(byte[] key) : LibCryptoContext(ChaCha20, key, encrypts: true)
{
    /// <summary>Size in bytes of the number of the first block, least significant byte first, and the nonce.</summary>
    private const int StartLength = 4 + 12;

    /// <summary>Writes the start of the key stream.</summary>
    /// <param name="start">The number of the first block and the nonce, 16 bytes.</param>
    /// <param name="keyStream">Receives the bytes, at least one.</param>
    public void Fill(ReadOnlySpan<byte> start, Span<byte> keyStream)
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        if (start.Length != StartLength || keyStream.IsEmpty) throw new ArgumentException("invalid lengths for ChaCha20");
        keyStream.Clear();
        ref byte stream = ref MemoryMarshal.GetReference(keyStream);
        bool filled = EVP_CipherInit_ex(handle, 0, 0, in Unsafe.NullRef<byte>(), in start[0], Unchanged) == Success &&
            EVP_CipherUpdate(handle, ref stream, out _, in stream, keyStream.Length) == Success;
        GC.KeepAlive(this);
        if (!filled) throw new CryptographicException("libcrypto cannot compute ChaCha20");
    }
}
