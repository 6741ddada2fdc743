using System.Collections.Immutable;
using TlsDissect.Findings.Earlier;
using TlsDissect.Output;
using TlsDissect.Output.Fields;

namespace TlsDissect.Cli.Runs;

/// <summary>
/// What decides about a connection's output at its place among all others: earlier connections may complete its findings, and with them it
/// is selected, listed or counted.
/// </summary>
internal sealed record EndedConnection
{
    /// <summary>Bytes of memory of a finding, whose text is its own.</summary>
    private const int BytesPerFinding = 320;

    /// <summary>Number of bytes of the output before the connection's own: warnings.</summary>
    public required int Start { get; init; }

    /// <summary>What it contributes to the exit code, but for its findings; <c>null</c> if it is not shown.</summary>
    public ExitFacts? Facts { get; init; }

    /// <summary>The connection as far as it is compared; <c>null</c> if there is nothing to compare.</summary>
    public ConnectionTrace? Trace { get; init; }

    /// <summary>Its findings so far.</summary>
    public ImmutableArray<Finding> Findings { get; init; } = [];

    /// <summary>The place of the findings in its output; <c>null</c> if the output has none.</summary>
    public FindingsPlace? Place { get; init; }

    /// <summary>Writes the findings again; <c>null</c> if the output has none.</summary>
    public IFindingsSink? Sink { get; init; }

    /// <summary>Its fields; <c>null</c> if nothing asks for them or it is not shown.</summary>
    public FieldRow? Row { get; init; }

    /// <summary>What it costs while it waits, in bytes.</summary>
    public int Bytes => 128 + (Trace?.Bytes ?? 0) + (BytesPerFinding * Findings.Length) + (Row?.Bytes ?? 0);
}
