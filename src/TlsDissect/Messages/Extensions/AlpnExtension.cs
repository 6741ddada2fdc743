using System.Collections.Immutable;
using System.Text;
using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>
/// application_layer_protocol_negotiation (RFC 7301 §3.1): a list from the client, a list with one entry from the server.
/// </summary>
internal static class AlpnExtension
{
    public static ImmutableArray<string> Read(ref TlsReader data)
    {
        List<string> names = [];
        TlsReader list = data.ReadVector16("protocol_name_list");
        while (list.HasItem("protocol_name")) names.Add(Encoding.Latin1.GetString(list.ReadVector8("protocol_name").ReadToEnd()));
        return [.. names];
    }
}
