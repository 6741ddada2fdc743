using System.Buffers;
using System.Text.Json;

namespace TlsDissect.Output.Json;

/// <summary>Writes lines of JSON about captures themselves, each whole.</summary>
internal static class JsonProblemWriter
{
    /// <summary>Writes a warning.</summary>
    /// <param name="output">Receives the line.</param>
    /// <param name="capture">The capture.</param>
    /// <param name="packet">The number of the last packet before; 0 before the first.</param>
    /// <param name="text">A sentence.</param>
    public static void WriteWarning(IBufferWriter<byte> output, in CapturePlace capture, long packet, string text) =>
        Write(output, "warning"u8, capture, packet, text);

    /// <summary>Writes why a capture could not be read, or not to its end.</summary>
    /// <param name="output">Receives the line.</param>
    /// <param name="capture">The capture.</param>
    /// <param name="text">A sentence.</param>
    public static void WriteFailure(IBufferWriter<byte> output, in CapturePlace capture, string text) =>
        Write(output, "failure"u8, capture, null, text);

    private static void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> type, in CapturePlace capture, long? packet, string text)
    {
        using (Utf8JsonWriter json = new(output, new JsonWriterOptions { Encoder = JsonText.Encoder, SkipValidation = true }))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, type);
            JsonConnectionWriter.WritePlace(json, capture);
            if (packet is long number) json.WriteNumber("packet"u8, number);
            json.WriteString("text"u8, text);
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }
}
