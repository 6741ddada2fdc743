using TlsDissect.Protocol;

namespace TlsDissect.Prefaces;

/// <summary>
/// MySQL and MariaDB: the server's handshake packet, protocol version 10, then the client's SSLRequest of 32 bytes, which is the beginning
/// of a login packet.
/// </summary>
internal static class MySqlPreface
{
    private const int ProtocolVersion = 10, RequestLength = 32, Fillers = 19;

    /// <summary>CLIENT_SSL, in the second byte of the capabilities.</summary>
    private const byte Ssl = 8;

    public static StartTls? Recognize(in Preface preface) =>
        (preface.Client.IsEmpty || IsRequest(preface.Client)) && (preface.Server.IsEmpty || IsGreeting(preface.Server))
            ? new StartTls(StartTlsProtocol.MySql)
            : null;

    private static bool IsRequest(in PrefaceSide client)
    {
        DecodeError error = default;
        TlsReader packet = new(client.Start, ref error);
        int length = packet.ReadUInt8();
        int zero = packet.ReadUInt16();
        int sequence = packet.ReadUInt8();
        packet.ReadUInt8();
        int capabilities = packet.ReadUInt8();
        packet.Read(7); // The other capabilities, the largest packet, the character set.
        bool isFilled = packet.Read(Fillers).TrimStart((byte)0).IsEmpty;
        packet.Read(4); // MariaDB has further capabilities here.
        packet.ExpectEnd();
        bool isRequest = (length, zero, sequence) == (RequestLength, 0, 1) && (capabilities & Ssl) != 0;
        return !packet.Failed && client.IsWhole && isRequest && isFilled;
    }

    private static bool IsGreeting(in PrefaceSide server)
    {
        DecodeError error = default;
        TlsReader packet = new(server.Start, ref error);
        int length = packet.ReadUInt8();
        int zero = packet.ReadUInt16();
        int sequence = packet.ReadUInt8();
        int version = packet.ReadUInt8();
        return !packet.Failed && server.IsWhole && (zero, sequence, version) == (0, 0, ProtocolVersion) &&
            length == server.Start.Length - 4;
    }
}
