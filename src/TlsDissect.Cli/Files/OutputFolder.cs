namespace TlsDissect.Cli.Files;

/// <summary>
/// A folder that results go into, one file a thing, made for its owner alone. Names are ours, never the wire's. One that holds anything is refused unless
/// it was said that files may be replaced. Each file gets its name when it is complete.
/// </summary>
/// <remarks>Files may be written piece by piece, thousands at one time: <see cref="MaxOpenFiles"/> of them stay open, those written to last.</remarks>
internal sealed class OutputFolder : IDisposable
{
    private const int MaxOpenFiles = 128;

    private readonly string _path;
    private readonly OutputRule _rule;
    private readonly Interruption _interruption;
    private readonly Dictionary<string, LinkedListNode<PendingFile>> _files = [];
    private readonly LinkedList<PendingFile> _latestFirst = new();
    private readonly LinkedList<PendingFile> _paused = new();
    private int _partial;

    private OutputFolder(string path, OutputRule rule, Interruption interruption) => (_path, _rule, _interruption) = (path, rule, interruption);

    /// <summary>Makes the folder where it is not there, and those above it.</summary>
    /// <param name="path">As the user gave it.</param>
    /// <param name="rule">What may be written to.</param>
    /// <param name="mayWrite">Whether a file of this name may come to be written.</param>
    /// <param name="interruption">Files that are not complete when a signal comes are kept as a part.</param>
    /// <exception cref="UsageException">It must not be written to.</exception>
    public static OutputFolder Open(string path, OutputRule rule, Func<string, bool> mayWrite, Interruption interruption)
    {
        if (OutputTarget.IsStandardOutput(path)) throw new UsageException($"-o {path}: several files are written, which takes a folder and not standard output");
        try
        {
            if (!Directory.Exists(path))
            {
                if (UnixFile.StatusOfName(path).Kind != FileKind.None) throw new UsageException($"{path}: is a file, not a folder");
                PrivateFile.CreateFolder(path);
            }

            foreach (string entry in Directory.EnumerateFileSystemEntries(path))
            {
                if (!rule.MayReplace) throw new UsageException($"{path}: is not empty; --force writes into it all the same and replaces files of the same names");
                string name = Path.GetFileName(entry);
                if (mayWrite(name.EndsWith(PendingFile.Partial, StringComparison.Ordinal) ? name[..^PendingFile.Partial.Length] : name)) rule.Check(entry);
            }
        }
        catch (UnauthorizedAccessException)
        {
            throw new UsageException($"{path}: permission denied");
        }
        catch (IOException e)
        {
            throw new UsageException($"{path}: cannot be made: {CommandLine.PathFirst(e.Message)}");
        }

        return new OutputFolder(path, rule, interruption);
    }

    /// <summary>Writes a file that is complete.</summary>
    public void Write(string name, ReadOnlySpan<byte> bytes)
    {
        using PendingFile file = new(Path.Combine(_path, name), _rule);
        file.Write(bytes);
        file.Commit();
    }

    /// <summary>Begins a file that is written piece by piece.</summary>
    public void Begin(string name, ReadOnlySpan<byte> bytes)
    {
        PendingFile file = new(Path.Combine(_path, name), _rule);
        _files.Add(name, _latestFirst.AddFirst(file));
        Bound();
        file.Write(bytes);
    }

    /// <summary>Writes on at the end of a file that was begun.</summary>
    public void Append(string name, ReadOnlySpan<byte> bytes)
    {
        LinkedListNode<PendingFile> node = _files[name];
        node.List!.Remove(node);
        _latestFirst.AddFirst(node);
        Bound();
        node.Value.Write(bytes);
    }

    /// <summary>Nothing more goes into a file: it gets its name, or where a signal ended it early that of a part.</summary>
    public void Close(string name)
    {
        LinkedListNode<PendingFile> node = _files[name];
        if (_interruption.Code is null) node.Value.Commit();
        else if (node.Value.Keep() is not null) _partial++;
        Forget(name, node);
    }

    /// <summary>What has not been closed is not complete.</summary>
    public void Dispose()
    {
        foreach ((string name, LinkedListNode<PendingFile> node) in _files.ToArray())
        {
            if (node.Value.Keep() is not null) _partial++;
            Forget(name, node);
        }

        string why = _interruption.Code is null ? "not complete" : "interrupted";
        if (_partial > 0) CommandLine.Complain($"{_path}: {why}; {_partial} file{(_partial == 1 ? "" : "s")} of which only a part was written end{(_partial == 1 ? "s" : "")} in {PendingFile.Partial}");
        _partial = 0;
    }

    private void Forget(string name, LinkedListNode<PendingFile> node)
    {
        _files.Remove(name);
        node.List!.Remove(node);
        node.Value.Dispose();
    }

    private void Bound()
    {
        if (_latestFirst.Count <= MaxOpenFiles) return;
        LinkedListNode<PendingFile> oldest = _latestFirst.Last!;
        _latestFirst.Remove(oldest);
        _paused.AddFirst(oldest);
        oldest.Value.Pause();
    }
}
