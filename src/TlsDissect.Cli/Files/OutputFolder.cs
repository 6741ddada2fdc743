namespace TlsDissect.Cli.Files;

/// <summary>
/// A folder that results go into, one file a thing, made for its owner alone. Names are ours, never the wire's. One that holds anything is refused unless
/// it was said that files may be replaced.
/// </summary>
/// <remarks>Files may be written piece by piece, thousands at one time: <see cref="MaxOpenFiles"/> of them stay open, those written to last.</remarks>
internal sealed class OutputFolder : IDisposable
{
    private const int MaxOpenFiles = 128;

    private readonly string _path;
    private readonly Dictionary<string, LinkedListNode<(string Name, FileStream File)>> _open = [];
    private readonly LinkedList<(string Name, FileStream File)> _latestFirst = new();

    private OutputFolder(string path) => _path = path;

    /// <summary>Makes the folder where it is not there.</summary>
    public static OutputFolder Open(string path, bool force)
    {
        try
        {
            if (File.Exists(path)) throw new UsageException($"{path}: is a file, not a folder");
            if (!Directory.Exists(path)) PrivateFile.CreateFolder(path);
            else if (!force && Directory.EnumerateFileSystemEntries(path).Any()) throw new UsageException($"{path}: is not empty; --force writes into it all the same and replaces files of the same names");
        }
        catch (UnauthorizedAccessException)
        {
            throw new UsageException($"{path}: permission denied");
        }

        return new OutputFolder(path);
    }

    /// <summary>Files begun.</summary>
    public int Count { get; private set; }

    /// <summary>Writes a file from its start, over one of the same name.</summary>
    public void Begin(string name, ReadOnlySpan<byte> bytes)
    {
        string path = Path.Combine(_path, name);
        File.Delete(path);
        Count++;
        Keep(name, PrivateFile.CreateNew(path)).Write(bytes);
    }

    /// <summary>Writes on at the end of a file that was begun.</summary>
    public void Append(string name, ReadOnlySpan<byte> bytes)
    {
        if (_open.TryGetValue(name, out LinkedListNode<(string Name, FileStream File)>? node))
        {
            _latestFirst.Remove(node);
            _latestFirst.AddFirst(node);
            node.Value.File.Write(bytes);
            return;
        }

        Keep(name, PrivateFile.Append(Path.Combine(_path, name))).Write(bytes);
    }

    /// <summary>Nothing more goes into a file.</summary>
    public void Close(string name)
    {
        if (!_open.Remove(name, out LinkedListNode<(string Name, FileStream File)>? node)) return;
        _latestFirst.Remove(node);
        node.Value.File.Dispose();
    }

    public void Dispose()
    {
        foreach ((string _, FileStream file) in _latestFirst) file.Dispose();
        _latestFirst.Clear();
        _open.Clear();
    }

    private FileStream Keep(string name, FileStream file)
    {
        if (_open.Count == MaxOpenFiles) Close(_latestFirst.Last!.Value.Name);
        _open[name] = _latestFirst.AddFirst((name, file));
        return file;
    }
}
