namespace TlsDissect.Transport.Udp;

/// <summary>Recognizes the flows that are followed, and follows them.</summary>
internal interface IDatagramProtocol
{
    /// <summary>
    /// Whether a datagram begins something that is followed. Until then, nothing is kept of its flow. Never throws because of its content.
    /// </summary>
    bool Begins(in Datagram datagram);

    /// <summary>Creates the consumer of a flow.</summary>
    /// <param name="flow">The flow, with its first datagram counted, which the consumer receives first.</param>
    IDatagramConsumer Create(UdpFlow flow);
}
