using System.Buffers.Binary;
using TlsDissect.Transport.Udp;

namespace TlsDissect.Capture.Network.Census;

/// <summary>Recognizes encrypted tunnels over UDP: by a handshake's exact form anywhere, by less on the ports that are registered for them.</summary>
internal static class VpnHeader
{
    private const ushort WireGuardPort = 51820;
    private const ushort OpenVpnPort = 1194;
    private const ushort IkePort = 500;
    private const ushort IpsecPort = 4500;

    /// <summary>WireGuard: a little-endian type, of which three bytes are reserved, in messages of fixed length; only data differ.</summary>
    public static bool IsWireGuard(in Datagram datagram, bool isKnown)
    {
        ReadOnlySpan<byte> payload = datagram.Payload;
        if (payload.Length < sizeof(uint)) return false;
        return (BinaryPrimitives.ReadUInt32LittleEndian(payload), datagram.PayloadLength) switch
        {
            (1, 148) or (2, 92) => true,
            (3, 64) or (4, >= 32) => isKnown || HasPort(datagram, WireGuardPort),
            _ => false,
        };
    }

    /// <summary>OpenVPN: the client's first packet without tls-auth (opcode 7 or 10 and key 0, session ID, nothing acknowledged, packet 0), or on its port any opcode.</summary>
    public static bool IsOpenVpn(in Datagram datagram)
    {
        const byte FirstOpcode = 1, LastOpcode = 11;
        ReadOnlySpan<byte> payload = datagram.Payload;
        if (datagram.PayloadLength == 14 && payload.Length == 14 && payload[0] is 7 << 3 or 10 << 3) return payload[9..].IndexOfAnyExcept((byte)0) < 0;
        return HasPort(datagram, OpenVpnPort) && payload[0] >> 3 is >= FirstOpcode and <= LastOpcode;
    }

    /// <summary>IKE (RFC 7296 §3.1), behind four zero bytes on port 4500; there else ESP (RFC 3948 §2), whose first four bytes are not zero.</summary>
    public static bool IsIpsec(in Datagram datagram)
    {
        ReadOnlySpan<byte> payload = datagram.Payload;
        if (HasPort(datagram, IkePort)) return IsIke(payload, datagram.PayloadLength);
        if (!HasPort(datagram, IpsecPort) || payload.Length < 2 * sizeof(uint)) return false;
        return BinaryPrimitives.ReadUInt32BigEndian(payload) != 0 || IsIke(payload[sizeof(uint)..], datagram.PayloadLength - sizeof(uint));
    }

    private static bool IsIke(ReadOnlySpan<byte> message, int length)
    {
        const int Size = 28, VersionAt = 17, LengthAt = 24;
        return message.Length >= Size && message[VersionAt] is 0x10 or 0x20 && BinaryPrimitives.ReadUInt32BigEndian(message[LengthAt..]) == length;
    }

    // The lower port is the service's: a client of another service may have any port by chance.
    private static bool HasPort(in Datagram datagram, ushort port) => Math.Min(datagram.Source.Port, datagram.Destination.Port) == port;
}
