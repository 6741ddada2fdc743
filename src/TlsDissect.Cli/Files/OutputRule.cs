using Microsoft.Win32.SafeHandles;

namespace TlsDissect.Cli.Files;

/// <summary>
/// Decides which paths a run may write to. One rule for every command: never an input or another output, and an existing file only with
/// <c>--force</c>.
/// </summary>
/// <param name="inputs">The files that the run reads.</param>
/// <param name="mayReplace">Whether a file that exists may be replaced.</param>
internal sealed class OutputRule(InputFiles inputs, bool mayReplace)
{
    private readonly HashSet<string> _claimed = new(InputFiles.Names);

    /// <summary>Whether a file that exists may be replaced.</summary>
    public bool MayReplace => mayReplace;

    /// <summary>The rule for a file that this run created itself and writes again.</summary>
    public OutputRule Replacing() => new(inputs, mayReplace: true);

    /// <summary>Checks a path before results are written to it.</summary>
    /// <param name="path">As the user gave it.</param>
    /// <returns>The kind of the file there now.</returns>
    /// <exception cref="UsageException">It must not be written to.</exception>
    public FileKind Check(string path)
    {
        if (inputs.Find(path) is string input) throw IsInput(path, input);
        FileKind kind = KindOf(path);
        return kind switch
        {
            FileKind.Folder => throw new UsageException($"{path}: is a folder, not a file"),
            FileKind.Socket => throw new UsageException($"{path}: is a socket, not a file"),
            FileKind.BlockDevice when !mayReplace => throw new UsageException($"{path}: is a disk; --force overwrites it"),
            FileKind.Regular or FileKind.Link when !mayReplace => throw Exists(path),
            _ => kind,
        };
    }

    /// <summary>Checks a file that is already open, whatever its name.</summary>
    /// <exception cref="UsageException">It is an input.</exception>
    public void Check(string path, SafeFileHandle file)
    {
        if (inputs.Find(file) is string input) throw IsInput(path, input);
    }

    /// <summary>Reserves the path of a file that this run writes: no other output of the run may have it.</summary>
    /// <exception cref="UsageException">Another output has it.</exception>
    public void Claim(string path)
    {
        CheckUnclaimed(path);
        _claimed.Add(InputFiles.WithoutLinks(path));
    }

    /// <summary>Checks that no other output of this run has the path.</summary>
    /// <exception cref="UsageException">Another output has it.</exception>
    public void CheckUnclaimed(string path)
    {
        if (_claimed.Contains(InputFiles.WithoutLinks(path)))
            throw new UsageException($"{path}: is another output of this run; give this one another name");
    }

    /// <summary>The error for a path where a file exists already.</summary>
    public static UsageException Exists(string path) => new($"{path}: exists already; --force replaces it");

    private static UsageException IsInput(string path, string input) =>
        new($"{path}: is an input ({input}), which is never written to; give the output another name");

    /// <summary>The kind of the file at a path; <see cref="FileKind.Link"/> for a link whose target does not exist.</summary>
    private static FileKind KindOf(string path) =>
        UnixFile.Status(path).Kind is var kind and not FileKind.None ? kind : UnixFile.StatusOfName(path).Kind;
}
