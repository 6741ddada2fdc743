using TlsDissect.Cli.Files;
using TlsDissect.Cli.Runs;

namespace TlsDissect.Cli.Scan;

/// <summary><c>--watch</c>: takes captures as they become whole, until a signal ends it.</summary>
/// <param name="run">Dissects them.</param>
/// <param name="list">Lists those that are there now.</param>
/// <param name="interruption">Ends it.</param>
internal sealed class ScanWatch(ScanRun run, Func<IReadOnlyList<ScanItem>> list, SignalHandler interruption)
{
    /// <summary>How often folders are looked at.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long a file must stay as it is where the system does not say whether it is still written, as on a network file system.
    /// </summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(10);

    /// <summary>Ends of the names of files that are not whole: those of this program, and of programs that copy and download.</summary>
    private static readonly string[] Unfinished = [PendingFile.Partial, PendingFile.Temporary, ".part", ".filepart", ".crdownload"];

    private readonly HashSet<string> _taken = [];
    private Dictionary<string, DateTime> _seen = [];

    /// <summary>Runs until a signal.</summary>
    public void Run()
    {
        while (interruption.Code is null)
        {
            Dictionary<string, DateTime> seen = [];
            List<ScanItem> whole = [];
            IReadOnlyList<ScanItem> listed = list();
            foreach (ScanItem item in listed.Where(item => !_taken.Contains(item.Id)))
            {
                DateTime since = seen[item.Id] = _seen.GetValueOrDefault(item.Id, DateTime.UtcNow);
                if (IsWhole(item, DateTime.UtcNow - since)) whole.Add(item);
            }

            _seen = seen;
            run.Take(whole, listed);
            _taken.UnionWith(whole.Select(item => item.Id));
            interruption.Token.WaitHandle.WaitOne(Interval);
        }
    }

    private static bool IsWhole(ScanItem item, TimeSpan unchanged) =>
        item.Size > 0 && !Array.Exists(Unfinished, end => item.Path.EndsWith(end, StringComparison.OrdinalIgnoreCase)) &&
        !(UnixFile.IsOpenForWriting(item.Path) ?? unchanged < Settled) &&
        // It may have been written to since it was listed.
        FileState.Of(item.Path) == new FileState(item.Size, item.Modified);
}
