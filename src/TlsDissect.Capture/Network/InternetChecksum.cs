using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace TlsDissect.Capture.Network;

/// <summary>
/// The ones' complement sum of IP and TCP (RFC 1071). Sums are kept in the machine's byte order, which the sum does not depend on (§2 B), and folded at the end.
/// </summary>
internal static class InternetChecksum
{
    /// <summary>What data sums up to that has its right checksum in it.</summary>
    public const ushort Correct = 0xFFFF;

    /// <summary>Adds up data; only the last of several parts may have an odd length.</summary>
    public static ulong Sum(ReadOnlySpan<byte> data)
    {
        ulong sum = 0;
        if (data.Length >= Vector<byte>.Count)
        {
            ReadOnlySpan<Vector<ulong>> vectors = MemoryMarshal.Cast<byte, Vector<ulong>>(data);
            Vector<ulong> low = Vector<ulong>.Zero, high = Vector<ulong>.Zero;
            Vector<ulong> lowHalf = new(uint.MaxValue);
            foreach (Vector<ulong> vector in vectors)
            {
                low += vector & lowHalf;
                high += Vector.ShiftRightLogical(vector, 32);
            }

            sum = Vector.Sum(low + high);
            data = data[(vectors.Length * Vector<byte>.Count)..];
        }

        for (; data.Length >= sizeof(uint); data = data[sizeof(uint)..]) sum += MemoryMarshal.Read<uint>(data);
        if (data.Length >= sizeof(ushort))
        {
            sum += MemoryMarshal.Read<ushort>(data);
            data = data[sizeof(ushort)..];
        }

        if (data.Length == 1) sum += BitConverter.IsLittleEndian ? data[0] : (uint)data[0] << 8;
        return sum;
    }

    /// <summary>A number of four bytes in network order, as part of the data.</summary>
    public static ulong Sum(uint number) => BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(number) : number;

    /// <summary>The sum in 16 bits, in the machine's byte order.</summary>
    public static ushort Fold(ulong sum)
    {
        sum = (sum & uint.MaxValue) + (sum >> 32);
        sum = (sum & ushort.MaxValue) + (sum >> 16);
        sum = (sum & ushort.MaxValue) + (sum >> 16);
        return (ushort)((sum & ushort.MaxValue) + (sum >> 16));
    }
}
