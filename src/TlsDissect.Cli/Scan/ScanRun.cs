using TlsDissect.Cli.Files;
using TlsDissect.Cli.Runs;

namespace TlsDissect.Cli.Scan;

/// <summary><c>scan</c>: dissects captures each by itself, several at a time. What an earlier run wrote is not made again.</summary>
/// <param name="options">How.</param>
/// <param name="jobs">Number of captures at a time.</param>
/// <param name="interruption">Ends it early.</param>
internal sealed class ScanRun(ScanOptions options, int jobs, SignalHandler interruption)
{
    private readonly ScanTotals _totals = new();
    private readonly Lock _lock = new();
    private bool _outputFailed;
    private readonly CaptureScan _scan = new(options, interruption);

    /// <summary>Creates the folders of the output.</summary>
    /// <exception cref="UsageException">They cannot be created.</exception>
    public static void CreateFolders(ScanOptions options)
    {
        string[] folders = options.SecretsFolder is null ? [options.Folder] : [options.Folder, options.SecretsFolder];
        foreach (string folder in folders)
        {
            try
            {
                if (File.Exists(folder)) throw new UsageException($"{folder}: is a file, not a folder");
                if (!Directory.Exists(folder)) OwnerOnlyFile.CreateFolder(folder);
                RowsFile.RemoveUnfinished(folder);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new UsageException($"{folder}: cannot be created: {FileProblem.Of(e, "folder")}");
            }
        }
    }

    /// <summary>Dissects captures.</summary>
    /// <param name="items">Those of this task, in the order in which they begin.</param>
    /// <exception cref="UsageException">Rows were made with other keys or options.</exception>
    public void Take(IReadOnlyList<ScanItem> items)
    {
        ScanItem[] todo = [.. items.Where(IsToDo)];
        using ScanProgress progress = new(todo, options.Run.Quiet);
        Dissect(todo, progress);
    }

    /// <summary>Says how many captures there were.</summary>
    /// <param name="unread">Number of folders and files that could not be looked at.</param>
    /// <returns>The exit code.</returns>
    public int End(int unread)
    {
        if (!options.Run.Quiet) CommandLine.Complain(_totals.ToString());
        int code = _outputFailed ? ExitCode.OutputFailed : _totals.Code;
        return interruption.Code ?? (unread > 0 && code is ExitCode.Done or ExitCode.ConditionHolds ? ExitCode.InputFailed : code);
    }

    /// <summary>Whether a capture is still to be dissected.</summary>
    /// <exception cref="UsageException">It has rows that were made with something else.</exception>
    private bool IsToDo(ScanItem item)
    {
        string path = options.PathOf(item);
        if (interruption.Code is not null) return false;
        if (!File.Exists(path)) return options.Again is null;
        RowsState found = RowsFile.Look(path, options.Again);
        if (options.Again is null)
        {
            // With --replace, a task that was interrupted goes on where it was.
            if (found.Identity == options.Identity) return Skip(found);
            return options.Replace ? true : throw Other(path, found.Identity);
        }

        ScanIdentity made = found.Identity ?? throw Other(path, null);
        // Those that this run, or one before it, has made with these keys are done.
        if (made.Keys == options.Identity.Keys) return Skip(found);
        if (!found.HasReason) return false;
        return options.Replace || made.HasSameOptions(options.Identity) ? true : throw Other(path, made);
    }

    /// <summary>Counts a capture that is done. Returns <c>false</c>.</summary>
    private bool Skip(RowsState found)
    {
        _totals.AddThere(found.HasFailed);
        return false;
    }

    private UsageException Other(string path, ScanIdentity? found)
    {
        string difference = found switch
        {
            null => "is not a file of rows of this program",
            _ when !found.HasSameOptions(options.Identity) => "was made with other options",
            _ => "was made with other keys",
        };
        return new UsageException($"{path}: {difference}; --replace makes the rows again");
    }

    private void Dissect(ScanItem[] todo, ScanProgress progress)
    {
        int next = -1;
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(interruption.Token);
        Task[] workers =
            [.. Enumerable.Range(0, Math.Min(jobs, todo.Length)).Select(_ => Task.Factory.StartNew(Work, TaskCreationOptions.LongRunning))];
        // All have ended when this returns or throws.
        Task.WhenAll(workers).GetAwaiter().GetResult();

        void Work()
        {
            try
            {
                for (int at; !stop.IsCancellationRequested && (at = Interlocked.Increment(ref next)) < todo.Length;)
                {
                    (int Code, ScannedCapture Capture)? done = _scan.Run(todo[at]);
                    lock (_lock) _totals.Add(todo[at], done?.Code ?? ExitCode.Done, done?.Capture);
                    progress.Advance(todo[at]);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A full disk affects all of them. The same scan does the rest when there is room.
                stop.Cancel();
                lock (_lock)
                {
                    if (!_outputFailed) CommandLine.Complain($"{CommandLine.PathFirst(e.Message)}; the rows of some captures are missing");
                    _outputFailed = true;
                }
            }
            catch
            {
                stop.Cancel();
                throw;
            }
        }
    }
}
