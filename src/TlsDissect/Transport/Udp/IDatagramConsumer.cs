namespace TlsDissect.Transport.Udp;

/// <summary>Receives the datagrams of one flow in the order of their packets. UDP has no numbers: only the protocol above knows which were lost, repeated or out of order.</summary>
internal interface IDatagramConsumer
{
    /// <summary>The next datagram. It is borrowed until the call returns.</summary>
    /// <param name="side">Who sent it: 0 for the endpoint that sent the flow's first datagram, 1 for the other.</param>
    /// <param name="datagram">The datagram; its payload may be empty or truncated, its checksum wrong.</param>
    void OnDatagram(int side, in Datagram datagram);

    /// <summary>For an exception filter: whether what was thrown while a datagram was read is a fault that ends this flow alone.</summary>
    bool IsFault(Exception exception) => false;

    /// <summary>Such a fault: of the flow's calls only <see cref="OnEnd"/> is still to come.</summary>
    void OnFault(Exception exception) { }

    /// <summary>
    /// The flow is over: silent, evicted, or the input ended. Called once, last, in the order in which flows' last packets came. The consumer's resources
    /// end here.
    /// </summary>
    void OnEnd();
}

/// <summary>Makes a flow's consumer when a datagram begins something that is followed.</summary>
/// <param name="flow">The flow, the datagram counted.</param>
/// <param name="side">Who sent the datagram.</param>
/// <param name="datagram">The datagram; if there is a consumer, it receives it first.</param>
/// <returns><c>null</c> where this datagram begins nothing: the next one is asked for again, and nothing is kept. It never throws on what a datagram holds.</returns>
internal delegate IDatagramConsumer? DatagramConsumerFactory(UdpFlow flow, int side, in Datagram datagram);
