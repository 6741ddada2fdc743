using System.Diagnostics;
using System.Globalization;
using TlsDissect.Capture;

namespace TlsDissect.Cli.Runs;

/// <summary>Progress and the closing lines, on standard error. Progress is shown only on a terminal and only after a second.</summary>
internal sealed class RunProgress(RunInput input)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly bool _isTerminal = !input.Quiet && !Console.IsErrorRedirected;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private TimeSpan _shown;
    private bool _drawn;

    public void Show(CaptureProgress progress, long packets)
    {
        if (!_isTerminal || _watch.Elapsed < Patience || _watch.Elapsed - _shown < Interval) return;
        _shown = _watch.Elapsed;
        _drawn = true;
        Console.Error.Write($"\r{Line(progress, packets, _watch.Elapsed)}\x1b[K");
    }

    /// <summary>The progress of a run: share, packets, rate, and the time left at that rate.</summary>
    internal static string Line(CaptureProgress progress, long packets, TimeSpan elapsed) =>
        Line(progress, string.Create(CultureInfo.InvariantCulture, $"{packets:N0} packets"), elapsed);

    /// <summary>The progress of a run that counts something else than packets.</summary>
    internal static string Line(CaptureProgress progress, string counts, TimeSpan elapsed)
    {
        double rate = progress.BytesRead / elapsed.TotalSeconds;
        string line = string.Create(CultureInfo.InvariantCulture, $"{counts}, {rate / 1e6:0} MB/s");
        if (progress.TotalBytes is not long total || total <= 0 || rate <= 0) return line;
        double share = Math.Min(1, (double)progress.BytesRead / total);
        double seconds = Math.Ceiling(Math.Max(0, total - progress.BytesRead) / rate);
        return string.Create(CultureInfo.InvariantCulture, $"{100 * share:0}%, {line}, {Duration(seconds)} left");
    }

    private static string Duration(double seconds) => seconds switch
    {
        < 60 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s"),
        < 3600 => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(seconds / 60):0} min {seconds % 60:0} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(seconds / 3600):0} h {Math.Floor(seconds % 3600 / 60):0} min"),
    };

    /// <summary>Writes the closing lines.</summary>
    public void Done(RunSummary summary)
    {
        if (_drawn) Console.Error.Write("\r\x1b[K");
        if (input.Quiet) return;
        CommandLine.Complain(summary.ToString());
        foreach (string remark in summary.Remarks()) CommandLine.Complain(remark);
    }
}
