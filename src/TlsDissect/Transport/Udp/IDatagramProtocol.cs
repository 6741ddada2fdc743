namespace TlsDissect.Transport.Udp;

/// <summary>Recognizes the flows that are followed, and follows them.</summary>
internal interface IDatagramProtocol
{
    /// <summary>
    /// Whether a datagram begins something that is followed. Until then, nothing is kept of its flow. Never throws because of its content.
    /// </summary>
    bool Begins(in Datagram datagram);

    /// <summary>Whether a datagram of an unknown flow may belong to a known one.</summary>
    bool MayMove => false;

    /// <summary>
    /// Finds the flow that goes on with a datagram between other endpoints, by what the datagram contains. Never throws because of its
    /// content.
    /// </summary>
    /// <param name="datagram">A datagram of no known flow.</param>
    /// <param name="side">The side of the flow that sent it.</param>
    /// <returns>The flow; <c>null</c> if none does.</returns>
    UdpFlow? FindMoved(in Datagram datagram, out int side)
    {
        side = 0;
        return null;
    }

    /// <summary>
    /// Receives a datagram that begins no flow and is of none that this dissector follows, if <see cref="MayMove"/>. Never throws because
    /// of its content.
    /// </summary>
    void OnStray(in Datagram datagram) { }

    /// <summary>
    /// Whether a flow that a datagram begins is one that another dissector follows, between other endpoints. Asked when it is recognized.
    /// </summary>
    bool IsFollowedElsewhere(in Datagram datagram) => false;

    /// <summary>Creates the consumer of a flow.</summary>
    /// <param name="flow">The flow, with its first datagram counted, which the consumer receives first.</param>
    IDatagramConsumer Create(UdpFlow flow);
}
