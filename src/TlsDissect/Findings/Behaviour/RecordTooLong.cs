using TlsDissect.Findings.Rules;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Findings.Behaviour;

/// <summary>One side sent a record that the other does not accept because of its length.</summary>
internal sealed class RecordTooLong() : FindingRule("record_too_long", FindingSeverity.Low)
{
    public override string Why => "The two sides cannot talk: one of them is wrong about the limit, or it is not TLS that arrives.";

    public override string Advice => "Check what the sender sends, and that both sides agree on record_size_limit or max_fragment_length.";

    public override string Reference => "RFC 8446 §5.1; RFC 8449 §4";

    public override bool TellsCause => true;

    public override void Judge(Judgement judgement)
    {
        ConnectionSummary connection = judgement.Connection;
        AlertEntry? alert = connection.AlertList.Find(one => one is { Description: AlertDescription.RecordOverflow, Level: 2 });
        if (alert is null) return;
        (string who, string other) = alert.From == Sender.Client ? ("client", "server") : ("server", "client");
        judgement.Found(this, $"the {who} refused a record of the {other} as too long{Limit(connection, alert.From)}",
            alert.Position.Packet);
    }

    /// <summary>
    /// The limit that was agreed on; the usual one is 16,384 bytes. A side's record_size_limit is for the records that it receives, and
    /// needs the server's answer. max_fragment_length holds for both sides.
    /// </summary>
    private static string Limit(ConnectionSummary connection, Sender receiver)
    {
        (ushort? server, byte? code) = Answer(connection);
        ushort? client = connection.ClientHelloList is [.., ClientHello hello] ? hello.RecordSizeLimit : null;
        if (server is not null && (receiver == Sender.Server ? server : client) is ushort limit)
            return $"; its record_size_limit is {limit} bytes";
        return code is >= 1 and <= 4 ? $"; max_fragment_length is {256 << code} bytes" : "";
    }

    /// <summary>The server's extensions, which TLS 1.3 has in EncryptedExtensions.</summary>
    private static (ushort? Size, byte? Code) Answer(ConnectionSummary connection)
    {
        foreach (MessageEntry entry in connection.MessageList)
        {
            if (entry.Message is EncryptedExtensions answer) return (answer.RecordSizeLimit, answer.MaxFragmentLength);
        }

        return connection.ServerHelloList is [.., ServerHello hello] ? (hello.RecordSizeLimit, hello.MaxFragmentLength) : default;
    }
}
