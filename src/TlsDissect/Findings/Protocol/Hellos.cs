using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Protocol;

/// <summary>The hellos that a judgement is made from, as they are listed. Only whole ones: what is missing may say otherwise.</summary>
internal static class Hellos
{
    /// <summary>The latest ServerHello that agreed on something, and its place; <c>null</c> if it was not seen whole.</summary>
    public static ServerHello? Server(ConnectionSummary connection, out MessageEntry? entry)
    {
        List<MessageEntry> messages = connection.MessageList;
        for (int i = messages.Count - 1; i >= 0; i--)
        {
            if (messages[i].Message is not ServerHello { IsHelloRetryRequest: false } hello) continue;
            entry = messages[i];
            return hello.IsPartial || entry.Malformed is not null ? null : hello;
        }

        entry = null;
        return null;
    }

    /// <summary>The latest ServerHello of TLS 1.2 or earlier.</summary>
    public static ServerHello? ServerBeforeTls13(ConnectionSummary connection, out MessageEntry? entry) =>
        connection.Version.Generation() is >= TlsGeneration.Ssl30 and <= TlsGeneration.Tls12
            ? Server(connection, out entry)
            : None(out entry);

    /// <summary>The first ClientHello of a handshake, and its place; <c>null</c> if it was not seen whole.</summary>
    public static ClientHello? Client(ConnectionSummary connection, int handshake, out MessageEntry? entry)
    {
        foreach (MessageEntry message in connection.MessageList)
        {
            if (message.Message is not ClientHello hello || message.Handshake != handshake) continue;
            entry = message;
            return hello.IsPartial || message.Malformed is not null ? null : hello;
        }

        entry = null;
        return null;
    }

    /// <summary>The packet of the latest ServerHello; <c>null</c> if none is listed.</summary>
    public static long? ServerPacket(ConnectionSummary connection) =>
        connection.MessageList.FindLast(entry => entry.Name == "server_hello")?.Position.Packet;

    /// <summary>The latest version that a client offers, by generation. Values of GREASE do not count.</summary>
    public static TlsGeneration Latest(ClientHello hello)
    {
        if (hello.SupportedVersions.IsEmpty) return hello.LegacyVersion.Generation();
        TlsGeneration latest = TlsGeneration.None;
        foreach (ProtocolVersion version in hello.SupportedVersions)
        {
            if (!Grease.IsGrease((ushort)version) && version.Generation() > latest) latest = version.Generation();
        }

        return latest;
    }

    private static ServerHello? None(out MessageEntry? entry)
    {
        entry = null;
        return null;
    }
}
