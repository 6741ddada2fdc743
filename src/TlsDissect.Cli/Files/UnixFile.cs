using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TlsDissect.Cli.Files;

/// <summary>Properties of files that .NET does not provide.</summary>
internal static class UnixFile
{
    private const int WorkingDirectory = -100;
    private const int NoFollow = 0x100;
    private const int EmptyPath = 0x1000;
    private const uint NoReplace = 1;
    private const uint WantsTypeAndInode = 0x101;

    // F_SETLEASE of Linux and its leases; EAGAIN.
    private const int SetLease = 1024;
    private const int ReadLease = 0;
    private const int NoLease = 2;
    private const int TryAgain = 11;

    // struct statx of Linux, the same on all processors.
    private const int StatxSize = 256;
    private const int ModeOffset = 28;
    private const int InodeOffset = 32;
    private const int DeviceOffset = 136;
    private const int TypeMask = 0xf000;

    /// <summary>The status of the file at a path. Links are followed.</summary>
    public static FileStatus Status(string path) => TryStatx(WorkingDirectory, path, 0, out FileStatus status) ? status : ByName(path);

    /// <summary>The status of the file at a path. Links are not followed.</summary>
    public static FileStatus StatusOfName(string path) =>
        TryStatx(WorkingDirectory, path, NoFollow, out FileStatus status) ? status
        : LinkTarget(path) is not null ? new FileStatus(FileKind.Link, null)
        : ByName(path);

    /// <summary>The status of an open file. Known only on Linux.</summary>
    public static FileStatus Status(SafeFileHandle file)
    {
        bool isHeld = false;
        try
        {
            file.DangerousAddRef(ref isHeld);
            return TryStatx((int)file.DangerousGetHandle(), "", EmptyPath, out FileStatus status) ? status : default;
        }
        finally
        {
            if (isHeld) file.DangerousRelease();
        }
    }

    /// <summary>
    /// Renames a file within its folder to a name that is not taken. .NET checks first and renames then: it would replace a file that
    /// another program creates in between.
    /// </summary>
    /// <exception cref="IOException">The name is taken, or the file cannot be renamed.</exception>
    public static void Rename(string from, string to)
    {
        if (OperatingSystem.IsLinux() && TryRename(from, to)) return;
        if (!OperatingSystem.IsWindows() && Link(from, to) == 0) File.Delete(from);
        else File.Move(from, to, overwrite: false);
    }

    /// <summary>
    /// Whether any process has a regular file open for writing; <c>null</c> if the system does not say: a lease is for the file's owner,
    /// on a file system of this machine.
    /// </summary>
    public static bool? IsOpenForWriting(string path)
    {
        if (!OperatingSystem.IsLinux()) return null;
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            int descriptor = (int)file.SafeFileHandle.DangerousGetHandle();
            if (Fcntl(descriptor, SetLease, ReadLease) == 0)
            {
                // Closing the file would end the lease too.
                _ = Fcntl(descriptor, SetLease, NoLease);
                return false;
            }

            return Marshal.GetLastPInvokeError() == TryAgain ? true : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool TryRename(string from, string to)
    {
        try
        {
            return RenameAt(WorkingDirectory, from, WorkingDirectory, to, NoReplace) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            // A C library older than the call.
            return false;
        }
    }

    private static bool TryStatx(int folder, string path, int flags, out FileStatus status)
    {
        status = default;
        if (!OperatingSystem.IsLinux()) return false;
        Span<byte> fields = stackalloc byte[StatxSize];
        if (Statx(folder, path, flags, WantsTypeAndInode, ref MemoryMarshal.GetReference(fields)) != 0) return false;
        FileKind kind = (MemoryMarshal.Read<ushort>(fields[ModeOffset..]) & TypeMask) switch
        {
            0x1000 => FileKind.Pipe,
            0x2000 => FileKind.CharacterDevice,
            0x4000 => FileKind.Folder,
            0x6000 => FileKind.BlockDevice,
            0xa000 => FileKind.Link,
            0xc000 => FileKind.Socket,
            _ => FileKind.Regular,
        };
        status = new FileStatus(kind,
            new FileIdentity(MemoryMarshal.Read<ulong>(fields[DeviceOffset..]), MemoryMarshal.Read<ulong>(fields[InodeOffset..])));
        return true;
    }

    /// <summary>The status as far as .NET knows it: on macOS and Windows, and if statx fails.</summary>
    private static FileStatus ByName(string path)
    {
        if (Directory.Exists(path)) return new FileStatus(FileKind.Folder, null);
        if (!File.Exists(path)) return default;
        bool isDevice = path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal);
        return new FileStatus(isDevice ? FileKind.CharacterDevice : FileKind.Regular, null);
    }

    /// <summary>The target of a link, as stored; <c>null</c> if the path is not a link.</summary>
    public static string? LinkTarget(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    [DllImport("libc", EntryPoint = "statx", BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int Statx(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, ref byte status);

    [DllImport("libc", EntryPoint = "renameat2", BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int RenameAt(
        int fromFolder, [MarshalAs(UnmanagedType.LPUTF8Str)] string from, int toFolder, [MarshalAs(UnmanagedType.LPUTF8Str)] string to,
        uint flags);

    [DllImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static extern int Fcntl(int descriptor, int command, int value);

    [DllImport("libc", EntryPoint = "link", BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int Link([MarshalAs(UnmanagedType.LPUTF8Str)] string from, [MarshalAs(UnmanagedType.LPUTF8Str)] string to);
}
