using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>client_certificate_type and server_certificate_type (RFC 7250 §3): a list from the client, one type from the server.</summary>
internal static class CertificateTypeExtension
{
    public static void ReadOfferedByClient(ref TlsReader data) => data.ReadUInt8List("client_certificate_types");

    public static void ReadSelectedForClient(ref TlsReader data) => data.ReadUInt8("client_certificate_type");

    public static void ReadOfferedForServer(ref TlsReader data) => data.ReadUInt8List("server_certificate_types");

    public static void ReadSelectedForServer(ref TlsReader data) => data.ReadUInt8("server_certificate_type");
}
