using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>oid_filters (RFC 8446 §4.2.5): what the certificate extensions of the client must have.</summary>
internal static class OidFiltersExtension
{
    public static void Read(ref TlsReader data)
    {
        TlsReader list = data.ReadVector16("filters");
        while (list.HasItem("OIDFilter"))
        {
            list.ReadVector8("certificate_extension_oid");
            list.ReadVector16("certificate_extension_values");
        }
    }
}
