using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using TlsDissect.Output.Json;

namespace TlsDissect.Output.Report;

/// <summary>
/// The JSON objects of the connections in compressed blocks, one <c>script</c> element a block. Certificates are replaced by their index.
/// </summary>
/// <param name="blocks">Receives the elements. Not owned.</param>
/// <param name="certificates">Receives the certificates. Not owned.</param>
internal sealed class ReportDetails(SpoolStream blocks, ReportCertificates certificates) : IDisposable
{
    /// <summary>Number of connections in a block.</summary>
    public const int BlockSize = 64;

    private readonly ArrayBufferWriter<byte> _object = new();
    private PackedArray? _block;
    private int _blockCount;

    public void Add(JsonElement connection)
    {
        using (Utf8JsonWriter json = new(_object, new JsonWriterOptions { Encoder = JsonText.Encoder, SkipValidation = true }))
            WriteConnection(json, connection);
        (_block ??= Begin()).Add(_object.WrittenSpan);
        _object.ResetWrittenCount();
        if (_block.Count == BlockSize) End();
    }

    /// <summary>The last block is complete.</summary>
    public void Dispose() => End();

    private PackedArray Begin()
    {
        blocks.Write(Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"<script type=\"text/plain\" id=\"block-{_blockCount++}\">")));
        return new PackedArray(blocks);
    }

    private void End()
    {
        if (_block is null) return;
        _block.Dispose();
        _block = null;
        blocks.Write("</script>\n"u8);
    }

    private void WriteConnection(Utf8JsonWriter json, JsonElement connection)
    {
        json.WriteStartObject();
        foreach (JsonProperty member in connection.EnumerateObject())
        {
            if (member.NameEquals("type"u8)) continue;
            json.WritePropertyName(JsonMarshal.GetRawUtf8PropertyName(member));
            if (member.NameEquals("messages"u8)) WriteMessages(json, member.Value);
            else if (member.NameEquals("certificates"u8)) WriteCertificates(json, member.Value);
            else WriteAsIs(json, member.Value);
        }

        json.WriteEndObject();
    }

    private static void WriteMessages(Utf8JsonWriter json, JsonElement messages)
    {
        json.WriteStartArray();
        foreach (JsonElement message in messages.EnumerateArray()) LongBytes.Write(json, message);
        json.WriteEndArray();
    }

    private void WriteCertificates(Utf8JsonWriter json, JsonElement sides)
    {
        json.WriteStartObject();
        foreach (JsonProperty member in sides.EnumerateObject())
        {
            json.WritePropertyName(JsonMarshal.GetRawUtf8PropertyName(member));
            if (member.Value.ValueKind == JsonValueKind.Array)
                certificates.WriteChain(json, member.Value);
            else WriteAsIs(json, member.Value);
        }

        json.WriteEndObject();
    }

    private static void WriteAsIs(Utf8JsonWriter json, JsonElement value) =>
        json.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);
}
