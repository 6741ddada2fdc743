using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>cert_type (RFC 6091 §3.1): a list from the client, one type from the server.</summary>
internal static class CertTypeExtension
{
    public static void ReadOffered(ref TlsReader data)
    {
        TlsReader list = data.ReadVector8("certificate_types");
        while (list.HasItem("CertificateType")) list.ReadUInt8("CertificateType");
    }

    public static void ReadSelected(ref TlsReader data)
    {
        data.ReadUInt8("certificate_type");
        data.Means("CertificateType");
    }
}
