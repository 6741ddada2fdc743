namespace TlsDissect.Transport;

/// <summary>The result of checking the checksum of a TCP segment or a UDP datagram.</summary>
public enum ChecksumVerdict
{
    /// <summary>
    /// Not checked: part of the packet was not captured, the sender computed none (UDP over IPv4), or the caller did not check it.
    /// </summary>
    NotVerified,

    /// <summary>Correct, as is that of the IPv4 header.</summary>
    Correct,

    /// <summary>
    /// Not computed yet when the packet was captured: zero, or the sum of the pseudo header alone. The network card computes it later.
    /// Segments that the card has joined have no checksum either.
    /// </summary>
    Offloaded,

    /// <summary>Wrong, so the receiver drops the packet.</summary>
    Wrong,
}
