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
    private readonly CaptureScan _scan = new(options, interruption);

    /// <summary>Files of rows to remove once those of the capture, by its ID, are there.</summary>
    private readonly Dictionary<string, string[]> _outdated = [];

    private bool _outputFailed;

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
    /// <param name="listed">Those, and others that are not taken now.</param>
    /// <exception cref="UsageException">Rows were made with other keys or options.</exception>
    public void Take(IReadOnlyList<ScanItem> items, IReadOnlyList<ScanItem> listed)
    {
        if (items.Count == 0) return;
        FindOutdated(items, new RowsFolder(options, listed));
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
        foreach (string warning in _totals.Warnings()) CommandLine.Complain(warning);
        int code = _outputFailed ? ExitCode.OutputFailed : _totals.Code;
        return interruption.Code ?? (unread > 0 && code is ExitCode.Done or ExitCode.ConditionHolds ? ExitCode.InputFailed : code);
    }

    /// <summary>Whether a capture is still to be dissected.</summary>
    /// <exception cref="UsageException">It has rows that were made with something else.</exception>
    private bool IsToDo(ScanItem item)
    {
        string path = options.PathOf(item);
        if (interruption.Code is not null) return false;
        RowsState? found;
        try
        {
            found = RowsFile.Look(path);
        }
        catch (FileNotFoundException)
        {
            return options.Again is null;
        }

        if (options.Again is null)
        {
            // With --replace, a task that was interrupted goes on where it was.
            if (found?.Identity == options.Identity && (!options.Replace || found.Program == ScanIdentity.Program))
                return Skip(item, found);
            return options.Replace ? true : throw Other(path, found?.Identity);
        }

        if (found is null) throw Other(path, null);
        // Those that this run, or one before it, has made with these keys are done.
        if (found.Identity.Keys == options.Identity.Keys) return Skip(item, found);
        if ((found.Facts.Reasons & options.Again) == 0) return false;
        return options.Replace || found.Identity.HasSameOptions(options.Identity) ? true : throw Other(path, found.Identity);
    }

    /// <summary>Counts a capture that is done. Returns <c>false</c>.</summary>
    private bool Skip(ScanItem item, RowsState found)
    {
        _totals.AddThere(found, options.Run.FailOn);
        if (!found.HasFailed) RemoveOutdated(item);
        return false;
    }

    /// <summary>Finds the rows of captures that have changed since. They would count twice.</summary>
    private void FindOutdated(IReadOnlyList<ScanItem> items, RowsFolder folder)
    {
        foreach (ScanItem item in items)
        {
            string[] outdated = [.. folder.Outdated(item)];
            if (outdated.Length == 0) continue;
            if (options.Again is not null && !File.Exists(options.PathOf(item))) _totals.AddChanged();
            else if (options.Replace) _outdated[item.Id] = outdated;
            else _totals.AddOutdated(outdated.Length);
        }
    }

    private void RemoveOutdated(ScanItem item)
    {
        foreach (string path in _outdated.GetValueOrDefault(item.Id, []))
        {
            try
            {
                File.Delete(path);
                // Without keys, a run writes none in place of the old ones.
                if (File.Exists(options.SecretsPathOf(item)) && options.SecretsPathOf(path) is string secrets) File.Delete(secrets);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                CommandLine.Complain($"{path}: cannot be removed: {FileProblem.Of(e)}");
            }
        }
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
                    // Those of a capture that cannot be read any more are all that is left of it.
                    if (done is { Code: ExitCode.Done or ExitCode.ConditionHolds }) RemoveOutdated(todo[at]);
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
