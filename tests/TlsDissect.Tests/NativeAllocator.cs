using System.Runtime.InteropServices;

namespace TlsDissect.Tests;

/// <summary>
/// What libraries such as OpenSSL hold outside of the managed heap, counted by glibc's allocator. The resident set would count pages too
/// that the garbage collector only now touches, which is any number of megabytes.
/// </summary>
internal static class NativeAllocator
{
    private const string Library = "libc.so.6";

    /// <summary>The allocator of another C library (musl, macOS, Windows) does not tell.</summary>
    public static bool IsKnown { get; } =
        NativeLibrary.TryLoad(Library, out nint library) && NativeLibrary.TryGetExport(library, "mallinfo2", out _);

    /// <summary>Bytes handed out and not freed, in all of the allocator's arenas and in mappings of their own.</summary>
    public static long BytesInUse
    {
        get
        {
            Statistics now = Read();
            return (long)(now.InUse + now.Mapped);
        }
    }

    [DllImport(Library, EntryPoint = "mallinfo2")]
    private static extern Statistics Read();

    /// <summary>The ten numbers of glibc's <c>mallinfo2</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Statistics
    {
        private readonly nuint _arena, _freeChunks, _fastChunks, _mappings;
        public readonly nuint Mapped;
        private readonly nuint _unused, _fastBytes;
        public readonly nuint InUse;
        private readonly nuint _free, _trimmable;
    }
}

/// <summary>A test that needs to know what was allocated outside of the managed heap.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AllocatorTheoryAttribute : TheoryAttribute
{
    public AllocatorTheoryAttribute()
    {
        if (!NativeAllocator.IsKnown) Skip = "needs glibc 2.33, whose allocator counts what is in use";
    }
}
