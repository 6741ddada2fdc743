using TlsDissect.Protocol;

namespace TlsDissect.Messages;

/// <summary>The OCSP responses for the server's certificates (RFC 6066 §8, RFC 6961 §2.2).</summary>
internal sealed record CertificateStatus() : HandshakeMessage(HandshakeType.CertificateStatus)
{
    /// <summary>One response, or one for each certificate.</summary>
    public required CertificateStatusType StatusType { get; init; }

    /// <summary>The OCSP responses in DER. Empty for a certificate without one.</summary>
    public required byte[][] Responses { get; init; }

    internal static CertificateStatus Read(ref TlsReader reader)
    {
        CertificateStatusType type = (CertificateStatusType)reader.ReadUInt8("status_type");
        return new CertificateStatus
        {
            StatusType = type,
            Responses = type switch
            {
                CertificateStatusType.Ocsp => [reader.ReadOpaque24("ocsp_response")],
                CertificateStatusType.OcspMulti => ReadList(ref reader),
                _ => [reader.ReadToArray("response")],
            },
        };
    }

    private static byte[][] ReadList(ref TlsReader reader)
    {
        List<byte[]> responses = [];
        TlsReader list = reader.ReadVector24("ocsp_response_list");
        while (list.HasItem("ocsp_response")) responses.Add(list.ReadOpaque24("ocsp_response"));
        return [.. responses];
    }
}
