using System.Collections.Immutable;
using TlsDissect.Findings.Earlier;
using TlsDissect.Output;

namespace TlsDissect.Cli.Runs;

/// <summary>
/// What a connection's findings may still depend on: what is compared with earlier connections, and the place of the findings in the
/// connection's output.
/// </summary>
/// <param name="Trace">The connection, as far as it is compared.</param>
/// <param name="Findings">Its findings so far.</param>
/// <param name="Place">Their place; <c>null</c> if the connection is not shown.</param>
/// <param name="Sink">Writes them again.</param>
internal sealed record LateFindings(ConnectionTrace Trace, ImmutableArray<Finding> Findings, FindingsPlace? Place, IFindingsSink Sink)
{
    /// <summary>Bytes of memory of a finding, whose text is its own.</summary>
    private const int BytesPerFinding = 320;

    /// <summary>What it costs while it waits, in bytes.</summary>
    public int Bytes => 64 + Trace.Bytes + (Findings.IsDefault ? 0 : BytesPerFinding * Findings.Length);

    /// <summary>Returns those of a connection; <c>null</c> if there is nothing to compare.</summary>
    /// <param name="connection">It is over, and judged if it is shown.</param>
    /// <param name="sink">Has written it, if it is shown.</param>
    /// <param name="start">Number of bytes before it; <c>null</c> if it is not shown.</param>
    public static LateFindings? Of(ConnectionSummary connection, IFindingsSink sink, int? start)
    {
        if (ConnectionTrace.Of(connection) is not ConnectionTrace trace) return null;
        FindingsPlace? place = start is int before ? sink.FindingsAt with { Start = before + sink.FindingsAt.Start } : null;
        return new LateFindings(trace, connection.Findings, place, sink);
    }
}
