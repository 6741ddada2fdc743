using System.Runtime.InteropServices;

namespace TlsDissect.Keys.Index;

/// <summary>A range of a file that is mapped into memory.</summary>
/// <param name="Bytes">The whole mapping.</param>
/// <param name="Start">Where the range begins.</param>
/// <param name="Length">Its length in bytes.</param>
internal readonly record struct MappedBytes(SafeBuffer Bytes, long Start, long Length)
{
    /// <summary>Copies bytes of the range; returns <c>false</c> if they are not all within it.</summary>
    public bool TryRead(long at, Span<byte> bytes)
    {
        if (at < 0 || at > Length - bytes.Length) return false;
        Bytes.ReadSpan((ulong)(Start + at), bytes);
        return true;
    }
}
