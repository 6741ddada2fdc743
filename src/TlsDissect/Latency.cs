using TlsDissect.Messages;
using TlsDissect.Protocol;
using Mark = TlsDissect.Milestones.Mark;

namespace TlsDissect;

/// <summary>
/// How long a connection took to begin, in nanoseconds, by the clock of the capture. All but <see cref="Tcp"/> count from the first
/// ClientHello. The time of a message is that of the packet that completed it, and the first captured copy of a packet counts. <c>null</c>
/// where one of the two moments is not in the capture, and where the clock was set back between them.
/// </summary>
public readonly record struct Latency
{
    /// <summary>
    /// Duration of TCP's handshake: from the first SYN to the acknowledgment of the side that sent it. This is one round trip wherever the
    /// capture was taken. <c>null</c> for later sessions of a TCP connection.
    /// </summary>
    public long? Tcp { get; init; }

    /// <summary>Time until the server's first answer, which is a ServerHello or a HelloRetryRequest.</summary>
    public long? ServerHello { get; init; }

    /// <summary>
    /// Time until both sides have sent Finished in the first handshake. If the messages stay encrypted, until the record that must have the
    /// Finished.
    /// </summary>
    public long? Handshake { get; init; }

    /// <summary>
    /// Time until the first application data of either side, early data included. Where TLS 1.3 stays encrypted, a session ticket looks
    /// like data.
    /// </summary>
    public long? FirstData { get; init; }

    /// <summary>What the messages and the other moments of a connection tell.</summary>
    internal static Latency Of(ConnectionSummary connection)
    {
        Mark hello = First(connection, Sender.Client, static entry => entry.Name == ClientHelloName);
        return new Latency
        {
            Tcp = connection.Previous is null ? connection.Tcp.RoundTrip : null,
            ServerHello = Between(hello, First(connection, Sender.Server, IsServerHello)),
            Handshake = Between(hello, HandshakeEnd(connection)),
            FirstData = Between(hello, connection.Milestones.FirstData),
        };
    }

    private static string ClientHelloName { get; } = HandshakeType.ClientHello.RegisteredName();

    private static bool IsServerHello(MessageEntry entry) =>
        entry.Message is ServerHello || entry.Name == HandshakeType.ServerHello.RegisteredName();

    /// <summary>
    /// The later of the two Finished. Before TLS 1.3, an encrypted message of the first handshake is one. In TLS 1.3 the client's is
    /// always the later.
    /// </summary>
    private static Mark HandshakeEnd(ConnectionSummary connection)
    {
        if (connection.Handshake == HandshakeKind.Incomplete) return default;
        Mark client = First(connection, Sender.Client, IsFinished);
        if (connection.Version.IsTls13()) return client.IsReached ? client : HiddenEnd(connection);
        Mark server = First(connection, Sender.Server, IsFinished);
        if (!client.IsReached || !server.IsReached) return default;
        return client.Packet > server.Packet ? client : server;
    }

    /// <summary>The record of the client that ends the handshake of TLS 1.3; none if the server did not accept it.</summary>
    private static Mark HiddenEnd(ConnectionSummary connection) =>
        connection.Outcome?.Result is OutcomeResult.Refused or OutcomeResult.Aborted ? default : connection.Milestones.HiddenFinished;

    /// <summary>A Finished, one that stays encrypted, or one of SSL 2.0.</summary>
    private static bool IsFinished(MessageEntry entry) =>
        entry.Name is HandshakeNames.Encrypted || entry.Name.EndsWith(FinishedName, StringComparison.Ordinal);

    private static string FinishedName { get; } = HandshakeType.Finished.RegisteredName();

    /// <summary>The first such message of a side in the first handshake. The list may not be in order yet.</summary>
    private static Mark First(ConnectionSummary connection, Sender from, Func<MessageEntry, bool> isOne)
    {
        Mark first = default;
        foreach (MessageEntry entry in connection.MessageList)
        {
            if (entry.From != from || entry.Handshake != 0 || !isOne(entry)) continue;
            if (!first.IsReached || entry.Position.Packet < first.Packet) first = Mark.At(entry.Position);
        }

        return first;
    }

    private static long? Between(in Mark earlier, in Mark later)
    {
        if (!earlier.IsReached || !later.IsReached) return null;
        long nanoseconds = unchecked(later.Nanoseconds - earlier.Nanoseconds);
        bool isForward = later.Nanoseconds >= earlier.Nanoseconds && nanoseconds >= 0;
        return isForward ? nanoseconds : null;
    }
}
