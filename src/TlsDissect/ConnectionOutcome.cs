using TlsDissect.Protocol;

namespace TlsDissect;

/// <summary>What became of a connection's handshake.</summary>
public enum OutcomeResult
{
    /// <summary>Both sides completed it.</summary>
    Established,

    /// <summary>One side ended it with a fatal alert.</summary>
    Refused,

    /// <summary>It ended before it was complete, without a fatal alert.</summary>
    Aborted,

    /// <summary>The capture does not have it: it begins late, or packets are missing.</summary>
    NotSeen,

    /// <summary>It is encrypted, and no key decrypts it, or it was not read.</summary>
    Unknown,
}

/// <summary>The outcome of a connection: what became of its first handshake.</summary>
/// <param name="Result">What became of it.</param>
/// <param name="Text">The same as a sentence, with the reason. It holds no text from the wire.</param>
public sealed record ConnectionOutcome(OutcomeResult Result, string Text)
{
    /// <summary>Who refused or aborted it; <c>null</c> if neither side did, or that is not known.</summary>
    public Sender? By { get; init; }

    /// <summary>The alert that refused or aborted it. <c>null</c> if none was sent, or if it stayed encrypted.</summary>
    public AlertDescription? Alert { get; init; }

    /// <summary>
    /// The packet that decided it: with the second Finished, the alert, the FIN or the RST, or the connection's last packet. <c>null</c> where no single packet did.
    /// </summary>
    public long? Packet { get; init; }
}
