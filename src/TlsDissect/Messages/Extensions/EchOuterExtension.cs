using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>ech_outer_extensions of an inner ClientHello (RFC 9849 §5.1): extensions that the outer one has as well.</summary>
internal static class EchOuterExtension
{
    public static void Read(ref TlsReader data) => data.ReadVector8("OuterExtensions").ReadUInt16List<ExtensionType>("OuterExtensions");
}
