using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>client_authz and server_authz (RFC 5878 §2.3): the forms of authorization data that follow in SupplementalData.</summary>
internal static class AuthorizationExtension
{
    public static void Read(ref TlsReader data) => data.ReadUInt8List("authz_format_list");
}
