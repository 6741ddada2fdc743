using System.Buffers.Binary;

namespace TlsDissect.Applications;

/// <summary>Recognizes databases, caches and queues.</summary>
internal static class DatabaseProtocols
{
    private const int LongestStartup = 10_000;

    /// <summary>StartupMessage of version 3: its length, the version, and the first parameter. CancelRequest has a code instead.</summary>
    public static bool IsPostgreSql(in FirstBytes first)
    {
        if (first.Client.Length < 9) return false;
        uint length = BinaryPrimitives.ReadUInt32BigEndian(first.Client);
        uint version = BinaryPrimitives.ReadUInt32BigEndian(first.Client[4..]);
        const uint Cancel = 80877102;
        return version switch
        {
            >= 0x30000 and <= 0x3000f => length is > 8 and <= LongestStartup && char.IsAsciiLetter((char)first.Client[8]),
            Cancel => length is >= 16 and <= LongestStartup,
            _ => false,
        };
    }

    /// <summary>
    /// HandshakeResponse41, the client's first packet after its SSLRequest: 19 zero bytes after capabilities, size and character set.
    /// </summary>
    public static bool IsMySql(in FirstBytes first)
    {
        const int Header = 4, Zeros = Header + 4 + 4 + 1, ZeroBytes = 19;
        if (first.Client.Length < Zeros + ZeroBytes || first.Client[3] is not (1 or 2)) return false;
        const uint Protocol41 = 0x200;
        bool isNew = (BinaryPrimitives.ReadUInt32LittleEndian(first.Client[Header..]) & Protocol41) != 0;
        return isNew && first.Client[2] == 0 && !first.Client.Slice(Zeros, ZeroBytes).ContainsAnyExcept((byte)0);
    }

    /// <summary>A header of a request: OP_MSG, OP_QUERY or OP_COMPRESSED, in response to nothing.</summary>
    public static bool IsMongoDb(in FirstBytes first)
    {
        if (first.Client.Length < 16) return false;
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(first.Client);
        uint operation = BinaryPrimitives.ReadUInt32LittleEndian(first.Client[12..]);
        return length is > 16 and < 1 << 26 && BinaryPrimitives.ReadUInt32LittleEndian(first.Client[8..]) == 0 &&
            operation is 2013 or 2004 or 2012;
    }

    /// <summary>RESP: an array of bulk strings, the first of them a command; or a PING and its answer.</summary>
    public static bool IsRedis(in FirstBytes first)
    {
        if (Lines.HasCommand(first.Client, "PING")) return first.Server.StartsWith("+PONG\r\n"u8);
        ReadOnlySpan<byte> rest = first.Client;
        if (!rest.StartsWith("*"u8)) return false;
        rest = rest[1..];
        if (!Lines.TryNumber(ref rest, "\r\n$"u8, out int count) || count == 0) return false;
        if (!Lines.TryNumber(ref rest, "\r\n"u8, out int length) || length is 0 or > 64 || rest.IsEmpty) return false;
        return char.IsAsciiLetter((char)rest[0]) && (first.Server.IsEmpty || "+-:$*%_#,(~>".Contains((char)first.Server[0]));
    }

    /// <summary>A command and its answer, in text or binary.</summary>
    public static bool IsMemcached(in FirstBytes first)
    {
        if (first.Client.Begins(0x80)) return IsBinaryMemcached(first);
        return Lines.HasCommand(first.Client, "GET", "GETS", "SET", "ADD", "REPLACE", "APPEND", "PREPEND", "CAS", "INCR", "DECR", "TOUCH",
            "DELETE", "STATS", "VERSION", "VERBOSITY", "FLUSH_ALL", "MG", "MS", "MD", "MN", "MA") &&
            Lines.HasCommand(first.Server, "VALUE", "END", "STORED", "NOT_STORED", "VERSION", "STAT", "DELETED", "NOT_FOUND", "TOUCHED",
                "OK", "ERROR", "CLIENT_ERROR", "SERVER_ERROR", "HD", "EN", "MN", "VA");
    }

