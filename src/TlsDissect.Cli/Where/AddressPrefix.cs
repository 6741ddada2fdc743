using System.Globalization;
using System.Net;
using TlsDissect.Output.Fields;

namespace TlsDissect.Cli.Where;

/// <summary>The addresses that begin with the same bits, as in <c>10.0.0.0/8</c>.</summary>
internal sealed class AddressPrefix
{
    private readonly IPNetwork _network;

    private AddressPrefix(IPNetwork network) => _network = network;

    /// <summary>Reads a prefix. Bits of the address behind the prefix do not matter. Returns <c>null</c> for other text.</summary>
    public static AddressPrefix? TryParse(string text)
    {
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !FieldValue.TryParseAddress(text.AsSpan(0, slash), out IPAddress? address)) return null;
        byte[] bytes = address.GetAddressBytes();
        if (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int bits) ||
            bits > 8 * bytes.Length)
            return null;
        for (int i = 0; i < bytes.Length; i++) bytes[i] &= (byte)(0xff00 >> Math.Clamp(bits - (8 * i), 0, 8));
        return new AddressPrefix(new IPNetwork(new IPAddress(bytes), bits));
    }

    /// <summary>Whether an address is one of them.</summary>
    public bool Contains(IPAddress? address) => address is not null && _network.Contains(address);
}
