using System.Runtime.InteropServices;

namespace TlsDissect.Cli.Runs;

/// <summary>Drops root for another user, irrevocably. The C library does it for all threads of the process.</summary>
internal static class Privileges
{
    /// <summary>Sets groups, group and user, in this order, then checks that root cannot be regained.</summary>
    /// <exception cref="UsageException">There is no such user, it is root, or this is not root.</exception>
    public static void DropTo(string user)
    {
        if (OperatingSystem.IsWindows()) throw new UsageException("--user: not supported on this system");
        if (GetEffectiveUser() != 0) throw new UsageException($"--user {user}: only root can become another user; run it with sudo");
        IntPtr entry = Find(user);
        if (entry == 0) throw new UsageException($"--user {user}: no such user");
        // struct passwd starts with two pointers, name and password, on Linux and macOS.
        uint id = (uint)Marshal.ReadInt32(entry, 2 * IntPtr.Size);
        uint group = (uint)Marshal.ReadInt32(entry, 2 * IntPtr.Size + sizeof(int));
        if (id == 0) throw new UsageException($"--user {user}: is root");
        if (InitializeGroups(user, group) != 0 || SetGroup(group) != 0 || SetUser(id) != 0)
            throw new UsageException($"--user {user}: {Marshal.GetLastPInvokeErrorMessage()}");
        if (GetUser() != id || GetEffectiveUser() != id || GetGroup() != group || SetUser(0) == 0)
            throw new UsageException($"--user {user}: root could not be dropped");
        ProcessHardening.DisableCoreDumps();
        if (OperatingSystem.IsLinux() && !ProcessHardening.ForbidNewPrivileges())
            CommandLine.Complain(
                $"--user {user}: this system cannot forbid new privileges (no_new_privs) for all threads; continuing without");
    }

    [DllImport("libc", EntryPoint = "getpwnam", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern IntPtr Find([MarshalAs(UnmanagedType.LPUTF8Str)] string name);

    [DllImport("libc", EntryPoint = "initgroups", SetLastError = true, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int InitializeGroups([MarshalAs(UnmanagedType.LPUTF8Str)] string name, uint group);

    [DllImport("libc", EntryPoint = "setgid", SetLastError = true)]
    private static extern int SetGroup(uint id);

    [DllImport("libc", EntryPoint = "setuid", SetLastError = true)]
    private static extern int SetUser(uint id);

    [DllImport("libc", EntryPoint = "getuid")]
    private static extern uint GetUser();

    [DllImport("libc", EntryPoint = "geteuid")]
    private static extern uint GetEffectiveUser();

    [DllImport("libc", EntryPoint = "getgid")]
    private static extern uint GetGroup();
}
