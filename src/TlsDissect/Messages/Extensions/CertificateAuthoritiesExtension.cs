using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>certificate_authorities (RFC 8446 §4.2.4), which was a field of CertificateRequest before (RFC 5246 §7.4.4).</summary>
internal static class CertificateAuthoritiesExtension
{
    public static byte[][] Read(ref TlsReader data)
    {
        List<byte[]> names = [];
        TlsReader list = data.ReadVector16("certificate_authorities");
        while (list.HasItem("distinguished_name")) names.Add(list.ReadOpaque16("distinguished_name"));
        return [.. names];
    }
}
