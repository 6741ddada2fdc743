using System.Buffers.Binary;
using TlsDissect.Transport.Udp;

namespace TlsDissect.Capture.Network.Census;

/// <summary>
/// Recognizes encrypted tunnels over UDP: by the exact form of a handshake on any port, and by less on their registered ports.
/// </summary>
internal static class VpnHeader
{
    private const ushort WireGuardPort = 51820;
    private const ushort OpenVpnPort = 1194;
    private const ushort IkePort = 500;
    private const ushort IpsecPort = 4500;

    /// <summary>
    /// Recognizes WireGuard: a little-endian type, of which three bytes are reserved, in messages of fixed length. Only data messages
    /// differ in length.
    /// </summary>
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

    /// <summary>
    /// Recognizes OpenVPN: the client's first packet without tls-auth (opcode 7 or 10 and key 0, session ID, no acknowledgments, packet 0)
    /// or, on its port, any opcode.
    /// </summary>
    public static bool IsOpenVpn(in Datagram datagram)
    {
        const byte FirstOpcode = 1, LastOpcode = 11;
        ReadOnlySpan<byte> payload = datagram.Payload;
        if (datagram.PayloadLength == 14 && payload.Length == 14 && payload[0] is 7 << 3 or 10 << 3)
            return payload[9..].IndexOfAnyExcept((byte)0) < 0;
        return HasPort(datagram, OpenVpnPort) && payload[0] >> 3 is >= FirstOpcode and <= LastOpcode;
    }

    /// <summary>
    /// Recognizes IKE (RFC 7296 §3.1), which follows four zero bytes on port 4500. Otherwise ESP uses that port (RFC 3948 §2), whose first
    /// four bytes are not zero.
    /// </summary>
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
        return message.Length >= Size && message[VersionAt] is 0x10 or 0x20 &&
            BinaryPrimitives.ReadUInt32BigEndian(message[LengthAt..]) == length;
    }

    // The lower port is that of the service. A client of another service may have any port by chance.
    private static bool HasPort(in Datagram datagram, ushort port) => Math.Min(datagram.Source.Port, datagram.Destination.Port) == port;
}
