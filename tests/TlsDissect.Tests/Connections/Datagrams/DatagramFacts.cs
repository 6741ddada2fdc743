using TlsDissect.Protocol;
using TlsDissect.Tests.Connections.Quic;

namespace TlsDissect.Tests.Connections.Datagrams;

/// <summary>What must be the same of connections in whatever order their datagrams come, as lines to compare.</summary>
internal static class DatagramFacts
{
    /// <summary>All connections, by the random of their clients.</summary>
    public static string Of(Dissection dissection) =>
        string.Join('\n',
            dissection.Connections.Select(connection => OfConnection(dissection, connection)).Order(StringComparer.Ordinal));

    /// <summary>One connection.</summary>
    private static string OfConnection(Dissection dissection, ConnectionSummary connection) =>
        string.Join('\n', ConnectionFacts.OfHellos(connection).Split('\n').Reverse().Append($"{connection.Status} {connection.Reason}")
            .Append($"missing {connection.Datagrams!.Missing}")
            .Append($"Finished {connection.ClientFinishedVerified} {connection.ServerFinishedVerified}")
            .Append(connection.Quic is QuicStatistics quic
                ? QuicFacts.Of(quic)
                : $"{connection.ClientData.Records} and {connection.ServerData.Records} records")
            .Append(OfEssence(dissection, connection)));

    /// <summary>The messages and the plaintext: what an attacker must not change.</summary>
    public static string OfEssence(Dissection dissection, ConnectionSummary connection) =>
        string.Join('\n', Messages(connection, Sender.Client), Messages(connection, Sender.Server),
            connection.Quic is null ? Plaintext(dissection, connection.Id) : QuicFacts.Plaintext(dissection, connection.Id));

    /// <summary>
    /// The handshake messages of one side, in the order of message_seq. A change_cipher_spec is not one.
    /// </summary>
    private static string Messages(ConnectionSummary connection, Sender sender) =>
        $"{sender} " + string.Join(' ',
            connection.Messages.Where(message => message.From == sender && message.Name != "change_cipher_spec")
                .Select(message => $"{message.Handshake}:{message.Name}"));

    /// <summary>The plaintext of each side of a connection, record by record.</summary>
    private static string Plaintext(Dissection dissection, long connection) =>
        string.Join('\n',
            new[] { Sender.Client, Sender.Server }.Select(
                sender => $"{sender} " + string.Join(' ',
                    dissection.Records.Where((record, at) => record.From == sender && dissection.Places[at].Connection == connection)
                        .Select(record => record.Plaintext))));
}
