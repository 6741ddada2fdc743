using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>
/// external_id_hash and external_session_id (RFC 8844 §3.2, §4.3), which bind the identity and the session of another protocol.
/// </summary>
internal static class ExternalIdExtension
{
    public static void ReadHash(ref TlsReader data) => data.ReadVector8("binding_hash");

    public static void ReadSession(ref TlsReader data) => data.ReadVector8("session_id");
}
