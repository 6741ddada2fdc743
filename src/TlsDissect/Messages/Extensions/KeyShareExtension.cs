using System.Collections.Immutable;
using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>key_share (RFC 8446 §4.2.8): a list from the client, one share from the server, only a group in a HelloRetryRequest.</summary>
internal static class KeyShareExtension
{
    /// <summary>Reads client_shares in order.</summary>
    public static ImmutableArray<KeyShare> ReadOffered(ref TlsReader data, ReadOnlyMemory<byte> bytes)
    {
        int start = data.Offset;
        List<KeyShare> shares = [];
        TlsReader list = data.ReadVector16("client_shares");
        while (list.HasItem("KeyShareEntry")) shares.Add(ReadEntry(ref list, bytes, start));
        return [.. shares];
    }

    /// <summary>Reads server_share or selected_group.</summary>
    public static KeyShare ReadSelected(ref TlsReader data, ReadOnlyMemory<byte> bytes, bool isHelloRetryRequest) =>
        isHelloRetryRequest
            ? new KeyShare((NamedGroup)data.ReadUInt16("selected_group"), default)
            : ReadEntry(ref data, bytes, data.Offset);

    /// <param name="data">Positioned at the entry.</param>
    /// <param name="bytes">The bytes of the extension.</param>
    /// <param name="start">Their offset in the message.</param>
    private static KeyShare ReadEntry(ref TlsReader data, ReadOnlyMemory<byte> bytes, int start)
    {
        NamedGroup group = (NamedGroup)data.ReadUInt16("group");
        TlsReader key = data.ReadVector16("key_exchange");
        return new KeyShare(group, bytes.Slice(key.Offset - start, key.Remaining));
    }
}
