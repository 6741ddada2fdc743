namespace TlsDissect.Protocol;

/// <summary>The names of the cipher kinds of SSL 2.0 (Hickman 1995, appendix C.4).</summary>
internal static class Ssl2CipherNames
{
    /// <summary>The name, as in <c>SSL_CK_RC4_128_WITH_MD5</c>, or <c>null</c>.</summary>
    /// <param name="kind">Three bytes.</param>
    public static string? Of(int kind) => kind switch
    {
        0x010080 => "SSL_CK_RC4_128_WITH_MD5",
        0x020080 => "SSL_CK_RC4_128_EXPORT40_WITH_MD5",
        0x030080 => "SSL_CK_RC2_128_CBC_WITH_MD5",
        0x040080 => "SSL_CK_RC2_128_CBC_EXPORT40_WITH_MD5",
        0x050080 => "SSL_CK_IDEA_128_CBC_WITH_MD5",
        0x060040 => "SSL_CK_DES_64_CBC_WITH_MD5",
        0x0700C0 => "SSL_CK_DES_192_EDE3_CBC_WITH_MD5",
        0x080080 => "SSL_CK_RC4_64_WITH_MD5",
        _ => null,
    };
}
