using System.Buffers;
using System.Text.Json;

namespace TlsDissect.Output.Json;

/// <summary>Writes the last line of the JSON: the summary of an input.</summary>
internal static class JsonSummaryWriter
{
    /// <summary>Writes one whole line.</summary>
    /// <param name="output">Receives it.</param>
    /// <param name="summary">The counts.</param>
    /// <param name="capture">The capture, if the input is one of many; otherwise <c>null</c>.</param>
    public static void Write(IBufferWriter<byte> output, InputSummary summary, CapturePlace? capture = null)
    {
        using (Utf8JsonWriter json = new(output, new JsonWriterOptions { Encoder = JsonText.Encoder, SkipValidation = true }))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "summary"u8);
            JsonConnectionWriter.WritePlace(json, capture);
            json.WriteNumber("packets"u8, summary.Packets);
            json.WriteNumber("connections"u8, summary.Connections);
            json.WriteNumber("decrypted"u8, summary.Decrypted);
            json.WriteNumber("partial"u8, summary.Partial);
            json.WriteNumber("not_needed"u8, summary.NotNeeded);
            json.WriteStartObject("reasons"u8);
            foreach ((DecryptionReason reason, long count) in summary.Reasons) json.WriteNumber(reason.JsonName(), count);
            json.WriteEndObject();
            json.WriteStartArray("not_dissected"u8);
            foreach (UndissectedPackets packets in summary.NotDissected) Write(json, packets);
            json.WriteEndArray();
            json.WriteNumber("other_tcp"u8, summary.OtherTcp);
            json.WriteNumber("other_tcp_packets"u8, summary.OtherTcpPackets);
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    private static void Write(Utf8JsonWriter json, UndissectedPackets packets)
    {
        json.WriteStartObject();
        json.WriteString("kind"u8, packets.Kind);
        json.WriteNumber("packets"u8, packets.Packets);
        if (packets.Flows is long flows) json.WriteNumber("flows"u8, flows);
        else json.WriteNull("flows"u8);
        json.WriteEndObject();
    }
}
