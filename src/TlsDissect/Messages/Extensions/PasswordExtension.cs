using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>pwd_protect, pwd_clear and password_salt (RFC 8492 §4.4.3, §4.5.2): the user and the salt of its password.</summary>
internal static class PasswordExtension
{
    /// <summary>The name, which is encrypted in pwd_protect.</summary>
    public static void ReadName(ref TlsReader data) => data.ReadVector8("pwd_name");

    public static void ReadSalt(ref TlsReader data) => data.ReadVector16("pwd_salt");
}
