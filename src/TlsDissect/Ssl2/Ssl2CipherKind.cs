using TlsDissect.Protocol;

namespace TlsDissect.Ssl2;

/// <summary>
/// A cipher of SSL 2.0. Its number has three bytes and names no key exchange, which is always RSA (the SSL 2.0 protocol, Hickman 1995,
/// appendix C.4).
/// </summary>
/// <param name="Id">The number, as in <c>0x010080</c>.</param>
/// <param name="Cipher">The cipher and its key size.</param>
/// <param name="Mode">CBC for the block ciphers.</param>
/// <param name="SecretKeyLength">Number of bytes of the master key that are sent encrypted; the rest is sent in the clear.</param>
/// <param name="KeyLength">Size of the whole master key in bytes.</param>
internal sealed record Ssl2CipherKind(int Id, BulkCipher Cipher, CipherMode Mode, int SecretKeyLength, int KeyLength)
{
    /// <summary>All kinds. An export kind is the full cipher with most of its key in the clear.</summary>
    public static readonly Ssl2CipherKind[] All =
    [
        new(0x010080, BulkCipher.Rc4_128, CipherMode.None, 16, 16),
        new(0x020080, BulkCipher.Rc4_40, CipherMode.None, 5, 16),
        new(0x030080, BulkCipher.Rc2_128, CipherMode.Cbc, 16, 16),
        new(0x040080, BulkCipher.Rc2_40, CipherMode.Cbc, 5, 16),
        new(0x050080, BulkCipher.Idea, CipherMode.Cbc, 16, 16),
        new(0x060040, BulkCipher.Des, CipherMode.Cbc, 8, 8),
        new(0x0700C0, BulkCipher.TripleDes, CipherMode.Cbc, 24, 24),
        new(0x080080, BulkCipher.Rc4_128, CipherMode.None, 8, 16),
    ];

    /// <summary>The name, as in <c>SSL_CK_RC4_128_WITH_MD5</c>.</summary>
    public string Name => Ssl2CipherNames.Of(Id)!;

    /// <summary>Finds the kind with a number; <c>null</c> if there is none.</summary>
    public static Ssl2CipherKind? Find(int id) => Array.Find(All, kind => kind.Id == id);
}
