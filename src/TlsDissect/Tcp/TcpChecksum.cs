namespace TlsDissect.Tcp;

/// <summary>What is known of a segment's checksum.</summary>
public enum TcpChecksum
{
    /// <summary>Not verified: a part of the segment was not captured, or who made the segment did not look.</summary>
    NotVerified,

    /// <summary>Correct, and IPv4's too.</summary>
    Correct,

    /// <summary>
    /// Not computed yet when the packet was captured: zero, or the sum of the pseudo header alone. The network card computes it, and segments that
    /// it has joined have none either.
    /// </summary>
    Offloaded,

    /// <summary>Wrong: the receiver drops the segment.</summary>
    Wrong,
}
