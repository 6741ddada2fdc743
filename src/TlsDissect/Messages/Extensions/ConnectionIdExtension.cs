using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>
/// connection_id of the drafts before RFC 9146, whose records are authenticated in another way: the ID that the sender wants on records to
/// it.
/// </summary>
internal static class ConnectionIdExtension
{
    public static void Read(ref TlsReader data) => data.ReadVector8("cid");
}
