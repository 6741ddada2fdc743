using System.Runtime.InteropServices;

namespace TlsDissect.Cli.Files;

/// <summary>What .NET does not say of a file.</summary>
internal static class UnixFile
{
    private const int WorkingDirectory = -100;
    private const uint WantsType = 1;
    private const int StatxSize = 256;
    private const int ModeOffset = 28;
    private const int TypeMask = 0xf000;
    private const int Pipe = 0x1000;
    private const int CharacterDevice = 0x2000;

    /// <summary>Whether a path names a pipe that is there, or a device as /dev/null is: what takes bytes and keeps none. Elsewhere than on Linux never.</summary>
    public static bool IsPipeOrDevice(string path)
    {
        if (!OperatingSystem.IsLinux()) return false;
        Span<byte> status = stackalloc byte[StatxSize];
        return Statx(WorkingDirectory, path, 0, WantsType, ref MemoryMarshal.GetReference(status)) == 0
            && (MemoryMarshal.Read<ushort>(status[ModeOffset..]) & TypeMask) is Pipe or CharacterDevice;
    }

    [DllImport("libc", EntryPoint = "statx", BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int Statx(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, ref byte status);
}
