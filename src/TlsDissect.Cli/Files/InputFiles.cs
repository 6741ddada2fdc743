using Microsoft.Win32.SafeHandles;
using TlsDissect.Capture;

namespace TlsDissect.Cli.Files;

/// <summary>
/// The files that a run reads: evidence and keys, which it never writes to. A file is recognized by device and inode, so that its links
/// count too, and by its path without links, so that a key log that does not exist yet counts too. Thread-safe.
/// </summary>
internal sealed class InputFiles
{
    /// <summary>Compares paths if the system gives no identity of files.</summary>
    public static readonly StringComparer Names = OperatingSystem.IsLinux() ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;

    /// <summary>The kernel's own limit; past it, links form a cycle.</summary>
    private const int MaxLinks = 40;

    private const int StandardInput = 0;

    private readonly Lock _lock = new();
    private readonly List<(string What, string Path)> _unknown = [];
    private readonly Dictionary<FileIdentity, string> _byIdentity = [];
    private readonly Dictionary<string, string> _byPath = new(Names);

    /// <summary>Adds files of one kind.</summary>
    /// <param name="what">What a message calls them: <c>the key</c>.</param>
    /// <param name="paths">As given; <c>-</c> is standard input.</param>
    public void Add(string what, params IEnumerable<string> paths)
    {
        lock (_lock)
        {
            foreach (string path in paths) _unknown.Add((what, path));
        }
    }

    /// <summary>The input at a path, as a message names it; <c>null</c> if the path is not an input.</summary>
    public string? Find(string path)
    {
        lock (_lock)
        {
            LookAtNew();
            if (UnixFile.Status(path).Identity is FileIdentity identity && _byIdentity.TryGetValue(identity, out string? input))
                return input;
            return _byPath.GetValueOrDefault(WithoutLinks(path));
        }
    }

    /// <summary>The input that an open file is, as a message names it; <c>null</c> if it is not an input.</summary>
    public string? Find(SafeFileHandle file)
    {
        lock (_lock)
        {
            LookAtNew();
            return UnixFile.Status(file).Identity is FileIdentity identity ? _byIdentity.GetValueOrDefault(identity) : null;
        }
    }

    /// <summary>A path without links and dots. Parts that do not exist stay as they are.</summary>
    public static string WithoutLinks(string path)
    {
        string full = Path.GetFullPath(path);
        string resolved = Path.GetPathRoot(full)!;
        Stack<string> rest = new(full[resolved.Length..].Split(Path.DirectorySeparatorChar).Reverse());
        for (int links = 0; rest.TryPop(out string? name);)
        {
            if (name is "" or ".") continue;
            if (name == "..")
            {
                resolved = Path.GetDirectoryName(resolved) ?? resolved;
                continue;
            }

            string next = Path.Combine(resolved, name);
            if (links == MaxLinks || UnixFile.LinkTarget(next) is not string target)
            {
                resolved = next;
                continue;
            }

            links++;
            if (Path.IsPathRooted(target)) resolved = Path.GetPathRoot(target)!;
            foreach (string part in target[(Path.GetPathRoot(target)?.Length ?? 0)..].Split(Path.DirectorySeparatorChar).Reverse())
                rest.Push(part);
        }

        return resolved;
    }

    /// <summary>
    /// Looks up the identity of the added files. A file that does not exist yet, such as a key log, is looked up again each time.
    /// </summary>
    private void LookAtNew() => _unknown.RemoveAll(input =>
    {
        bool isStandard = input.Path == CaptureFile.StandardInput;
        string name = isStandard ? $"{input.What} on standard input" : $"{input.What} {input.Path}";
        using SafeFileHandle standard = new(StandardInput, ownsHandle: false);
        FileStatus status = isStandard ? UnixFile.Status(standard) : UnixFile.Status(input.Path);
        if (!isStandard && CanBeHarmed(status.Kind)) _byPath.TryAdd(WithoutLinks(input.Path), name);
        if (status.Identity is FileIdentity identity && CanBeHarmed(status.Kind)) _byIdentity.TryAdd(identity, name);
        return isStandard || status.Kind != FileKind.None;
    });

    /// <summary>
    /// Whether writing can destroy anything. A terminal and a socket may be both read and written, and /dev/null stores nothing.
    /// </summary>
    private static bool CanBeHarmed(FileKind kind) => kind is not (FileKind.CharacterDevice or FileKind.Socket);
}
