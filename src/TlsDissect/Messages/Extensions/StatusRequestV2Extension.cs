using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>status_request_v2 (RFC 6961 §2.2): the kinds of certificate status that the client takes, the preferred one first.</summary>
internal static class StatusRequestV2Extension
{
    public static void Read(ref TlsReader data)
    {
        TlsReader list = data.ReadVector16("certificate_status_req_list");
        while (list.HasItem("CertificateStatusRequestItemV2"))
        {
            CertificateStatusType type = (CertificateStatusType)list.ReadUInt8("status_type");
            TlsReader request = list.ReadVector16("request");
            if (type is not (CertificateStatusType.Ocsp or CertificateStatusType.OcspMulti)) continue;
            StatusRequestExtension.ReadOcspRequest(ref request);
            request.ExpectEnd();
        }
    }
}
