using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>dnssec_chain (RFC 9102 §2.2): the records and signatures that lead to the TLSA record of the server.</summary>
internal static class DnssecChainExtension
{
    public static void ReadOffered(ref TlsReader data) => data.ReadUInt16("PortNumber");

    public static void ReadChain(ref TlsReader data)
    {
        data.ReadUInt16("ExtSupportLifetime");
        data.ReadVector16("AuthenticationChain");
    }
}
