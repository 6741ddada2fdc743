using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>ec_point_formats (RFC 8422 §5.1.2).</summary>
internal static class EcPointFormatsExtension
{
    public static byte[] Read(ref TlsReader data) => data.ReadOpaque8("ec_point_format_list");
}
