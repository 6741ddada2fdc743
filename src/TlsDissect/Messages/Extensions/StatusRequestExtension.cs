using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>status_request (RFC 6066 §8): the client's request for a certificate status.</summary>
internal static class StatusRequestExtension
{
    /// <summary>Reads the type of status that is requested.</summary>
    public static CertificateStatusType ReadOffered(ref TlsReader data)
    {
        CertificateStatusType type = (CertificateStatusType)data.ReadUInt8("status_type");
        if (type == CertificateStatusType.Ocsp)
        {
            data.ReadVector16("responder_id_list");
            data.ReadVector16("request_extensions");
        }
        else
        {
            data.ReadToEnd();
        }

        return type;
    }
}
