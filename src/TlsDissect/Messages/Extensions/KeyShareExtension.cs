using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>key_share (RFC 8446 §4.2.8): a list from the client, one share from the server, only a group in a HelloRetryRequest.</summary>
internal static class KeyShareExtension
{
    /// <summary>The groups of client_shares, in order.</summary>
    public static ushort[] ReadOffered(ref TlsReader data)
    {
        List<ushort> groups = [];
        TlsReader list = data.ReadVector16("client_shares");
        while (!list.IsEmpty) groups.Add(ReadEntry(ref list));
        return [.. groups];
    }

    /// <summary>The group of server_share, or selected_group.</summary>
    public static ushort ReadSelected(ref TlsReader data, bool isHelloRetryRequest) =>
        isHelloRetryRequest ? data.ReadUInt16("selected_group") : ReadEntry(ref data);

    private static ushort ReadEntry(ref TlsReader data)
    {
        ushort group = data.ReadUInt16("group");
        data.ReadVector16("key_exchange");
        return group;
    }
}
