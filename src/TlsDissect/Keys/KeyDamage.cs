using TlsDissect.Protocol;

namespace TlsDissect.Keys;

/// <summary>What a library throws where a key file's bytes are wrong, or its password is: .NET and BouncyCastle do not tell these apart.</summary>
internal static class KeyDamage
{
    /// <summary>For an exception filter. What we have to say of the file ourselves passes.</summary>
    public static bool Throws(Exception e) => LibraryGuard.Catches(e) && e is not KeyFileException;
}
