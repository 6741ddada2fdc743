using System.Text;
using TlsDissect.Capture;
using TlsDissect.Cli.Files;

namespace TlsDissect.Cli.Scan;

/// <summary>Finds the captures of a scan: those that lists name, those in folders, and those given by name.</summary>
/// <param name="part">The part of them that is taken.</param>
/// <param name="outputs">Folders that the scan writes to. They are skipped.</param>
internal sealed class ScanList(ScanPart part, IEnumerable<string> outputs)
{
    /// <summary>Parts of file names that say that a file is a capture.</summary>
    private static readonly string[] Named = [".pcap", ".pcapng", ".cap", ".snoop", ".dmp"];

    /// <summary>Some million names. Larger files are something else.</summary>
    private const int MaxListBytes = 256 << 20;

    private readonly HashSet<string> _outputs = new(outputs.Select(InputFiles.WithoutLinks), InputFiles.Names);

    /// <summary>Number of files that were named or found, of all parts.</summary>
    private int _named;
    private readonly Dictionary<string, ScanItem> _items = new(StringComparer.Ordinal);

    /// <summary>The problems that were told before.</summary>
    public HashSet<string> Told { get; init; } = [];

    /// <summary>Number of folders and files that could not be looked at.</summary>
    public int Unread { get; private set; }

    /// <summary>Whether a folder may have no captures yet.</summary>
    public bool MayBeEmpty { get; init; }

    /// <summary>The captures of the part, large ones first: a large one that begins last would end alone.</summary>
    public IReadOnlyList<ScanItem> Items =>
        [.. _items.Values.OrderByDescending(item => item.Size).ThenBy(item => item.Name, StringComparer.Ordinal)];

    /// <summary>Adds a list, a folder or a capture.</summary>
    /// <param name="path">As given; <c>-</c> is a list on standard input.</param>
    /// <exception cref="UsageException">It does not exist, or names no capture.</exception>
    public void Add(string path)
    {
        int before = _named;
        if (_outputs.Contains(InputFiles.WithoutLinks(path)))
            throw new UsageException($"{path}: --out is the folder of the captures itself; give another folder, which may be below it");
        if (Directory.Exists(path)) AddFolder(path, "");
        else if (path != CaptureFile.StandardInput && IsCapture(path)) Add(path, Path.GetFileName(path), isFound: false);
        else AddList(path);
        if (_named == before && !MayBeEmpty && Unread == 0) throw new UsageException($"{path}: names no captures");
    }

    /// <summary>Whether the name of a file says that it is a capture.</summary>
    public static bool IsNamedLikeOne(string path) =>
        Array.Exists(Named, end => Path.GetFileName(path).Contains(end, StringComparison.OrdinalIgnoreCase));

    /// <summary>Adds the files below a folder.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="name">What their names begin with.</param>
    private void AddFolder(string path, string name)
    {
        FolderFiles files = new()
        {
            OnUnreadable = (folder, e) => Fail($"{folder}: {FileProblem.Of(e, "folder")}; skipped"),
            IsSkipped = folder => _outputs.Contains(InputFiles.WithoutLinks(folder)),
        };
        foreach (FolderFile file in files.In(path)) Add(file.Path, name + file.Name, isFound: true);
    }

    private void AddList(string path)
    {
        bool isInput = path == CaptureFile.StandardInput;
        string root = isInput ? Environment.CurrentDirectory : Path.GetDirectoryName(Path.GetFullPath(path))!;
        string[] lines = Lines(path);
        // Any other text: rows of failures would not say what is wrong.
        if (lines.Count(IsNamedLikeOne) * 2 < lines.Length && !Array.Exists(lines, line => Path.Exists(Path.GetFullPath(line, root))))
            throw new UsageException($"{path}: nothing that it names exists; a list has the names of captures, one a line");
        foreach (string line in lines)
        {
            string full = Path.GetFullPath(line, root);
            if (!isInput && !Path.Exists(full) && Path.Exists(line))
                throw new UsageException($"{path}: '{line}' is there below the current folder, but not below the list's, where names in " +
                    "it begin; put the list there, or give whole paths");
            string name = Path.GetRelativePath(root, full);
            if (name == ".." || name.StartsWith($"..{Path.DirectorySeparatorChar}", StringComparison.Ordinal)) name = full;
            name = name.Replace(Path.DirectorySeparatorChar, '/');
            if (Directory.Exists(full)) AddFolder(full, name + "/");
            else Add(full, name, isFound: false);
        }
    }

    /// <summary>The lines of a list; with zero bytes, as <c>find -print0</c> writes them, what is between those.</summary>
    private static string[] Lines(string path)
    {
        try
        {
            using Stream input = path == CaptureFile.StandardInput ? Console.OpenStandardInput() : File.OpenRead(path);
            if (input.CanSeek && input.Length > MaxListBytes)
                throw new UsageException($"{path}: is neither a capture nor a list of captures: it is too large for one");
            using StreamReader reader = new(input, new UTF8Encoding(false, throwOnInvalidBytes: true));
            string text = reader.ReadToEnd();
            char[] ends = text.Contains('\0', StringComparison.Ordinal) ? ['\0'] : ['\n', '\r'];
            return text.Split(ends, StringSplitOptions.RemoveEmptyEntries);
        }
        catch (DecoderFallbackException)
        {
            throw new UsageException($"{path}: is neither a capture nor a list of captures, one a line");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path}: {FileProblem.Of(e, "file or folder")}");
        }
    }

    private void Add(string path, string name, bool isFound)
    {
        _named++;
        if (!part.Has(name)) return;
        FileState state = FileState.Of(path);
        // .NET reads names as UTF-8, and cannot open a file whose name is something else.
        if (isFound && !state.Exists && name.Contains('\uFFFD', StringComparison.Ordinal))
        {
            Fail($"{path}: its name is not UTF-8; rename it");
            return;
        }

        ScanItem item = new(path, name, state.Size, state.Modified) { IsFound = isFound };
        if (_items.TryAdd(item.Id, item)) return;
        ScanItem other = _items[item.Id];
        if (InputFiles.WithoutLinks(other.Path) != InputFiles.WithoutLinks(path))
            throw new UsageException($"{other.Path} and {path}: have the same name below their folders, size and time; scan them into " +
                "different folders");
    }

    /// <summary>Says what cannot be looked at, once: a watched folder is listed again and again.</summary>
    private void Fail(string problem)
    {
        Unread++;
        if (Told.Add(problem)) CommandLine.Complain(problem);
    }

    private static bool IsCapture(string path) =>
        File.Exists(path) && (IsNamedLikeOne(path) || FileRecognition.KindOf(path) == InputFileKind.Capture);
}
