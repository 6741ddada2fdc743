using System.Collections.Immutable;
using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>supported_versions (RFC 8446 §4.2.1): a list from the client, one value from the server.</summary>
internal static class SupportedVersionsExtension
{
    public static ImmutableArray<ProtocolVersion> ReadOffered(ref TlsReader data) =>
        data.ReadVector8("versions").ReadUInt16List<ProtocolVersion>("versions");

    public static ProtocolVersion? ReadSelected(ref TlsReader data)
    {
        ProtocolVersion version = (ProtocolVersion)data.ReadUInt16("selected_version");
        return data.Failed ? null : version;
    }
}
