using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>srp (RFC 5054 §2.8.1): the user name.</summary>
internal static class SrpExtension
{
    public static void Read(ref TlsReader data) => data.ReadVector8("srp_I");
}
