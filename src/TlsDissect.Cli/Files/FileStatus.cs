namespace TlsDissect.Cli.Files;

/// <summary>What stands at a path.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Identity">Which file it is; <c>null</c> where the system does not say.</param>
internal readonly record struct FileStatus(FileKind Kind, FileIdentity? Identity);

/// <summary>Tells a file from all others, whatever it is called: all its names have the same.</summary>
internal readonly record struct FileIdentity(ulong Device, ulong Inode);

/// <summary>The kinds of files.</summary>
internal enum FileKind
{
    /// <summary>Nothing is there.</summary>
    None,

    Regular,
    Folder,
    Pipe,
    CharacterDevice,
    BlockDevice,
    Socket,

    /// <summary>Only where links are not followed.</summary>
    Link,
}
