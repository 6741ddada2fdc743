using TlsDissect.Protocol;

namespace TlsDissect;

/// <summary>Result of a connection's handshake.</summary>
public enum OutcomeResult
{
    /// <summary>Both sides completed it.</summary>
    Established,

    /// <summary>One side ended it with a fatal alert.</summary>
    Refused,

    /// <summary>It ended before it was complete, without a fatal alert.</summary>
    Aborted,

    /// <summary>The handshake is not in the capture, which begins late or lacks packets.</summary>
    NotSeen,

    /// <summary>The handshake stayed encrypted or was not read.</summary>
    Unknown,
}

/// <summary>Outcome of a connection: the result of its first handshake.</summary>
/// <param name="Result">The result.</param>
/// <param name="Text">The result and the reason for it, as a sentence. It contains no text from the wire.</param>
public sealed record ConnectionOutcome(OutcomeResult Result, string Text)
{
    /// <summary>The side that refused or aborted it; <c>null</c> if neither did or if that is unknown.</summary>
    public Sender? By { get; init; }

    /// <summary>The alert that refused or aborted it. <c>null</c> if none was sent, or if it stayed encrypted.</summary>
    public AlertDescription? Alert { get; init; }

    /// <summary>
    /// Number of the packet that decided it: that of the second Finished, the alert, the FIN or the RST, or the connection's last packet.
    /// <c>null</c> if no single packet did.
    /// </summary>
    public long? Packet { get; init; }

    /// <summary><see cref="Text"/>.</summary>
    public override string ToString() => Text;
}
