using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>
/// next_protocol_negotiation (draft-agl-tls-nextprotoneg §3): the protocols of the server, without a length before the list.
/// </summary>
internal static class NextProtocolNegotiationExtension
{
    public static void Read(ref TlsReader data)
    {
        while (data.HasItem("protocol_name")) data.ReadVector8("protocol_name");
    }
}
