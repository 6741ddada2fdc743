using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using static TlsDissect.Decryption.LibCrypto;

namespace TlsDissect.Decryption;

/// <summary>AES-GCM in libcrypto, whose context keeps the key. A record takes 0.6 µs less than with <see cref="AesGcmAead"/>.</summary>
internal sealed class LibCryptoGcmAead : SafeHandle, IAead
{
    private const int Success = 1;

    /// <param name="cipher">From <see cref="AesGcm"/>.</param>
    /// <param name="key">As long as the cipher requires.</param>
    public LibCryptoGcmAead(nint cipher, byte[] key) : base(0, ownsHandle: true)
    {
        SetHandle(EVP_CIPHER_CTX_new());
        if (IsInvalid || EVP_DecryptInit_ex(handle, cipher, 0, in key[0], in Unsafe.NullRef<byte>()) != Success)
            throw new CryptographicException("libcrypto cannot create an AES-GCM context");
    }

    public int TagLength => 16;

    public int NonceLength => 12;

    public override bool IsInvalid => handle == 0;

    public bool TryDecrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, Span<byte> plaintext,
        ReadOnlySpan<byte> additionalData)
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        if (nonce.Length != NonceLength || tag.Length != TagLength || plaintext.Length != ciphertext.Length)
            throw new ArgumentException("invalid lengths for AES-GCM");

        // Without an output, the input is additional data. An update without input and output would be refused.
        ref byte none = ref Unsafe.NullRef<byte>();
        ref byte output = ref MemoryMarshal.GetReference(plaintext);
        bool opened = EVP_DecryptInit_ex(handle, 0, 0, in none, in nonce[0]) == Success
            && (additionalData.IsEmpty ||
                EVP_DecryptUpdate(handle, ref none, out _, in additionalData[0], additionalData.Length) == Success)
            && (ciphertext.IsEmpty || EVP_DecryptUpdate(handle, ref output, out _, in ciphertext[0], ciphertext.Length) == Success)
            && EVP_CIPHER_CTX_ctrl(handle, SetTag, TagLength, in tag[0]) == Success
            && EVP_DecryptFinal_ex(handle, ref output, out _) == Success;
        GC.KeepAlive(this);
        // Unauthenticated plaintext must not be seen.
        if (!opened) plaintext.Clear();
        return opened;
    }

    protected override bool ReleaseHandle()
    {
        EVP_CIPHER_CTX_free(handle);
        return true;
    }
}
