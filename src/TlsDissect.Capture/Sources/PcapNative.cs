using System.Reflection;
using System.Runtime.InteropServices;
using TlsDissect.Protocol;

namespace TlsDissect.Capture.Sources;

/// <summary>
/// Functions of libpcap that SharpPcap does not expose: the kernel's counts, descriptors to wait for, and packets in place, without a copy.
/// </summary>
internal static unsafe partial class PcapNative
{
    private const string Pcap = "tlsdissect-pcap";
    private const string C = "libc";

    private static readonly string[] Names = OperatingSystem.IsWindows() ? ["wpcap"]
        : OperatingSystem.IsMacOS() ? ["libpcap.dylib", "libpcap.A.dylib"]
        : ["libpcap.so.0.8", "libpcap.so.1", "libpcap.so"];

    static PcapNative() => NativeLibrary.SetDllImportResolver(typeof(PcapNative).Assembly, Resolve);

    /// <summary>struct pollfd of poll(2).</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }

    /// <summary>POLLIN.</summary>
    public const short Readable = 1;

    /// <summary>struct pcap_stat; larger on Windows.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Statistics
    {
        public uint Received;
        public uint Dropped;
        public uint DroppedByInterface;
        private readonly uint _windows0;
        private readonly uint _windows1;
        private readonly uint _windows2;
    }

    [LibraryImport(Pcap, EntryPoint = "pcap_stats")]
    public static partial int GetStatistics(SafeHandle handle, out Statistics statistics);

    /// <summary>Returns the descriptor to wait for; -1 if there is none.</summary>
    [LibraryImport(Pcap, EntryPoint = "pcap_get_selectable_fd")]
    public static partial int GetSelectableDescriptor(SafeHandle handle);

    /// <summary>Waits until one of the descriptors can be read, at most until the timeout.</summary>
    /// <returns>Number of readable descriptors; 0 after the timeout; -1 after a signal.</returns>
    public static int Wait(Span<PollDescriptor> descriptors, int milliseconds)
    {
        fixed (PollDescriptor* first = descriptors) return Poll(first, (nuint)descriptors.Length, milliseconds);
    }

    /// <summary>
    /// Reads time, lengths and bytes of the packet that libpcap returned. The bytes are valid until the next one is read.
    /// </summary>
    /// <param name="header">A pcap_pkthdr: a struct timeval, then two 32-bit lengths.</param>
    /// <param name="data">Its bytes.</param>
    /// <param name="isNanoseconds">Whether the timeval's second half counts nanoseconds.</param>
    /// <param name="time">When it was captured.</param>
    /// <param name="originalLength">Its length on the wire in bytes.</param>
    public static ReadOnlySpan<byte> ReadPacket(IntPtr header, IntPtr data, bool isNanoseconds, out CaptureTime time,
        out int originalLength)
    {
        byte* at = (byte*)header;
        // long is 32 bits on Windows, and macOS's microseconds are an int in a padded struct.
        int wordSize = OperatingSystem.IsWindows() ? sizeof(int) : sizeof(nint);
        long seconds = wordSize == sizeof(int) ? *(int*)at : *(long*)at;
        long fraction = wordSize == sizeof(int) || OperatingSystem.IsMacOS() ? *(int*)(at + wordSize) : *(long*)(at + wordSize);
        uint* lengths = (uint*)(at + 2 * wordSize);
        time = new CaptureTime(seconds * 1_000_000_000 + fraction * (isNanoseconds ? 1 : 1000), isNanoseconds ? 9 : 6);
        originalLength = (int)Math.Min(lengths[1], int.MaxValue);
        return new ReadOnlySpan<byte>((void*)data, (int)lengths[0]);
    }

    [LibraryImport(C, EntryPoint = "poll")]
    private static partial int Poll(PollDescriptor* descriptors, nuint count, int milliseconds);

    /// <summary>Loads libpcap. The runtime package has it only under a versioned name.</summary>
    private static IntPtr Resolve(string library, Assembly assembly, DllImportSearchPath? path)
    {
        if (library != Pcap) return IntPtr.Zero;
        foreach (string name in Names)
        {
            if (NativeLibrary.TryLoad(name, assembly, path, out IntPtr handle)) return handle;
        }

        return IntPtr.Zero;
    }
}
