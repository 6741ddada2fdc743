using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>dnssec_chain (RFC 9102 §2.2): the records and signatures that lead to the TLSA record of the server.</summary>
internal static class DnssecChainExtension
{
    public static void ReadOffered(ref TlsReader data) => data.ReadUInt16("port_number");

    public static void ReadChain(ref TlsReader data)
    {
        data.ReadUInt16("ext_support_lifetime");
        data.ReadVector16("authentication_chain");
    }
}
