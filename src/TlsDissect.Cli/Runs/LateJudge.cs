using System.Collections.Immutable;
using TlsDissect.Findings.Earlier;
using TlsDissect.Transport;

namespace TlsDissect.Cli.Runs;

/// <summary>
/// Judges what depends on earlier connections, for the connections of all parts of a run in the order in which they are written, and
/// completes their findings. Called by one thread at a time.
/// </summary>
/// <param name="options">What to look for.</param>
/// <param name="memory">Counts what is remembered.</param>
internal sealed class LateJudge(FindingOptions options, MemoryBudget memory)
{
    private int _file;

    /// <summary>The earlier connections.</summary>
    public EarlierConnections Earlier { get; } = new(options, memory);

    /// <summary>
    /// The most severe finding that earlier connections added to the connections that are shown; <c>null</c> if they added none.
    /// </summary>
    public Finding? Worst { get; private set; }

    /// <summary>Writes the output of a connection, with its findings as earlier connections complete them.</summary>
    /// <param name="output">Receives it.</param>
    /// <param name="bytes">The output without that.</param>
    /// <param name="late">The connection.</param>
    /// <param name="file">The number of files before if files are dissected apart: nothing carries over from one to the next.</param>
    public void Write(Stream output, ReadOnlySpan<byte> bytes, LateFindings late, int file)
    {
        if (file != _file)
        {
            _file = file;
            Earlier.Clear();
        }

        ImmutableArray<Finding> findings = Earlier.Complete(late.Trace, late.Findings);
        if (findings == late.Findings || late.Place is not { } place)
        {
            output.Write(bytes);
            return;
        }

        foreach (Finding finding in findings)
        {
            if (late.Findings.Contains(finding)) continue;
            if (Worst is null || finding.Severity > Worst.Severity) Worst = finding;
        }

        output.Write(bytes[..place.Start]);
        output.Write(late.Sink.Render(findings));
        output.Write(bytes[(place.Start + place.Length)..]);
    }
}
