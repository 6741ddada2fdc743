using TlsDissect.Cli.Runs;

namespace TlsDissect.Cli.Files;

/// <summary>
/// A folder of results, one file for each, readable by its owner alone. File names never come from the wire. A folder that is not empty is
/// refused unless files may be replaced. Each file gets its name when it is complete.
/// </summary>
/// <remarks>
/// Thousands of files may be written at the same time: the <see cref="MaxOpenFiles"/> that were written to last stay open.
/// </remarks>
internal sealed class OutputFolder : IDisposable
{
    private const int MaxOpenFiles = 128;

    private readonly string _path;
    private readonly OutputRule _rule;
    private readonly SignalHandler _interruption;
    private readonly Dictionary<string, LinkedListNode<PendingFile>> _files = [];
    private readonly LinkedList<PendingFile> _latestFirst = new();
    private readonly LinkedList<PendingFile> _paused = new();
    private int _partial;

    private OutputFolder(string path, OutputRule rule, SignalHandler interruption) =>
        (_path, _rule, _interruption) = (path, rule, interruption);

    /// <summary>Opens the folder. If it does not exist, it and the folders above it are created.</summary>
    /// <param name="path">As the user gave it.</param>
    /// <param name="rule">What may be written to.</param>
    /// <param name="mayWrite">Whether the run may write a file with this name.</param>
    /// <param name="interruption">After a signal, incomplete files are kept as <c>.partial</c>.</param>
    /// <exception cref="UsageException">It must not be written to.</exception>
    public static OutputFolder Open(string path, OutputRule rule, Func<string, bool> mayWrite, SignalHandler interruption)
    {
        if (OutputTarget.IsStandardOutput(path)) throw new UsageException($"-o {path}: needs a folder, because several files are written");
        try
        {
            if (!Directory.Exists(path))
            {
                if (UnixFile.StatusOfName(path).Kind != FileKind.None) throw new UsageException($"{path}: is a file, not a folder");
                OwnerOnlyFile.CreateFolder(path);
            }

            foreach (string entry in Directory.EnumerateFileSystemEntries(path))
            {
                if (!rule.MayReplace)
                    throw new UsageException($"{path}: is not empty; --force writes into it anyway and replaces files with the same names");
                string name = Path.GetFileName(entry);
                if (mayWrite(name.EndsWith(PendingFile.Partial, StringComparison.Ordinal) ? name[..^PendingFile.Partial.Length] : name))
                    rule.Check(entry);
            }
        }
        catch (UnauthorizedAccessException)
        {
            throw new UsageException($"{path}: permission denied");
        }
        catch (IOException e)
        {
            throw new UsageException($"{path}: cannot be created: {CommandLine.PathFirst(e.Message)}");
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

    /// <summary>Begins a file that is written in pieces.</summary>
    public void Begin(string name, ReadOnlySpan<byte> bytes)
    {
        PendingFile file = new(Path.Combine(_path, name), _rule);
        _files.Add(name, _latestFirst.AddFirst(file));
        Bound();
        file.Write(bytes);
    }

    /// <summary>Appends to a file that was begun.</summary>
    public void Append(string name, ReadOnlySpan<byte> bytes)
    {
        LinkedListNode<PendingFile> node = _files[name];
        node.List!.Remove(node);
        _latestFirst.AddFirst(node);
        Bound();
        node.Value.Write(bytes);
    }

    /// <summary>A file is complete and gets its name; after a signal, its name with <c>.partial</c>.</summary>
    public void Close(string name)
    {
        LinkedListNode<PendingFile> node = _files[name];
        if (_interruption.Code is null) node.Value.Commit();
        else if (node.Value.Keep() is not null) _partial++;
        Forget(name, node);
    }

    /// <summary>Files that were not closed are incomplete and kept as <c>.partial</c>.</summary>
    public void Dispose()
    {
        foreach ((string name, LinkedListNode<PendingFile> node) in _files.ToArray())
        {
            if (node.Value.Keep() is not null) _partial++;
            Forget(name, node);
        }

        string why = _interruption.Code is null ? "not complete" : "interrupted";
        string files = _partial == 1 ? "1 incomplete file ends" : $"{_partial} incomplete files end";
        if (_partial > 0) CommandLine.Complain($"{_path}: {why}; {files} in {PendingFile.Partial}");
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
