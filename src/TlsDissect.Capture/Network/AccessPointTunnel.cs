namespace TlsDissect.Capture.Network;

/// <summary>Unwraps CAPWAP's data channel (RFC 5415 §4), between an access point and its controller.</summary>
internal static class AccessPointTunnel
{
    private const int Start = UdpHeader.Size;
    private const int HeaderSize = 8;

    /// <summary>See <see cref="UdpTunnel.TryUnwrap"/>. Keep-alive messages stay datagrams.</summary>
    public static bool TryUnwrap(ref PacketCursor data, out ushort etherType)
    {
        const byte Clear = 0, Dtls = 1, IsNative = 0x01, IsFragment = 0x80, IsKeepAlive = 0x08;
        const int Wireless = 1;

        etherType = EtherType.TransparentEthernet;
        if (!data.Has(Start + HeaderSize)) return false;
        // Preamble: version and type. A DTLS record follows its three reserved bytes.
        if (data[Start] == Dtls && data.UInt32(Start) == 0x01000000 && data[Start + 4] is >= 20 and <= 25)
            return data.Refuse(UndissectedKind.EncryptedTunnel, UdpTunnelPorts.CapwapData);

        int size = (data[Start + 1] >> 3) * 4;
        int binding = (data[Start + 2] >> 1) & 0x1F;
        if (data[Start] != Clear || size < HeaderSize || !data.Has(Start + size) || (data[Start + 3] & IsKeepAlive) != 0) return false;
        bool isNative = (data[Start + 2] & IsNative) != 0;
        if (isNative && binding != Wireless) return false;
        if ((data[Start + 3] & IsFragment) != 0) return data.Refuse(UndissectedKind.FrameFragment);
        data.Skip(Start + size);
        return !isNative || WirelessFrame.TryStripTunneled(ref data, out etherType);
    }
}
