using System.Runtime.InteropServices;

namespace TlsDissect.Decryption;

/// <summary>
/// The few functions of OpenSSL 3's libcrypto that decrypt a record with a context that was set up once. .NET's own
/// <see cref="System.Security.Cryptography.AesGcm"/> repeats more of the setup with each record: see docs/performance.md. It has no
/// ChaCha20 without Poly1305. References are pinned during the call; the caller is responsible for lengths.
/// </summary>
internal static class LibCrypto
{
    /// <summary>EVP_CTRL_AEAD_SET_TAG.</summary>
    public const int SetTag = 0x11;

    /// <summary>The library that .NET's OpenSSL binding loads as well.</summary>
    private const string Library = "libcrypto.so.3";

    /// <summary>For EVP_CipherInit_ex: the direction that the context has.</summary>
    public const int Unchanged = -1;

    private static readonly (nint Aes128Gcm, nint Aes256Gcm, nint Aes128, nint Aes256, nint ChaCha20) Ciphers = Fetch();

    /// <summary>Returns the AES-GCM cipher for a key of 16 or 32 bytes; zero if this system has no supported OpenSSL.</summary>
    public static nint AesGcm(int keyLength) => keyLength switch { 16 => Ciphers.Aes128Gcm, 32 => Ciphers.Aes256Gcm, _ => 0 };

    /// <summary>Returns AES of single blocks for a key of 16 or 32 bytes; zero if this system has no supported OpenSSL.</summary>
    public static nint AesEcb(int keyLength) => keyLength switch { 16 => Ciphers.Aes128, 32 => Ciphers.Aes256, _ => 0 };

    /// <summary>The ChaCha20 cipher; zero if this system has no supported OpenSSL.</summary>
    public static nint ChaCha20 => Ciphers.ChaCha20;

    // Fetched once per process. .NET is asked first, because it initializes OpenSSL in its own way.
    private static (nint Aes128Gcm, nint Aes256Gcm, nint Aes128, nint Aes256, nint ChaCha20) Fetch()
    {
        if (!OperatingSystem.IsLinux() || !System.Security.Cryptography.AesGcm.IsSupported) return default;
        try
        {
            return (Fetch("AES-128-GCM\0"u8), Fetch("AES-256-GCM\0"u8), Fetch("AES-128-ECB\0"u8), Fetch("AES-256-ECB\0"u8),
                Fetch("ChaCha20\0"u8));
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            return default;
        }
    }

    private static nint Fetch(ReadOnlySpan<byte> name) => EVP_CIPHER_fetch(0, in name[0], 0);

#pragma warning disable IDE1006 // The names are those of OpenSSL.
    [DllImport(Library)]
    private static extern nint EVP_CIPHER_fetch(nint libraryContext, in byte algorithm, nint properties);

    [DllImport(Library)]
    public static extern nint EVP_CIPHER_CTX_new();

    [DllImport(Library)]
    public static extern void EVP_CIPHER_CTX_free(nint context);

    [DllImport(Library)]
    public static extern int EVP_CipherInit_ex(nint context, nint cipher, nint engine, in byte key, in byte iv, int encrypts);

    [DllImport(Library)]
    public static extern int EVP_CipherUpdate(nint context, ref byte output, out int written, in byte input, int length);

    [DllImport(Library)]
    public static extern int EVP_CIPHER_CTX_ctrl(nint context, int type, int argument, in byte value);

    [DllImport(Library)]
    public static extern int EVP_CipherFinal_ex(nint context, ref byte output, out int written);
#pragma warning restore IDE1006
}
