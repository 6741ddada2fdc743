namespace TlsDissect.Cli.Files;

/// <summary>The kind and the identity of the file at a path.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Identity">Its identity; <c>null</c> if the system does not give one.</param>
internal readonly record struct FileStatus(FileKind Kind, FileIdentity? Identity);

/// <summary>Identifies a file whatever its name: all its hard links have the same identity.</summary>
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

    /// <summary>A symbolic link. Reported only where links are not followed.</summary>
    Link,
}
