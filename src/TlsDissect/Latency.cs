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
        Moments moments = Moments.Of(connection);
        return new Latency
        {
            Tcp = connection.Previous is null ? connection.Tcp?.RoundTrip : null,
            ServerHello = Between(moments.ClientHello, moments.ServerHello),
            Handshake = Between(moments.ClientHello, HandshakeEnd(connection, moments)),
            FirstData = Between(moments.ClientHello, connection.Milestones.FirstData),
        };
    }

    /// <summary>
    /// The later of the two Finished. Before TLS 1.3, an encrypted message of the first handshake is one. In TLS 1.3 the client's is
    /// always the later.
    /// </summary>
    private static Mark HandshakeEnd(ConnectionSummary connection, in Moments moments)
    {
        if (connection.Handshake == HandshakeKind.Incomplete) return default;
        (Mark client, Mark server) = (moments.ClientFinished, moments.ServerFinished);
        if (connection.Version.IsTls13()) return client.IsReached ? client : HiddenEnd(connection);
        if (!client.IsReached || !server.IsReached) return default;
        return client.Packet > server.Packet ? client : server;
    }

    /// <summary>The record of the client that ends the handshake of TLS 1.3; none if the server did not accept it.</summary>
    private static Mark HiddenEnd(ConnectionSummary connection) =>
        connection.Outcome?.Result is OutcomeResult.Refused or OutcomeResult.Aborted ? default : connection.Milestones.HiddenFinished;

    /// <summary>The first of each message that counts, in the first handshake.</summary>
    private struct Moments
    {
        private static readonly string ClientHelloName = HandshakeType.ClientHello.RegisteredName();
        private static readonly string ServerHelloName = HandshakeType.ServerHello.RegisteredName();
        private static readonly string FinishedName = HandshakeType.Finished.RegisteredName();

        public Mark ClientHello, ServerHello, ClientFinished, ServerFinished;

        public static Moments Of(ConnectionSummary connection)
        {
            Moments moments = default;
            foreach (MessageEntry entry in connection.MessageList)
            {
                if (entry.Handshake == 0) moments.Add(entry);
            }

            return moments;
        }

        private void Add(MessageEntry entry)
        {
            string name = entry.Name;
            if (entry.From == Sender.Client)
            {
                if (name == ClientHelloName) Reach(ref ClientHello, entry);
                else if (IsFinished(name)) Reach(ref ClientFinished, entry);
            }
            else
            {
                if (name == ServerHelloName || entry.Message is ServerHello) Reach(ref ServerHello, entry);
                else if (IsFinished(name)) Reach(ref ServerFinished, entry);
            }
        }

        /// <summary>The list of messages may not be in order yet.</summary>
        private static void Reach(ref Mark first, MessageEntry entry)
        {
            if (!first.IsReached || entry.Position.Packet < first.Packet) first = Mark.At(entry.Position);
        }

        /// <summary>Whether it is a Finished, one that stays encrypted, or one of SSL 2.0, where the name says whose it is.</summary>
        private static bool IsFinished(string name) =>
            name is HandshakeNames.Encrypted || name.EndsWith(FinishedName, StringComparison.Ordinal);
    }

    private static long? Between(in Mark earlier, in Mark later)
    {
        if (!earlier.IsReached || !later.IsReached) return null;
        long nanoseconds = unchecked(later.Nanoseconds - earlier.Nanoseconds);
        bool isForward = later.Nanoseconds >= earlier.Nanoseconds && nanoseconds >= 0;
        return isForward ? nanoseconds : null;
    }
}
