namespace TlsDissect.Applications;

/// <summary>Recognizes chat and messaging between programs.</summary>
internal static class ChatProtocols
{
    /// <summary>RFC 1459 §4.1, with the negotiation of capabilities.</summary>
    public static bool IsIrc(in FirstBytes first)
    {
        bool isServer = first.Server.StartsWith(":"u8) || Lines.HasCommand(first.Server, "NOTICE", "PING", "ERROR", "CAP");
        bool isOwn = Lines.HasCommand(first.Client, "NICK", "CAP LS", "CAP REQ") && (isServer || first.Server.IsEmpty);
        return isOwn || (isServer && !Lines.First(first.Server).IsEmpty && Lines.HasCommand(first.Client, "PASS", "USER"));
    }

    /// <summary>A stream of a client (RFC 6120 §4.7).</summary>
    public static bool IsXmppClient(in FirstBytes first) => IsStream(first) && Has(first, "jabber:client"u8);

    /// <summary>A stream between servers.</summary>
    public static bool IsXmppServer(in FirstBytes first) => IsStream(first) && Has(first, "jabber:server"u8);

    /// <summary>OASIS MQTT 3.1.1 and 5.0 §3.1: CONNECT with the protocol's name and its version.</summary>
    public static bool IsMqtt(in FirstBytes first)
    {
        if (!first.Client.Begins(0x10)) return false;
        ReadOnlySpan<byte> rest = first.Client[1..];
        // The remaining length has seven bits a byte, and at most four bytes.
        for (int i = 0; i < 4 && !rest.IsEmpty; i++)
        {
            bool isLast = rest[0] < 0x80;
            rest = rest[1..];
            if (isLast) break;
        }

        return rest.StartsWith("\0\u0004MQTT\u0004"u8) || rest.StartsWith("\0\u0004MQTT\u0005"u8) ||
            rest.StartsWith("\0\u0006MQIsdp\u0003"u8);
    }

    /// <summary>The protocol header: 0-9-1 §4.2.2, and 1.0 §2.2 with the kind of layer.</summary>
    public static bool IsAmqp(in FirstBytes first) =>
        first.Client.StartsWith("AMQP\0\0\u0009\u0001"u8) || first.Client.StartsWith("AMQP\u0001\u0001\0\u000a"u8) ||
            first.Client.StartsWith("AMQP\0\u0001\0\0"u8) || first.Client.StartsWith("AMQP\u0002\u0001\0\0"u8) ||
        first.Client.StartsWith("AMQP\u0003\u0001\0\0"u8);

    /// <summary>The server's INFO or the client's CONNECT, each with an object in JSON.</summary>
    public static bool IsNats(in FirstBytes first) =>
        (first.Server.StartsWith("INFO {\""u8) || first.Client.StartsWith("CONNECT {\""u8)) && !Lines.First(first.Client).IsEmpty;

    /// <summary>STOMP 1.2: a frame with at least one header.</summary>
    public static bool IsStomp(in FirstBytes first)
    {
        ReadOnlySpan<byte> line = Lines.First(first.Client, out bool isWhole);
        if (!isWhole || (!line.SequenceEqual("CONNECT"u8) && !line.SequenceEqual("STOMP"u8))) return false;
        ReadOnlySpan<byte> header = Lines.First(first.Client[(first.Client.IndexOf((byte)'\n') + 1)..]);
        return header.IndexOf((byte)':') > 0 && (first.Server.IsEmpty || Lines.HasCommand(first.Server, "CONNECTED", "ERROR"));
    }

    private static bool IsStream(in FirstBytes first)
    {
        ReadOnlySpan<byte> rest = first.Client;
        if (rest.StartsWith("<?xml "u8))
        {
            int end = rest.IndexOf("?>"u8);
            if (end < 0) return false;
            rest = rest[(end + 2)..].TrimStart(" \r\n"u8);
        }

        return rest.StartsWith("<stream:stream "u8);
    }

    private static bool Has(in FirstBytes first, ReadOnlySpan<byte> space) =>
        first.Client.IndexOf(space) >= 0 || first.Server.IndexOf(space) >= 0;
}
