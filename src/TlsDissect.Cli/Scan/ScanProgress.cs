using System.Diagnostics;
using System.Globalization;
using TlsDissect.Capture;
using TlsDissect.Cli.Runs;

namespace TlsDissect.Cli.Scan;

/// <summary>Progress over the captures of a scan, on a terminal and only after a second.</summary>
internal sealed class ScanProgress(IReadOnlyList<ScanItem> items, bool isQuiet) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly bool _isShown = !isQuiet && !Console.IsErrorRedirected;
    private readonly long _total = items.Sum(item => item.Size);
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly Lock _lock = new();
    private TimeSpan _shown;
    private long _bytes;
    private int _count;
    private bool _isDrawn;

    /// <summary>Counts a capture that is done.</summary>
    public void Advance(ScanItem item)
    {
        lock (_lock)
        {
            _bytes += item.Size;
            _count++;
            if (!_isShown || _watch.Elapsed - _shown < Interval) return;
            _shown = _watch.Elapsed;
            _isDrawn = true;
            Console.Error.Write($"\r{Line(_count, items.Count, new CaptureProgress(_bytes, _total), _watch.Elapsed)}\x1b[K");
        }
    }

    /// <summary>Removes the line.</summary>
    public void Dispose()
    {
        if (_isDrawn) Console.Error.Write("\r\x1b[K");
    }

    /// <summary>The progress: captures, share of the bytes, rate, and the time left at that rate.</summary>
    internal static string Line(int done, int all, CaptureProgress progress, TimeSpan elapsed) =>
        RunProgress.Line(progress, string.Create(CultureInfo.InvariantCulture, $"{done:N0} of {all:N0} captures"), elapsed);
}
