using TlsDissect.Findings;
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
    private readonly OrderedJudge _judge = new(options, memory);
    private int _file;

    /// <summary>Whether values were forgotten, so that repeats may have been missed.</summary>
    public bool HasForgotten => _judge.HasForgotten;

    /// <summary>Whether moduli were not tested, because too many were before.</summary>
    public bool HasUntested => _judge.HasUntested;

    /// <summary>The most severe finding of the connections that are shown; <c>null</c> if they have none.</summary>
    public Finding? Worst { get; private set; }

    /// <summary>Writes the output of a connection, with all its findings.</summary>
    /// <param name="output">Receives it.</param>
    /// <param name="bytes">The output without that.</param>
    /// <param name="late">The connection.</param>
    /// <param name="file">The number of files before if files are dissected apart: nothing carries over from one to the next.</param>
    public void Write(Stream output, ReadOnlySpan<byte> bytes, LateFindings late, int file)
    {
        if (file != _file)
        {
            _file = file;
            _judge.Clear();
        }

        IReadOnlyList<Finding> found = _judge.Add(late.Values);
        if (found.Count == 0 || late.Place is not { } place)
        {
            output.Write(bytes);
            return;
        }

        foreach (Finding finding in found)
        {
            if (Worst is null || finding.Severity > Worst.Severity) Worst = finding;
        }

        output.Write(bytes[..place.Start]);
        output.Write(late.Sink.Render(ConnectionJudge.Join(late.Findings, found)));
        output.Write(bytes[(place.Start + place.Length)..]);
    }
}
