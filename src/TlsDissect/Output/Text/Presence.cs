using TlsDissect.Protocol;

namespace TlsDissect.Output.Text;

/// <summary>Whether a side of a connection is in the capture.</summary>
internal static class Presence
{
    /// <summary>Messages that answer nothing in the capture.</summary>
    private static readonly string[] Unanswered = ["client_hello", "new_session_ticket", "key_update", "end_of_early_data"];

    /// <summary>Whether a side is not in the capture at all, although what the other side sent answers it.</summary>
    public static bool IsMissing(ConnectionSummary connection, Sender side)
    {
        if (IsHeard(connection, side)) return false;
        Sender other = 1 - side;
        if (connection.MessageList.Exists(entry => entry.From == other && !Unanswered.Contains(entry.Name))) return true;
        // Early data needs no answer (RFC 8446 §2.3). In the middle of a connection, one side may be silent.
        bool isAnswer = connection.IsStartSeen && !connection.ClientHelloList.Exists(hello => hello.EarlyData);
        return isAnswer && connection.ProtectedRecords(other) > 0;
    }

    private static bool IsHeard(ConnectionSummary connection, Sender side) =>
        connection.MessageList.Exists(entry => entry.From == side) || connection.AlertList.Exists(alert => alert.From == side) ||
        connection.ProtectedRecords(side) > 0 ||
        (side == Sender.Client ? connection.ClientSkipped : connection.ServerSkipped).Count > 0 ||
        connection.ViolationList?.Exists(violation => violation.From == side) == true;
}
