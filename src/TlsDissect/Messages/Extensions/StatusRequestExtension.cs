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
            ReadOcspRequest(ref data);
        }
        else
        {
            data.ReadToEnd("request");
        }

        return type;
    }

    /// <summary>Reads an OCSPStatusRequest.</summary>
    public static void ReadOcspRequest(ref TlsReader data)
    {
        TlsReader responders = data.ReadVector16("responder_id_list");
        while (responders.IsRecorded && responders.HasItem("ResponderID")) responders.ReadVector16("ResponderID");
        data.ReadVector16("request_extensions");
    }

    /// <summary>Reads the response in an entry of a Certificate (RFC 8446 §4.4.2.1).</summary>
    public static void ReadStatus(ref TlsReader data)
    {
        if ((CertificateStatusType)data.ReadUInt8("status_type") == CertificateStatusType.Ocsp) data.ReadVector24("ocsp_response");
        else data.ReadToEnd("response");
    }

    /// <summary>Reads a CertificateRequest's, which is empty or has the form of a ClientHello (RFC 8446 §4.4.2.1).</summary>
    public static void ReadInRequest(ref TlsReader data)
    {
        if (!data.IsEmpty) ReadOffered(ref data);
    }
}
