using System.Collections.Immutable;
using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>ec_point_formats (RFC 8422 §5.1.2).</summary>
internal static class EcPointFormatsExtension
{
    public static ImmutableArray<byte> Read(ref TlsReader data) => data.ReadUInt8List("ec_point_format_list");
}
