using Microsoft.Win32.SafeHandles;

namespace TlsDissect.Cli.Files;

/// <summary>
/// Which paths a run may write to, the same for every command: nothing that it reads, nothing that it writes already, and what exists only with <c>--force</c>.
/// </summary>
/// <param name="inputs">What the run reads.</param>
/// <param name="mayReplace">Whether a file that exists may be replaced.</param>
internal sealed class OutputRule(InputFiles inputs, bool mayReplace)
{
    private readonly HashSet<string> _claimed = new(InputFiles.Names);

    /// <summary>Whether a file that exists may be replaced.</summary>
    public bool MayReplace => mayReplace;

    /// <summary>The same inputs, for a file that this run made itself and writes again.</summary>
    public OutputRule Replacing() => new(inputs, mayReplace: true);

    /// <summary>Checks a path that results are to be written to.</summary>
    /// <param name="path">As the user gave it.</param>
    /// <returns>What stands there now.</returns>
    /// <exception cref="UsageException">It must not be written to.</exception>
    public FileKind Check(string path)
    {
        if (inputs.Find(path) is string input) throw IsInput(path, input);
        FileKind kind = KindOf(path);
        return kind switch
        {
            FileKind.Folder => throw new UsageException($"{path}: is a folder, not a file"),
            FileKind.Socket => throw new UsageException($"{path}: is a socket, which cannot be written to as a file"),
            FileKind.BlockDevice when !mayReplace => throw new UsageException($"{path}: is a disk; --force writes over it"),
            FileKind.Regular or FileKind.Link when !mayReplace => throw Exists(path),
            _ => kind,
        };
    }

    /// <summary>Checks a file that is open already, by whatever name.</summary>
    /// <exception cref="UsageException">It is an input.</exception>
    public void Check(string path, SafeFileHandle file)
    {
        if (inputs.Find(file) is string input) throw IsInput(path, input);
    }

    /// <summary>This run has begun to write a file: no other output of it may have the same path.</summary>
    /// <exception cref="UsageException">It has one already.</exception>
    public void Claim(string path)
    {
        CheckUnclaimed(path);
        _claimed.Add(InputFiles.WithoutLinks(path));
    }

    /// <summary>Whether another output of this run has the path.</summary>
    /// <exception cref="UsageException">It has.</exception>
    public void CheckUnclaimed(string path)
    {
        if (_claimed.Contains(InputFiles.WithoutLinks(path))) throw new UsageException($"{path}: is another output of this run; give this one another name");
    }

    /// <summary>A file stands where a new one was to be.</summary>
    public static UsageException Exists(string path) => new($"{path}: exists already; --force replaces it");

    private static UsageException IsInput(string path, string input) => new($"{path}: is an input ({input}), which is never written to; give the output another name");

    /// <summary>A link that leads nowhere is there too.</summary>
    private static FileKind KindOf(string path) => UnixFile.Status(path).Kind is var kind and not FileKind.None ? kind : UnixFile.StatusOfName(path).Kind;
}
