using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>trust_anchors (draft-ietf-tls-trust-anchor-ids §4): the authorities that the sender trusts, or has certificates of.</summary>
internal static class TrustAnchorsExtension
{
    public static void Read(ref TlsReader data)
    {
        TlsReader list = data.ReadVector16("trust_anchors");
        while (list.HasItem("TrustAnchorID")) list.ReadVector8("TrustAnchorID");
    }
}
