using TlsDissect.Findings.Behaviour;
using TlsDissect.Findings.Protocol;

namespace TlsDissect.Findings;

/// <summary>The values of a connection whose judgement depends on the connections before it.</summary>
/// <param name="Connection">The connection.</param>
/// <param name="Fresh">Values that no other connection should have.</param>
/// <param name="Dh">Diffie-Hellman parameters whose modulus is still to be tested; <c>null</c> if there are none.</param>
internal sealed record OrderedValues(RepeatPlace Connection, List<FreshValue> Fresh, DhParameters? Dh)
{
    /// <summary>Bytes of memory used.</summary>
    public int Bytes => 128 + (96 * Fresh.Count) + (Dh is { } dh ? dh.Prime.Length + dh.Generator.Length + dh.PublicKey.Length : 0);

    /// <summary>Returns those of a connection; <c>null</c> if it has none.</summary>
    public static OrderedValues? Of(ConnectionSummary connection)
    {
        List<FreshValue> fresh = FreshValues.Of(connection);
        DhParameters? dh = UnsafeDhGroup.Unjudged(connection);
        return fresh.Count == 0 && dh is null ? null : new OrderedValues(RepeatPlace.Of(connection), fresh, dh);
    }
}