    /// <summary>The CQL binary protocol: OPTIONS, or STARTUP with its first option.</summary>
    public static bool IsCassandra(in FirstBytes first)
    {
        const int Header = 9;
        ReadOnlySpan<byte> client = first.Client;
        if (client.Length < Header || client[0] is < 3 or > 5 || (client[1] & ~0x10) != 0) return false;
        uint length = BinaryPrimitives.ReadUInt32BigEndian(client[5..]);
        return client[4] switch
        {
            5 => length == 0 && client[2] == 0 && (first.Server.IsEmpty || first.Server[0] == (client[0] | 0x80)),
            1 => length < 4096 && client[Header..].IndexOf("CQL_VERSION"u8) is > 0 and < 64,
            _ => false,
        };
    }

    /// <summary>[MS-TDS] 2.2.6: a PRELOGIN with its version first, or a LOGIN7.</summary>
    public static bool IsTds(in FirstBytes first)
    {
        const int Header = 8;
        ReadOnlySpan<byte> client = first.Client;
        if (client.Length < Header + 8 || (client[1] & ~1) != 0 || client[6] > 1 || client[7] != 0) return false;
        int length = BinaryPrimitives.ReadUInt16BigEndian(client[2..]);
        if (length <= Header) return false;
        return client[0] switch
        {
            // The option VERSION: token, offset, length.
            0x12 => client[Header] == 0 && client[Header + 1] == 0 && client[Header + 3] == 0 && client[Header + 4] == 6,
            // Its length, and a version of TDS 7.0 to 8.0.
            0x10 => BinaryPrimitives.ReadUInt32LittleEndian(client[Header..]) is > 36 and < 1 << 17 && IsTdsVersion(client[(Header + 4)..]),
            _ => false,
        };
    }

    /// <summary>A request, and a response with its correlation id. The first request asks for versions, for topics, or to log in.</summary>
    public static bool IsKafka(in FirstBytes first)
    {
        const ushort Metadata = 3, SaslHandshake = 17, ApiVersions = 18;
        if (first.Client.Length < 14 || first.Server.Length < 8) return false;
        return BinaryPrimitives.ReadUInt32BigEndian(first.Client) is >= 8 and < 1 << 16 &&
            BinaryPrimitives.ReadUInt16BigEndian(first.Client[4..]) is Metadata or SaslHandshake or ApiVersions && first.Client[6] == 0 &&
            first.Client[7] < 20 && BinaryPrimitives.ReadUInt32BigEndian(first.Server) is >= 4 and < 1 << 24 &&
            first.Client.Slice(8, 4).SequenceEqual(first.Server.Slice(4, 4));
    }

    private static bool IsTdsVersion(ReadOnlySpan<byte> littleEndian) => BinaryPrimitives.ReadUInt32LittleEndian(littleEndian) switch
    {
        0x70000000 or 0x71000000 or 0x71000001 or 0x72090002 or 0x730a0003 or 0x730b0003 or 0x74000004 or 0x08000000 => true,
        _ => false,
    };

    /// <summary>Two headers of 24 bytes with the same operation and number.</summary>
    private static bool IsBinaryMemcached(in FirstBytes first)
    {
        const int Header = 24, Opaque = 12;
        ReadOnlySpan<byte> client = first.Client;
        ReadOnlySpan<byte> server = first.Server;
        if (client.Length < Header || server.Length < Header || server[0] != 0x81 || client[1] != server[1]) return false;
        bool hasPlainData = client[5] == 0 && server[5] == 0;
        uint body = BinaryPrimitives.ReadUInt32BigEndian(client[8..]);
        return hasPlainData && body >= BinaryPrimitives.ReadUInt16BigEndian(client[2..]) + (uint)client[4] &&
            client.Slice(Opaque, 4).SequenceEqual(server.Slice(Opaque, 4));
    }
}
