using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>user_mapping (RFC 4681 §3): the kinds of user mapping data that follow in SupplementalData.</summary>
internal static class UserMappingExtension
{
    public static void Read(ref TlsReader data) => data.ReadUInt8List("user_mapping_types");
}
