using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>heartbeat (RFC 6520 §2): whether the peer may send heartbeat requests.</summary>
internal static class HeartbeatExtension
{
    public static void Read(ref TlsReader data)
    {
        data.ReadUInt8("mode");
        data.Means("HeartbeatMode");
    }
}
