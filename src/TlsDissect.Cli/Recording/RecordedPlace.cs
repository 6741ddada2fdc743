using Microsoft.Win32.SafeHandles;
using TlsDissect.Cli.Files;

namespace TlsDissect.Cli.Recording;

/// <summary>
/// The place of a recording's file. The user may have moved the file away since: another file there is neither removed nor overwritten.
/// </summary>
/// <param name="path">The path that the file was created under.</param>
internal sealed class RecordedPlace(string path)
{
    private FileIdentity? _identity;

    public string Path => path;

    /// <summary>Whether the recorded file is still there.</summary>
    public bool IsOurs => UnixFile.StatusOfName(path) is { Kind: FileKind.Regular } now && now.Identity == _identity;

    /// <summary>Remembers the identity of the open file.</summary>
    public void Take(SafeFileHandle file) => _identity = UnixFile.Status(file).Identity;

    /// <summary>Remembers the identity of the file that is at the path now.</summary>
    public void Take() => _identity = UnixFile.StatusOfName(path).Identity;

    /// <summary>Removes the recorded file, if it is still there.</summary>
    public void Remove()
    {
        if (IsOurs) File.Delete(path);
    }
}
