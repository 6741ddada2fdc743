namespace TlsDissect.Capture.Network;

/// <summary>Reads options of IPv4 and IPv6 that change a packet's length or addresses.</summary>
internal static class IpOptions
{
    private const byte LooseSourceRoute = 131;
    private const byte StrictSourceRoute = 137;
    private const byte HomeAddress = 0xC9;

    /// <summary>
    /// Whether IPv4 options contain a route that is not at its end (RFC 791 §3.1), so that the destination differs from that of TCP.
    /// </summary>
    public static bool HaveSourceRoute(ReadOnlySpan<byte> options)
    {
        // Zero ends the list, and one is a single byte.
        while (options.Length >= 3 && options[0] != 0)
        {
            int size = options[0] == 1 ? 1 : options[1];
            if (size == 0 || size > options.Length || (size == 1 && options[0] != 1)) return false;
            if (options[0] is LooseSourceRoute or StrictSourceRoute && options[2] <= size) return true;
            options = options[size..];
        }

        return false;
    }

    /// <summary>Finds an option of IPv6 (RFC 8200 §4.2) with data of the given size.</summary>
    public static bool TryFind(ReadOnlySpan<byte> options, byte type, int size, out ReadOnlySpan<byte> found)
    {
        found = default;
        while (options.Length >= 2)
        {
            // Zero is a single byte of padding.
            int length = options[0] == 0 ? 1 : 2 + options[1];
            if (length > options.Length) return false;
            if (options[0] == type)
            {
                found = options[2..length];
                return found.Length == size;
            }

            options = options[length..];
        }

        return false;
    }

    /// <summary>Whether a routing or destination options header makes TCP's addresses differ from the fixed header's.</summary>
    public static bool ChangeAddresses(byte protocol, ReadOnlySpan<byte> header) => protocol == IpProtocol.Routing
        ? header[3] != 0 // segments left
        : TryFind(header[2..], HomeAddress, 16, out _);
}
