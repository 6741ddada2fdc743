using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>tls_flags (draft-ietf-tls-tlsflags §2): features without data, one bit each, the lowest first.</summary>
internal static class TlsFlagsExtension
{
    public static void Read(ref TlsReader data) => data.ReadVector8("flags");
}
