using System.Collections.Immutable;
using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>pre_shared_key (RFC 8446 §4.2.11): identities and binders from the client, an index from the server.</summary>
internal static class PreSharedKeyExtension
{
    /// <summary>
    /// Reads the identities in order, and the offset in the ClientHello's body of the list of binders, including its length.
    /// </summary>
    public static ImmutableArray<ReadOnlyMemory<byte>> ReadOffered(ref TlsReader data, ReadOnlyMemory<byte> bytes, out int bindersOffset)
    {
        int start = data.Offset;
        List<ReadOnlyMemory<byte>> offered = [];
        TlsReader identities = data.ReadVector16("identities");
        while (identities.HasItem("PskIdentity"))
        {
            TlsReader identity = identities.ReadVector16("identity");
            offered.Add(bytes.Slice(identity.Offset - start, identity.Remaining));
            identities.ReadUInt32("obfuscated_ticket_age");
        }

        bindersOffset = data.Offset;
        TlsReader binders = data.ReadVector16("binders");
        while (binders.HasItem("PskBinderEntry")) binders.ReadVector8("binder");
        return [.. offered];
    }

    public static ushort ReadSelected(ref TlsReader data) => data.ReadUInt16("selected_identity");
}
