using System.Buffers.Binary;
using System.Net;
using System.Runtime.CompilerServices;

namespace TlsDissect.Transport;

/// <summary>An IPv4 or IPv6 address, as a value that needs no object.</summary>
public readonly record struct IpAddress : IComparable<IpAddress>
{
    private readonly ulong _high;
    private readonly ulong _low;
    private readonly bool _isV4;

    private IpAddress(ulong high, ulong low, bool isV4) => (_high, _low, _isV4) = (high, low, isV4);

    /// <summary>Creates an IPv4 address from four bytes in network order.</summary>
    public static IpAddress FromV4(ReadOnlySpan<byte> bytes) => new(0, BinaryPrimitives.ReadUInt32BigEndian(bytes), true);

    /// <summary>Creates an IPv6 address from sixteen bytes in network order.</summary>
    public static IpAddress FromV6(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]), false);

    /// <summary>Creates an IPv4 address from four bytes, or an IPv6 address from sixteen. Both are in network order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IpAddress From(ReadOnlySpan<byte> bytes)
    {
        // Computes the numbers first and then one structure, because this runs twice per packet.
        bool isV4 = bytes.Length == 4;
        ulong high = isV4 ? 0 : BinaryPrimitives.ReadUInt64BigEndian(bytes);
        ulong low = isV4 ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        return new IpAddress(high, low, isV4);
    }

    /// <summary>Creates the address with this <see cref="High"/> and <see cref="Low"/>.</summary>
    internal static IpAddress From(ulong high, ulong low, bool isV4) => new(high, low, isV4);

    /// <summary>Whether this is an IPv4 address.</summary>
    public bool IsV4 => _isV4;

    internal ulong High => _high;

    internal ulong Low => _low;

    /// <inheritdoc/>
    public int CompareTo(IpAddress other)
    {
        if (_isV4 != other._isV4) return _isV4 ? -1 : 1;
        int high = _high.CompareTo(other._high);
        return high != 0 ? high : _low.CompareTo(other._low);
    }

    /// <summary>Writes the address in network order.</summary>
    /// <param name="bytes">At least 16 bytes.</param>
    /// <returns>Number of bytes written: 4 or 16.</returns>
    public int CopyTo(Span<byte> bytes)
    {
        if (_isV4)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)_low);
            return 4;
        }

        BinaryPrimitives.WriteUInt64BigEndian(bytes, _high);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], _low);
        return 16;
    }

    /// <summary>Returns the address as the type that .NET uses.</summary>
    public IPAddress ToIPAddress()
    {
        Span<byte> bytes = stackalloc byte[16];
        return new IPAddress(bytes[..CopyTo(bytes)]);
    }

    /// <summary>Returns the usual text form (RFC 5952 for IPv6).</summary>
    public override string ToString() => ToIPAddress().ToString();
}
