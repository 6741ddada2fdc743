using System.Formats.Asn1;
using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Security;

namespace TlsDissect.Keys;

/// <summary>What .NET and BouncyCastle throw where a key's or a signature's bytes are wrong, or a file's password is: they do not tell these apart, and throw many things.</summary>
internal static class KeyDamage
{
    public static bool Throws(Exception e) => e is CryptographicException or CryptoException or GeneralSecurityException or SecurityUtilityException
        or Org.BouncyCastle.OpenSsl.PasswordException or AsnContentException or IOException or ArgumentException or InvalidOperationException or FormatException
        or ArithmeticException or InvalidCastException or NotSupportedException or IndexOutOfRangeException;
}
