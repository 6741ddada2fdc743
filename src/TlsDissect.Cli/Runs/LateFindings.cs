using System.Collections.Immutable;
using TlsDissect.Findings.Behaviour;
using TlsDissect.Output;

namespace TlsDissect.Cli.Runs;

/// <summary>
/// What a connection's findings may still depend on: the values that earlier connections may have had, and the place of the findings in the
/// connection's output.
/// </summary>
/// <param name="Connection">The connection.</param>
/// <param name="Values">Its values.</param>
/// <param name="Findings">Its findings so far.</param>
/// <param name="Place">Their place; <c>null</c> if the connection is not shown.</param>
/// <param name="Sink">Writes them again.</param>
internal sealed record LateFindings(
    RepeatPlace Connection, List<FreshValue> Values, ImmutableArray<Finding> Findings, FindingsPlace? Place, IFindingsSink Sink)
{
    /// <summary>What it costs while it waits, in bytes.</summary>
    public int Bytes => 128 + (64 * Values.Count);

    /// <summary>Returns those of a connection; <c>null</c> if it has no values that may repeat.</summary>
    /// <param name="connection">It is over, and judged if it is shown.</param>
    /// <param name="sink">Has written it, if it is shown.</param>
    /// <param name="start">Number of bytes before it; <c>null</c> if it is not shown.</param>
    public static LateFindings? Of(ConnectionSummary connection, IFindingsSink sink, int? start)
    {
        List<FreshValue> values = FreshValues.Of(connection);
        if (values.Count == 0) return null;
        FindingsPlace? place = start is int before ? sink.FindingsAt with { Start = before + sink.FindingsAt.Start } : null;
        return new LateFindings(RepeatPlace.Of(connection), values, connection.Findings, place, sink);
    }
}
