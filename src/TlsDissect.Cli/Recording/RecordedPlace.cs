using Microsoft.Win32.SafeHandles;
using TlsDissect.Cli.Files;

namespace TlsDissect.Cli.Recording;

/// <summary>
/// Where a file of a recording stands. The user may have moved it away since, and what stands there then is not ours: it is neither removed nor written again.
/// </summary>
/// <param name="path">As it was made.</param>
internal sealed class RecordedPlace(string path)
{
    private FileIdentity? _identity;

    public string Path => path;

    /// <summary>Whether our file is still there.</summary>
    public bool IsOurs => UnixFile.StatusOfName(path) is { Kind: FileKind.Regular } now && now.Identity == _identity;

    /// <summary>A file of ours stands there now.</summary>
    public void Take(SafeFileHandle file) => _identity = UnixFile.Status(file).Identity;

    /// <summary>The same, where it is closed.</summary>
    public void Take() => _identity = UnixFile.StatusOfName(path).Identity;

    /// <summary>Removes our file.</summary>
    public void Remove()
    {
        if (IsOurs) File.Delete(path);
    }
}
