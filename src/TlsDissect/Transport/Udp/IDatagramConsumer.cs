using TlsDissect.Protocol;

namespace TlsDissect.Transport.Udp;

/// <summary>
/// Receives the datagrams of one flow in the order of their packets. UDP has no numbers: only the protocol above knows which were lost,
/// repeated or out of order.
/// </summary>
internal interface IDatagramConsumer
{
    /// <summary>Receives the next datagram, borrowed until the call returns.</summary>
    /// <param name="side">Who sent it: 0 for the endpoint that sent the flow's first datagram, 1 for the other.</param>
    /// <param name="datagram">The datagram. Its payload may be empty or truncated, and its checksum wrong.</param>
    void OnDatagram(int side, in Datagram datagram);

    /// <summary>Whether something waits for datagrams that may still come.</summary>
    bool HasWaiting => false;

    /// <summary>Hands on what has waited too long. Datagrams of the flow do this themselves; this is for silence in live input.</summary>
    void Observe(CaptureTime now) { }

    /// <summary>
    /// For an exception filter: whether an exception, thrown while a datagram was read, is a fault that ends this flow alone.
    /// </summary>
    bool IsFault(Exception exception) => false;

    /// <summary>Handles such a fault. Of the flow's calls only <see cref="OnEnd"/> follows.</summary>
    void OnFault(Exception exception) { }

    /// <summary>
    /// The flow is over: it was silent or evicted, or the input ended. Called once, last, in the order of the flows' last packets. The
    /// consumer releases its resources here.
    /// </summary>
    void OnEnd();
}
