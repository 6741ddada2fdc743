using System.Buffers.Binary;
using TlsDissect.Protocol;

namespace TlsDissect.Prefaces;

/// <summary>
/// RDP: an X.224 connection request with a negotiation request, then the confirm with the protocol selected (MS-RDPBCGR §2.2.1.1 and
/// §2.2.1.2). Without TLS, protocol 0 is selected.
/// </summary>
internal static class RdpPreface
{
    private const byte ConnectionRequest = 0xe0, ConnectionConfirm = 0xd0, NegotiationRequest = 1, NegotiationResponse = 2;

    private static ReadOnlySpan<byte> Cookie => "Cookie: mstshash="u8;

    public static StartTls? Recognize(in Preface preface)
    {
        string? cookie = null;
        bool isAsked = preface.Client.IsEmpty || IsNegotiated(preface.Client, ConnectionRequest, NegotiationRequest, out cookie);
        bool isAnswered = preface.Server.IsEmpty || IsNegotiated(preface.Server, ConnectionConfirm, NegotiationResponse, out _);
        return isAsked && isAnswered ? new StartTls(StartTlsProtocol.Rdp) { Cookie = cookie } : null;
    }

    private static bool IsNegotiated(in PrefaceSide side, byte code, byte type, out string? cookie)
    {
        DecodeError error = default;
        TlsReader packet = new(side.Start, ref error);
        int version = packet.ReadUInt16();
        int length = packet.ReadUInt16();
        packet.ReadUInt8(); // The TPDU's length indicator.
        bool isConnection = packet.ReadUInt8() == code;
        packet.Read(5); // References and class.
        cookie = ReadCookie(ref packet);
        bool isNegotiation = packet.ReadUInt8() == type;
        packet.ReadUInt8(); // Flags.
        bool isSized = packet.ReadUInt16() == 0x0800; // Little-endian.
        ReadOnlySpan<byte> protocols = packet.Read(4);
        return !packet.Failed && side.IsWhole && version == 0x0300 && length == side.Start.Length && isConnection && isNegotiation &&
            isSized && BinaryPrimitives.ReadUInt32LittleEndian(protocols) != 0;
    }

    /// <summary>Reads the line of a cookie or a routing token, if there is one.</summary>
    private static string? ReadCookie(ref TlsReader packet)
    {
        int end = packet.Unread.IndexOf("\r\n"u8);
        if (end < 0 || packet.Unread.StartsWith(stackalloc byte[] { NegotiationRequest })) return null;
        ReadOnlySpan<byte> line = packet.Read(end + 2)[..end];
        return line.StartsWith(Cookie) ? Words.Text(line[Cookie.Length..]) : null;
    }
}
