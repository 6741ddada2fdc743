using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>cookie of a HelloRetryRequest (RFC 8446 §4.2.2).</summary>
internal static class CookieExtension
{
    public static void Read(ref TlsReader data) => data.ReadVector16("cookie");
}
