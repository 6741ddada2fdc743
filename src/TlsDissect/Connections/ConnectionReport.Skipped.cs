using System.Globalization;
using TlsDissect.Protocol;
using TlsDissect.Records;
using TlsDissect.Records.Framings;

namespace TlsDissect.Connections;

/// <content>Reports bytes that do not belong to a whole record.</content>
internal sealed partial class ConnectionReport
{
    /// <summary>
    /// Whether bytes count as skipped. Those of a record with a gap count as lost. Those of the last record count as skipped if its sender
    /// ended the stream there. If only the capture ended, or the connection was reset, the record may have been valid.
    /// </summary>
    public bool CountsAsSkipped(int side, in UnreadBytes unread) => unread.Kind switch
    {
        UnreadKind.Damaged => false,
        UnreadKind.Unfinished => _tcp?.Stream(side).IsFinished == true,
        _ => true,
    };

    /// <summary>Notes that the stream of a side ends within a record, of which nothing is read.</summary>
    public void NoteUnfinished(Sender from, in UnreadBytes unread)
    {
        string sender = from.Name();
        string there = unread.RecordLength is int whole
            ? $"{Number(unread.Length)} of its {Number(whole)} bytes were"
            : $"{Number(unread.Length)} {(unread.Length == 1 ? "byte was" : "bytes were")}";
        Note($"the {sender}'s stream ends within a record: {there} captured");
    }

    /// <summary>Notes bytes of a direction that could not be read as records.</summary>
    public void OnSkippedBytes(Direction direction, long bytes, in StreamPosition first)
    {
        direction.AddSkipped(bytes, first.Packet);
        Interrupt(direction.Sender);
        if (IsDataWanted()) _context.Sink.OnSkippedBytes(View, direction.Sender, bytes, first);
    }

    /// <summary>Notes bytes of the carrier that TLS does not protect.</summary>
    public void NoteCarrierData(Sender from, in CarrierData data)
    {
        string sender = from.Name();
        string what = data.Carrier == Carrier.OpenVpn
            ? "are protected by OpenVPN itself and not by TLS"
            : "are TDS in the clear, after TLS";
        Note($"{Number(data.Bytes)} bytes of the {sender}'s stream {what}");
        if (data.HidesTls)
            Note("OpenVPN encrypts its control channel after a change of keys (tls-crypt): the TLS sessions in it are not shown");
    }

    private void CountSkipped(Direction? client, Direction? server) =>
        (Summary.ClientSkipped, Summary.ServerSkipped) = (client?.Skipped ?? default, server?.Skipped ?? default);

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
