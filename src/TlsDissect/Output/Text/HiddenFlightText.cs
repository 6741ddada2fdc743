using TlsDissect.Protocol;

namespace TlsDissect.Output.Text;

/// <summary>
/// One line for all records of a side's TLS 1.3 handshake that stay encrypted, and where it belongs in the ladder. They have no lines of
/// their own.
/// </summary>
internal sealed class HiddenFlightText(ConnectionSummary connection, AdviceWording wording)
{
    /// <summary>The place after all messages.</summary>
    public const int AtEnd = int.MaxValue;

    private const int None = -1;

    /// <summary>Messages that follow the handshake (RFC 8446 §4.6).</summary>
    private static readonly string[] Later = ["new_session_ticket", "key_update"];

    /// <summary>Whose they are.</summary>
    public ConnectionSummary Connection => connection;

    /// <summary>Whether there are any. Until the connection is over, a key may still come.</summary>
    public static bool Has(ConnectionSummary connection) => connection.Outcome is not null &&
        connection.ClientEncryptedHandshake.Records + connection.ServerEncryptedHandshake.Records > 0;

    /// <summary>Index of the message that the records follow, or <see cref="AtEnd"/>; negative if there are no such records.</summary>
    public int PlaceOf(Sender from)
    {
        if (!Has(connection) || connection.EncryptedHandshake(from).Records == 0) return None;
        int server = LastOf(Sender.Server);
        // The client answers the server's flight.
        int place = from == Sender.Server ? server : Math.Max(LastOf(Sender.Client), server);
        return place < 0 ? AtEnd : place;
    }

    /// <summary>The line.</summary>
    public string Of(Sender from)
    {
        EncryptedHandshake hidden = connection.EncryptedHandshake(from);
        return $"{Plural.Of(hidden.Records, "encrypted record")}, {Plural.Of(hidden.CiphertextBytes, "byte")}: {What(from, hidden)}; " +
            $"a key log{wording.KeyLog} shows {(hidden.Records == 1 ? "it" : "them")}";
    }

    private string What(Sender from, EncryptedHandshake hidden)
    {
        if (hidden.CiphertextBytes < LengthOfFinished) return "an alert or a part of the handshake";
        if (connection.MessageList.Exists(entry => entry.From == from && entry.Protected && !Later.Contains(entry.Name)))
            return "the rest of the handshake";
        return from == Sender.Server ? "EncryptedExtensions to Finished" : "the client's part of the handshake, up to Finished";
    }

    /// <summary>A Finished with its header, content type and tag (RFC 8446 §4.4.4, §5.2): of the suite's hash.</summary>
    private int LengthOfFinished => 4 + (connection.CipherSuiteParts?.Hash == SuiteHash.Sha384 ? 48 : 32) + 1 +
        (connection.CipherSuiteParts?.TagLength() ?? 8);

    private int LastOf(Sender from) =>
        connection.MessageList.FindLastIndex(entry => entry.From == from && !Later.Contains(entry.Name));
}
