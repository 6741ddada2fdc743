using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace TlsDissect.Capture.Network;

/// <summary>
/// Computes the ones' complement sum of IP and TCP (RFC 1071). Sums are in the machine's byte order, on which the result does not depend
/// (§2 B), and folded at the end.
/// </summary>
internal static class InternetChecksum
{
    /// <summary>The sum of data that includes its correct checksum.</summary>
    public const ushort Correct = 0xFFFF;

    /// <summary>Number of bytes added at a time: two vectors.</summary>
    private const int VectorBytes = 64;

    /// <summary>Adds up data. Only the last of several parts may have an odd length.</summary>
    public static ulong Sum(ReadOnlySpan<byte> data)
    {
        ulong sum = 0;
        if (data.Length >= VectorBytes)
        {
            int length = data.Length & -VectorBytes;
            sum = SumOfVectors(data[..length]);
            data = data[length..];
        }

        for (; data.Length >= sizeof(ulong); data = data[sizeof(ulong)..])
        {
            ulong both = MemoryMarshal.Read<ulong>(data);
            sum += (uint)both + (both >> 32);
        }

        if (data.Length >= sizeof(uint))
        {
            sum += MemoryMarshal.Read<uint>(data);
            data = data[sizeof(uint)..];
        }

        if (data.Length >= sizeof(ushort))
        {
            sum += MemoryMarshal.Read<ushort>(data);
            data = data[sizeof(ushort)..];
        }

        if (data.Length == 1) sum += BitConverter.IsLittleEndian ? data[0] : (uint)data[0] << 8;
        return sum;
    }

    // Two 32-bit numbers are added as one of 64 bits, and the upper one also alone, from which the lower ones follow.
    private static ulong SumOfVectors(ReadOnlySpan<byte> data)
    {
        ref byte start = ref MemoryMarshal.GetReference(data);
        Vector256<ulong> both0 = default, both1 = default, upper0 = default, upper1 = default;
        for (nuint at = 0; at < (nuint)data.Length; at += VectorBytes)
        {
            Vector256<ulong> first = Vector256.LoadUnsafe(ref start, at).AsUInt64();
            Vector256<ulong> second = Vector256.LoadUnsafe(ref start, at + (VectorBytes / 2)).AsUInt64();
            both0 += first;
            upper0 += first >> 32;
            both1 += second;
            upper1 += second >> 32;
        }

        Vector256<ulong> upper = upper0 + upper1;
        return Vector256.Sum(both0 + both1 - (upper << 32) + upper);
    }

    /// <summary>Sums a number of four bytes in network order, as part of the data.</summary>
    public static ulong Sum(uint number) => BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(number) : number;

    /// <summary>Folds the sum to 16 bits, in the machine's byte order.</summary>
    public static ushort Fold(ulong sum)
    {
        sum = (sum & uint.MaxValue) + (sum >> 32);
        sum = (sum & ushort.MaxValue) + (sum >> 16);
        sum = (sum & ushort.MaxValue) + (sum >> 16);
        return (ushort)((sum & ushort.MaxValue) + (sum >> 16));
    }
}
