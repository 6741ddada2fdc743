using System.Globalization;
using TlsDissect.Protocol;
using TlsDissect.Transport;

namespace TlsDissect.Prefaces;

/// <summary>
/// SOCKS 5: methods, a password if it is asked for, and a request with an address or a name, each with its answer (RFC 1928, RFC 1929).
/// The password is read over.
/// </summary>
internal static class Socks5Preface
{
    private const byte Version = 5, Connect = 1, PasswordVersion = 1, PasswordMethod = 2;

    public static PrefaceStep? Read(in Preface preface)
    {
        if (preface.Client.IsEmpty) return null;
        DecodeError error = default;
        TlsReader client = new(preface.Client.Start, ref error);
        if (client.ReadUInt8() != Version) return null;
        client.ReadVector8("methods");
        if (client.Unread.StartsWith((ReadOnlySpan<byte>)[PasswordVersion]))
        {
            client.ReadUInt8();
            client.ReadVector8("user");
            client.ReadVector8("password");
        }

        bool isConnect = client.ReadUInt8() == Version && client.ReadUInt8() == Connect;
        string target = ReadTarget(ref client);
        return isConnect && !client.Failed && LengthOfAnswers(preface.Server) is int length
            ? new PrefaceStep(StartTlsProtocol.Socks5, client.Offset, length) { Target = target }
            : null;
    }

    /// <summary>Reads a reserved byte, an address of any type, and a port.</summary>
    private static string ReadTarget(ref TlsReader reader)
    {
        reader.ReadUInt8("reserved");
        string host = "";
        switch (reader.ReadUInt8("address type"))
        {
            case 1:
                host = Address(reader.Read(4));
                break;
            case 3:
                host = Words.Text(reader.ReadVector8("name").ReadToEnd());
                break;
            case 4:
                host = $"[{Address(reader.Read(16))}]";
                break;
            default:
                reader.Fail("address type");
                break;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{host}:{reader.ReadUInt16("port")}");
    }

    private static string Address(ReadOnlySpan<byte> bytes) => bytes.IsEmpty ? "" : IpAddress.From(bytes).ToString();

    private static int? LengthOfAnswers(in PrefaceSide server)
    {
        if (server.IsEmpty) return 0;
        DecodeError error = default;
        TlsReader reader = new(server.Start, ref error);
        bool isFive = reader.ReadUInt8() == Version;
        if (reader.ReadUInt8("method") == PasswordMethod && reader.ReadUInt16("password accepted") != PasswordVersion << 8) return null;
        bool isSuccess = reader.ReadUInt16("reply") == Version << 8;
        ReadTarget(ref reader);
        return isFive && isSuccess && !reader.Failed ? reader.Offset : null;
    }
}
