using System.Runtime.InteropServices;

namespace TlsDissect.Cli.Runs;

/// <summary>
/// Asks the kernel to protect a process that holds keys. Core dumps are turned off on Linux and macOS, the rest is for Linux only.
/// </summary>
internal static class ProcessHardening
{
    private const int RLimitCore = 4;
    private const int SetDumpable = 4;
    private const int SetNoNewPrivileges = 38;

    /// <summary>SECCOMP_SET_MODE_FILTER with SECCOMP_FILTER_FLAG_TSYNC.</summary>
    private const nint SetModeFilter = 1;
    private const nint AllThreads = 1;

    /// <summary>
    /// Turns off core dumps, and access to this process's memory by others of the same user: a crash must not leave private keys on a disk.
    /// Called before a key is loaded, and again after a change of user, which resets the second.
    /// </summary>
    public static void DisableCoreDumps()
    {
        if (OperatingSystem.IsWindows()) return;
        ResourceLimit none = default;
        _ = SetLimit(RLimitCore, in none);
        if (OperatingSystem.IsLinux()) _ = Control(SetDumpable, 0, 0, 0, 0);
    }

    /// <summary>
    /// Forbids new privileges to this process and all programs that any of its threads starts: set-user-ID has no effect (no_new_privs,
    /// prctl(2)).
    /// </summary>
    /// <returns>Whether it holds for all threads. Without seccomp it holds only for the calling thread and those that it starts.</returns>
    public static bool ForbidNewPrivileges()
    {
        if (!OperatingSystem.IsLinux() || Control(SetNoNewPrivileges, 1, 0, 0, 0) != 0) return false;
        // prctl sets it for one thread; installing a seccomp filter for all threads sets it for all. This filter allows every call.
        nint number = RuntimeInformation.ProcessArchitecture switch { Architecture.X64 => 317, Architecture.Arm64 => 277, _ => -1 };
        if (number < 0) return false;
        FilterInstruction[] allow = [new(Code: 0x06, JumpTrue: 0, JumpFalse: 0, Operand: 0x7fff0000)];
        GCHandle pinned = GCHandle.Alloc(allow, GCHandleType.Pinned);
        try
        {
            FilterProgram program = new((ushort)allow.Length, pinned.AddrOfPinnedObject());
            return SystemCall(number, SetModeFilter, AllThreads, in program) == 0;
        }
        finally
        {
            pinned.Free();
        }
    }

    /// <summary>struct rlimit.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct ResourceLimit(ulong Current, ulong Maximum);

    /// <summary>struct sock_filter: return SECCOMP_RET_ALLOW.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct FilterInstruction(ushort Code, byte JumpTrue, byte JumpFalse, uint Operand);

    /// <summary>struct sock_fprog.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct FilterProgram(ushort Length, IntPtr Instructions);

    [DllImport("libc", EntryPoint = "setrlimit")]
    private static extern int SetLimit(int resource, in ResourceLimit limit);

    [DllImport("libc", EntryPoint = "prctl")]
    private static extern int Control(int option, nint argument, nint second, nint third, nint fourth);

    [DllImport("libc", EntryPoint = "syscall")]
    private static extern nint SystemCall(nint number, nint operation, nint flags, in FilterProgram program);
}
