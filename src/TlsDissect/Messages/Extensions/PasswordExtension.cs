using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>PWD_protect, PWD_clear and password_salt (RFC 8492 §4.4): the user and the salt of its password.</summary>
internal static class PasswordExtension
{
    /// <summary>The name, which is encrypted in PWD_protect.</summary>
    public static void ReadName(ref TlsReader data) => data.ReadVector8("PWD_name");

    public static void ReadSalt(ref TlsReader data) => data.ReadVector16("password_salt");
}
