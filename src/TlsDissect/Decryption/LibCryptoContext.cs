using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using static TlsDissect.Decryption.LibCrypto;

namespace TlsDissect.Decryption;

/// <summary>A cipher context of libcrypto that keeps its key. Single-threaded.</summary>
internal abstract class LibCryptoContext : SafeHandle
{
    /// <summary>What libcrypto returns if a call did what it should.</summary>
    protected const int Success = 1;

    /// <summary>Creates a context.</summary>
    /// <param name="cipher">From <see cref="LibCrypto"/>.</param>
    /// <param name="key">As long as the cipher requires.</param>
    /// <param name="encrypts">Whether it encrypts.</param>
    /// <exception cref="CryptographicException">libcrypto has no memory for it.</exception>
    protected LibCryptoContext(nint cipher, byte[] key, bool encrypts) : base(0, ownsHandle: true)
    {
        SetHandle(EVP_CIPHER_CTX_new());
        if (IsInvalid || EVP_CipherInit_ex(handle, cipher, 0, in key[0], in Unsafe.NullRef<byte>(), encrypts ? 1 : 0) != Success)
            throw new CryptographicException("libcrypto cannot create a context");
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        EVP_CIPHER_CTX_free(handle);
        return true;
    }
}
