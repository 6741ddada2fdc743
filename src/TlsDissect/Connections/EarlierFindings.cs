using TlsDissect.Protocol;

namespace TlsDissect.Connections;

/// <summary>What the first reading of a connection found that a later one, from its archive, must not look for again: it took keys that may be others now, or time.</summary>
/// <param name="Reason0">Why nothing decrypts side 0.</param>
/// <param name="Reason1">Why nothing decrypts side 1.</param>
/// <param name="ClientAuthenticated">Whether the client's signature verified; <c>null</c> where it was not checked.</param>
/// <param name="ServerAuthenticated">The same of the server's.</param>
internal sealed record EarlierFindings(DecryptionReason Reason0, DecryptionReason Reason1, bool? ClientAuthenticated, bool? ServerAuthenticated)
{
    /// <summary>Why nothing decrypts a direction.</summary>
    public DecryptionReason ReasonOf(Direction direction) => direction.Side == 0 ? Reason0 : Reason1;

    /// <summary>Whether a side's signature verified.</summary>
    public bool? Authenticated(Sender sender) => sender == Sender.Client ? ClientAuthenticated : ServerAuthenticated;
}
