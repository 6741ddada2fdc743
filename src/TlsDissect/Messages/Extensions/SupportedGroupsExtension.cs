using System.Collections.Immutable;
using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>supported_groups (RFC 8422 §5.1.1, RFC 8446 §4.2.7).</summary>
internal static class SupportedGroupsExtension
{
    public static ImmutableArray<NamedGroup> Read(ref TlsReader data) =>
        data.ReadVector16("named_group_list").ReadUInt16List<NamedGroup>("named_group_list");
}
