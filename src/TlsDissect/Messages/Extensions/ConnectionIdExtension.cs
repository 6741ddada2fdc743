using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>connection_id (RFC 9146 §3): the identifier that the sender wants on records to it.</summary>
internal static class ConnectionIdExtension
{
    public static void Read(ref TlsReader data) => data.ReadVector8("cid");
}
