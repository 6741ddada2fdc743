namespace TlsDissect.Output.Text;

/// <summary>The fields about QUIC that are only written if every detail is wanted.</summary>
internal static class QuicDetails
{
    public static void Write(FieldWriter fields, ConnectionSummary connection, QuicStatistics quic)
    {
        string missing = Packets(quic.Missing), outOfOrder = Packets(quic.OutOfOrder);
        fields.Write("QUIC", $"{missing} missing, {outOfOrder} out of order, " +
            $"{Plural.Of(quic.Repeated, "packet")} repeated, {Plural.Of(quic.Retransmitted, "CRYPTO frame")} retransmitted");
        fields.Write("", $"{Plural.Of(quic.TruncatedPackets, "packet")} captured truncated, " +
            $"{Plural.Of(connection.ClientSkipped.Count + connection.ServerSkipped.Count, "byte")} skipped, " +
            $"{Plural.Of(quic.OtherDatagrams, "datagram")} of other protocols");
        fields.Write("", $"key updates: client {quic.ClientKeyUpdates}, server {quic.ServerKeyUpdates}; " +
            $"start {Captured(quic.SeenStart)}, end {Captured(quic.SeenEnd)}");
        WriteIds(fields, quic);
        foreach (QuicPath path in quic.Paths) fields.Write("moved", $"to {path.Client} and {path.Server}, from packet {path.Packet} on");
        WriteParameters(fields, "client", quic.ClientParameters);
        WriteParameters(fields, "server", quic.ServerParameters);
        string name = "streams";
        foreach (QuicStream stream in quic.Streams)
        {
            fields.Write(name, QuicText.Stream(stream));
            name = "";
        }

        if (quic.UnlistedStreams > 0) fields.Write(name, $"and {quic.UnlistedStreams:N0} more");
    }

    private static string Packets(long? count) => count is long known ? Plural.Of(known, "packet") : "unknown how many packets";

    private static void WriteIds(FieldWriter fields, QuicStatistics quic)
    {
        string original = quic.OriginalDestinationId is { } id ? Hex(id) : "not captured";
        fields.Write("IDs", $"original destination {original}");
        fields.Write("", $"to the client {Hex(quic.ClientConnectionIds)}; to the server {Hex(quic.ServerConnectionIds)}");
    }

    private static void WriteParameters(FieldWriter fields, string side, IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        if (parameters.Count == 0) return;
        IEnumerable<string> pairs = parameters.Select(one => one.Value.Length > 0
            ? $"{WireText.Name(one.Key)} = {WireText.Name(one.Value)}"
            : WireText.Name(one.Key));
        fields.Write("parameters", $"{side}: {string.Join(", ", pairs)}");
    }

    private static string Hex(IReadOnlyList<ReadOnlyMemory<byte>> ids) => ids.Count > 0 ? string.Join(", ", ids.Select(Hex)) : "unknown";

    private static string Hex(ReadOnlyMemory<byte> id) => id.IsEmpty ? "empty" : Convert.ToHexStringLower(id.Span);

    private static string Captured(bool isSeen) => isSeen ? "captured" : "not captured";
}
