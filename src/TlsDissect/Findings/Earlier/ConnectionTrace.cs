using TlsDissect.Findings.Behaviour;
using TlsDissect.Findings.Protocol;

namespace TlsDissect.Findings.Earlier;

/// <summary>
/// A connection as far as it is compared with others: its fresh values, what it shows about its server, and its failure.
/// </summary>
/// <param name="Place">Its number and addresses.</param>
/// <param name="Values">Its randoms and ephemeral keys.</param>
/// <param name="Server">Its server; <c>null</c> if that is not remembered.</param>
/// <param name="Facts">What it shows about the server.</param>
/// <param name="Failed">How its handshake failed; <c>null</c> if it did not.</param>
/// <param name="Dh">Diffie-Hellman parameters whose modulus is still to be tested; <c>null</c> if there are none.</param>
internal sealed record ConnectionTrace(
    RepeatPlace Place, List<FreshValue> Values, ServerKey? Server, List<ServerFact> Facts, FailedHandshake? Failed, DhParameters? Dh)
{
    /// <summary>Bytes of memory that it keeps alive.</summary>
    public int Bytes => 256 + (96 * Values.Count) + (48 * Facts.Count) + (2 * (Server?.Length ?? 0)) + (Failed?.Bytes ?? 0) +
        (Dh is { } dh ? dh.Prime.Length + dh.Generator.Length + dh.PublicKey.Length : 0);

    /// <summary>Returns that of a connection that is over; <c>null</c> if there is nothing to compare.</summary>
    public static ConnectionTrace? Of(ConnectionSummary connection)
    {
        List<FreshValue> values = FreshValues.Of(connection);
        List<ServerFact> facts = ServerFact.Of(connection);
        FailedHandshake? failed = FailedHandshake.Of(connection);
        DhParameters? dh = UnsafeDhGroup.Unjudged(connection);
        return values.Count == 0 && facts.Count == 0 && failed is null && dh is null
            ? null
            : new ConnectionTrace(RepeatPlace.Of(connection), values, ServerKey.Of(connection), facts, failed, dh);
    }
}
