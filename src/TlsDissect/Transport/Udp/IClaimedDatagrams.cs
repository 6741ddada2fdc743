namespace TlsDissect.Transport.Udp;

/// <summary>
/// Hears of datagrams that a connection reads although nothing in them tells their protocol: they are between other addresses than its
/// own, or the capture begins in its middle.
/// </summary>
internal interface IClaimedDatagrams
{
    /// <summary>Reports a datagram, which may have come long before.</summary>
    /// <param name="datagram">Borrowed until the call returns.</param>
    void OnClaimed(in Datagram datagram);
}
