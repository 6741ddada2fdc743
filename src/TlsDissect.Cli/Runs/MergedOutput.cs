using System.Collections.Immutable;
using TlsDissect.Findings.Earlier;
using TlsDissect.Transport;

namespace TlsDissect.Cli.Runs;

/// <summary>
/// Takes the connections of all parts of a run in their order: completes the findings that depend on earlier connections, selects by
/// fields, and passes on what is left. Called by one thread at a time.
/// </summary>
/// <param name="options">What to look for; <c>null</c> if connections are not compared.</param>
/// <param name="rows">The fields that the run asks for; <c>null</c> for none.</param>
/// <param name="memory">Counts what is remembered.</param>
internal sealed class MergedOutput(FindingOptions? options, RowRequest? rows, MemoryBudget memory)
{
    private int _file;

    /// <summary>The earlier connections; <c>null</c> if there is no comparison.</summary>
    public EarlierConnections? Earlier { get; } = options is null ? null : new EarlierConnections(options, memory);

    /// <summary>What the connections contribute to the exit code that were passed on.</summary>
    public ExitFacts Facts { get; private set; }

    /// <summary>Number of connections that were passed on.</summary>
    public long Shown { get; private set; }

    /// <summary>Writes the output of a connection.</summary>
    /// <param name="output">Receives it.</param>
    /// <param name="bytes">The output so far; empty if the run writes rows only.</param>
    /// <param name="ended">The connection.</param>
    /// <param name="file">The number of files before if files are dissected apart: nothing carries over from one to the next.</param>
    public void Write(Stream output, ReadOnlySpan<byte> bytes, EndedConnection ended, int file)
    {
        if (file != _file)
        {
            _file = file;
            Earlier?.Clear();
        }

        ImmutableArray<Finding> findings =
            ended.Trace is null || Earlier is null ? ended.Findings : Earlier.Complete(ended.Trace, ended.Findings);
        bool isChanged = findings != ended.Findings;
        output.Write(bytes[..ended.Start]);
        if (ended.Facts is not ExitFacts facts) return;
        if (ended.Row is not null && !rows!.Take(ended.Row, isChanged ? findings : null)) return;
        Facts = Facts.Plus(facts.With(findings));
        Shown++;
        if (!isChanged || ended is not { Place: { } place, Sink: { } sink })
        {
            output.Write(bytes[ended.Start..]);
            return;
        }

        output.Write(bytes[ended.Start..place.Start]);
        output.Write(sink.Render(findings));
        output.Write(bytes[(place.Start + place.Length)..]);
    }
}
