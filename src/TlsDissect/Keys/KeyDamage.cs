using TlsDissect.Protocol;

namespace TlsDissect.Keys;

/// <summary>
/// Recognizes exceptions caused by damaged key files. .NET and BouncyCastle do not distinguish damage from a wrong password.
/// </summary>
internal static class KeyDamage
{
    /// <summary>
    /// For an exception filter: whether a library failed on the key file. Our own <see cref="KeyFileException"/> passes through.
    /// </summary>
    public static bool Throws(Exception e) => LibraryGuard.Catches(e) && e is not KeyFileException;
}
