using TlsDissect.Transport.Udp;

namespace TlsDissect.Tests.Transport.Udp;

/// <summary>Follows every flow with a consumer of its own, or none.</summary>
/// <param name="make">Creates the consumer; <c>null</c> to follow nothing.</param>
internal sealed class AnyDatagrams(Func<IDatagramConsumer>? make) : IDatagramProtocol
{
    public bool Begins(in Datagram datagram) => make is not null;

    public IDatagramConsumer Create(UdpFlow flow) => make!();
}
