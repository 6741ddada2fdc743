namespace TlsDissect.Capture.Network;

/// <summary>Unwraps the tunnel of mobile networks: the user plane of GTP, version 1 (3GPP TS 29.281 §5).</summary>
internal static class GtpTunnel
{
    private const int Start = UdpHeader.Size;
    private const int HeaderSize = 8;
    private const int OptionalSize = 4;
    private const byte UserPacket = 0xFF;

    /// <summary>See <see cref="UdpTunnel.TryUnwrap"/>. Messages other than a user's IP packet stay datagrams.</summary>
    public static bool TryUnwrap(ref PacketCursor data, out ushort etherType)
    {
        const byte VersionAndProtocol = 0xF8, VersionOne = 0x30, HasOptional = 0x07, HasExtensions = 0x04;

        etherType = 0;
        if (!data.Has(Start + HeaderSize) || (data[Start] & VersionAndProtocol) != VersionOne || data[Start + 1] != UserPacket)
            return false;
        // The length of everything after the mandatory part.
        int length = data.UInt16(Start + 2);
        if (length > data.Length - Start - HeaderSize) return false;

        int at = Start + HeaderSize;
        if ((data[Start] & HasOptional) != 0)
        {
            at += OptionalSize;
            if (!data.Has(at)) return false;
            if ((data[Start] & HasExtensions) != 0 && !TrySkipExtensions(in data, ref at)) return false;
        }

        if (at - Start - HeaderSize > length || !IpVersion.TryGetEtherType(in data, at, out etherType)) return false;
        data.Skip(Start + HeaderSize);
        data.TryLimit(length);
        data.Skip(at - Start - HeaderSize);
        return true;
    }

    // The last byte of each extension names the next one, with 0 for none. Its first byte is its length in units of four bytes.
    private static bool TrySkipExtensions(ref readonly PacketCursor data, ref int at)
    {
        while (data[at - 1] != 0)
        {
            if (!data.Has(at + 1) || data[at] == 0) return false;
            at += data[at] * 4;
            if (!data.Has(at)) return false;
        }

        return true;
    }
}
