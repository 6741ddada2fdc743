using TlsDissect.Protocol;
using TlsDissect.Transport.Udp;

namespace TlsDissect.Connections.Datagrams;

/// <summary>Recognizes flows of DTLS by their content, on any port.</summary>
internal sealed class DtlsProtocol(DissectorContext context) : IDatagramProtocol
{
    public bool Begins(in Datagram datagram) =>
        DtlsHeader.StartsRecord(CapwapPreamble.Remove(datagram, out int length), length);

    public IDatagramConsumer Create(UdpFlow flow) => new DtlsFlow(context, flow);
}
