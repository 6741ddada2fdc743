using System.Diagnostics;
using TlsDissect.Capture.Sources;

namespace TlsDissect.Cli;

/// <summary>Progress and the closing line, on standard error: progress only on a terminal and only for what takes over a second.</summary>
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
        double rate = progress.BytesRead / 1e6 / _watch.Elapsed.TotalSeconds;
        string share = progress.TotalBytes is long total and > 0 ? $"{100.0 * progress.BytesRead / total:0} %, " : "";
        Console.Error.Write($"\r{share}{packets:N0} packets, {rate:0} MB/s\x1b[K");
    }

    /// <summary>The run is over.</summary>
    public void Done(RunSummary summary)
    {
        if (_drawn) Console.Error.Write("\r\x1b[K");
        if (!input.Quiet) Console.Error.WriteLine($"tlsdissect: {summary}");
    }
}
