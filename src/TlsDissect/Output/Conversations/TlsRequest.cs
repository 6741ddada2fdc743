using System.Buffers.Binary;
using System.Text;
using TlsDissect.Protocol;

namespace TlsDissect.Output.Conversations;

/// <summary>
/// Finds the request for TLS and its answer at the end of the cleartext before TLS, for protocols in which a program would take what
/// follows for TLS. tshark 4.0.17 does for these. It keeps reading SMTP, IMAP, FTP, NNTP, IRC and XMPP after STARTTLS, and AMQP, SOCKS and
/// RDP, so their requests stay.
/// </summary>
internal static class TlsRequest
{
    private const int PostgresLength = 8;
    private const int MySqlLength = 36;
    private const ushort MySqlTls = 0x0800;

    private delegate (int Client, int Server) Rule(ReadOnlySpan<byte> client, ReadOnlySpan<byte> server);

    private static readonly Rule[] Rules = [Postgres, MySql, Ldap, Pop3, Http];

    /// <summary>Returns the sizes of the request and the answer at the end of what each side sent; 0 if there are none.</summary>
    public static (int Client, int Server) Find(ReadOnlySpan<byte> client, ReadOnlySpan<byte> server)
    {
        foreach (Rule rule in Rules)
        {
            (int Client, int Server) found = rule(client, server);
            if (found.Client > 0) return found;
        }

        return (0, 0);
    }

    /// <summary>SSLRequest, possibly after GSSENCRequest, each answered with one byte (PostgreSQL, Message Formats).</summary>
    private static (int Client, int Server) Postgres(ReadOnlySpan<byte> client, ReadOnlySpan<byte> server)
    {
        if (client.Length is not (PostgresLength or 2 * PostgresLength)) return (0, 0);
        for (ReadOnlySpan<byte> rest = client; !rest.IsEmpty; rest = rest[PostgresLength..])
        {
            if (BinaryPrimitives.ReadUInt64BigEndian(rest) is not (0x00000008_04D2162F or 0x00000008_04D21630)) return (0, 0);
        }

        return server.Length <= client.Length / PostgresLength ? (client.Length, server.Length) : (0, 0);
    }

    /// <summary>
    /// SSLRequest: the start of a login, in the second packet, with CLIENT_SSL. The answer is TLS itself (MySQL, Protocol::SSLRequest).
    /// </summary>
    private static (int Client, int Server) MySql(ReadOnlySpan<byte> client, ReadOnlySpan<byte> server) =>
        client.Length == MySqlLength && client[..4].SequenceEqual((ReadOnlySpan<byte>)[MySqlLength - 4, 0, 0, 1])
        && (BinaryPrimitives.ReadUInt16LittleEndian(client[4..]) & MySqlTls) != 0 && server.Length > 4 && server[3] == 0
            ? (MySqlLength, 0) : (0, 0);

    /// <summary>The extended operation StartTLS (RFC 4511 §4.14).</summary>
    private static (int Client, int Server) Ldap(ReadOnlySpan<byte> client, ReadOnlySpan<byte> server)
    {
        int request = LastElement(client);
        return client[^request..].IndexOf("1.3.6.1.4.1.1466.20037"u8) >= 0 ? (request, LastElement(server)) : (0, 0);
    }

    /// <summary>STLS and <c>+OK</c> (RFC 2595 §4).</summary>
    private static (int Client, int Server) Pop3(ReadOnlySpan<byte> client, ReadOnlySpan<byte> server)
    {
        ReadOnlySpan<byte> answer = LastLine(server);
        return Ascii.EqualsIgnoreCase(LastLine(client), "STLS\r\n"u8) && answer.StartsWith("+OK"u8) ? (6, answer.Length) : (0, 0);
    }

    /// <summary>CONNECT (RFC 9110 §9.3.6), or an upgrade to TLS (RFC 2817 §3).</summary>
    private static (int Client, int Server) Http(ReadOnlySpan<byte> client, ReadOnlySpan<byte> server)
    {
        if (!client.EndsWith("\r\n\r\n"u8)) return (0, 0);
        int before = client[..^4].LastIndexOf("\r\n\r\n"u8);
        ReadOnlySpan<byte> request = before < 0 ? client : client[(before + 4)..];
        bool asks = request.StartsWith("CONNECT "u8) || request.IndexOf("\r\nUpgrade: TLS/"u8) >= 0;
        int answer = server.LastIndexOf("HTTP/1."u8);
        return asks && answer >= 0 ? (request.Length, server.Length - answer) : (0, 0);
    }

    private static ReadOnlySpan<byte> LastLine(ReadOnlySpan<byte> said) =>
        said.EndsWith("\r\n"u8) ? said[(said[..^2].LastIndexOf((byte)'\n') + 1)..] : [];

    /// <summary>
    /// Length of the last of several LDAP messages; 0 if there is anything else. Each is a SEQUENCE of a definite length (RFC 4511 §5.1).
    /// </summary>
    private static int LastElement(ReadOnlySpan<byte> said)
    {
        int last = 0;
        while (!said.IsEmpty)
        {
            DecodeError error = default;
            TlsReader reader = new(said, ref error);
            byte tag = reader.ReadUInt8();
            long length = reader.ReadUInt8();
            if (length > 0x80)
            {
                // The size of the length (X.690 §8.1.3.5).
                ReadOnlySpan<byte> octets = reader.Read((int)length - 0x80);
                length = 0;
                foreach (byte octet in octets) length = Math.Min(length << 8 | octet, int.MaxValue);
            }
            else if (length == 0x80)
            {
                return 0;
            }

            reader.Read((int)length);
            if (reader.Failed || tag != 0x30) return 0;
            last = reader.Offset;
            said = said[last..];
        }

        return last;
    }
}
