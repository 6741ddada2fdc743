namespace TlsDissect.Transport;

/// <summary>What is known of the checksum of a TCP segment or a UDP datagram.</summary>
public enum ChecksumVerdict
{
    /// <summary>Not verified: a part was not captured, the sender computed none (UDP over IPv4), or the maker of the segment did not look.</summary>
    NotVerified,

    /// <summary>Correct, and IPv4's too.</summary>
    Correct,

    /// <summary>
    /// Not computed yet when the packet was captured: zero, or the sum of the pseudo header alone. The network card computes it, and segments that
    /// it has joined have none either.
    /// </summary>
    Offloaded,

    /// <summary>Wrong: the receiver drops it.</summary>
    Wrong,
}
