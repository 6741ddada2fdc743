using System.Globalization;
using TlsDissect.Cli.Runs;
using TlsDissect.Output.Text;

namespace TlsDissect.Cli.Scan;

/// <summary>Counts of a scan, for its closing line and exit code.</summary>
internal sealed class ScanTotals
{
    /// <summary>Limit on the failures that are named on standard error. Rows have all of them.</summary>
    private const int MaxNamed = 10;

    private readonly RunSummary _summary = new();
    private long _scanned;
    private long _there;
    private long _byOthers;
    private long _outdated;
    private long _changed;
    private long _failed;
    private long _others;
    private bool _conditionHolds;

    /// <summary>The exit code: whether a capture failed, now or in the run that made its rows.</summary>
    public int Code => _failed > 0 ? ExitCode.InputFailed : _conditionHolds ? ExitCode.ConditionHolds : ExitCode.Done;

    /// <summary>Counts a capture whose rows were there.</summary>
    /// <param name="rows">Its rows.</param>
    /// <param name="conditions">What makes the exit code 4.</param>
    public void AddThere(RowsState rows, FailConditions conditions)
    {
        _there++;
        if (rows.Program != ScanIdentity.Program) _byOthers++;
        if (rows.HasFailed) _failed++;
        _conditionHolds |= conditions.Hold(rows.Facts, rows.HasKeys);
    }

    /// <summary>Counts a capture that has changed since its rows were made, and is not scanned now.</summary>
    public void AddChanged() => _changed++;

    /// <summary>Counts files of rows of captures that have changed since.</summary>
    public void AddOutdated(int files) => _outdated += files;

    /// <summary>Counts a capture that was dissected; with <c>null</c>, a file that is not a capture.</summary>
    public void Add(ScanItem item, int code, ScannedCapture? capture)
    {
        if (capture is null)
        {
            _others++;
            return;
        }

        // After a signal its rows are not there.
        if (code is not (ExitCode.Done or ExitCode.InputFailed or ExitCode.ConditionHolds)) return;
        _scanned++;
        _summary.Add(capture.Summary);
        _summary.Packets += capture.Summary.Packets;
        _conditionHolds |= code == ExitCode.ConditionHolds;
        if (code != ExitCode.InputFailed) return;
        if (++_failed > MaxNamed) return;
        string text = capture.Problems.FirstOrDefault(problem => problem.IsFailure) is { Text: not null } problem
            ? problem.TextWithout(item.Path)
            : "an internal error ended a connection";
        CommandLine.Complain($"{item.Path}: {text}");
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        List<string> parts = [];
        if (_there > 0) parts.Add($"{Number(_there)} done before");
        if (_byOthers > 0) parts.Add($"{Number(_byOthers)} of these by another version of the program: --replace makes their rows again");
        if (_failed > 0) parts.Add($"{Number(_failed)} failed: their rows of type failure say why");
        if (_others > 0) parts.Add($"{Plural.Of(_others, "other file")} skipped");
        string counts = _scanned > 0 ? $"; {_summary}" : "";
        return $"{Plural.Of(_scanned + _there, "capture")}{(parts.Count > 0 ? $" ({string.Join(", ", parts)})" : "")}{counts}";
    }

    /// <summary>Warnings of rows that are not up to date.</summary>
    public IEnumerable<string> Warnings()
    {
        if (_changed > 0)
        {
            yield return $"{Plural.Of(_changed, "capture")} {(_changed == 1 ? "has changed since its" : "have changed since their")} " +
                $"rows were made, and {(_changed == 1 ? "is" : "are")} left alone: scan without --again first";
        }

        if (_outdated > 0)
        {
            yield return $"{Plural.Of(_outdated, "file")} of rows {(_outdated == 1 ? "is" : "are")} of captures that have changed since, " +
                "which so have rows twice; --replace removes the old ones";
        }
    }

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
