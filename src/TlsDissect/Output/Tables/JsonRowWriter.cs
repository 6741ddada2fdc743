using System.Buffers;
using System.Text;
using System.Text.Json;
using TlsDissect.Output.Fields;
using TlsDissect.Output.Json;

namespace TlsDissect.Output.Tables;

/// <summary>Writes JSON Lines: an object for each row, with a member for each column. Numbers and flags are what they are.</summary>
internal sealed class JsonRowWriter : IRowWriter, IDisposable
{
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly Action<ReadOnlySpan<byte>> _output;
    private readonly IReadOnlyList<ConnectionColumn> _columns;
    private readonly Utf8JsonWriter _json;

    /// <param name="output">Receives whole lines.</param>
    /// <param name="columns">The columns.</param>
    public JsonRowWriter(Action<ReadOnlySpan<byte>> output, IReadOnlyList<ConnectionColumn> columns)
    {
        (_output, _columns) = (output, columns);
        _json = new Utf8JsonWriter(_line, new JsonWriterOptions { Encoder = JsonText.Encoder, SkipValidation = true });
    }

    /// <inheritdoc/>
    public void Write(FieldRow row)
    {
        _json.WriteStartObject();
        _json.WriteString("type"u8, "row"u8);
        foreach (ConnectionColumn column in _columns)
        {
            _json.WritePropertyName(column.Name);
            if (column.IsList) _json.WriteStartArray();
            bool isEmpty = true;
            foreach (string value in column.Values(row))
            {
                isEmpty = false;
                WriteValue(column.Kind, value);
            }

            if (column.IsList) _json.WriteEndArray();
            else if (isEmpty) _json.WriteNullValue();
        }

        _json.WriteEndObject();
        _json.Flush();
        _json.Reset();
        _line.Write("\n"u8);
        _output(_line.WrittenSpan);
        _line.ResetWrittenCount();
    }

    /// <inheritdoc/>
    public void Complete()
    {
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    private void WriteValue(FieldKind kind, string value)
    {
        // As the connection's JSON has them.
        if (kind is FieldKind.Number or FieldKind.Flag) _json.WriteRawValue(Encoding.UTF8.GetBytes(value), skipInputValidation: true);
        else _json.WriteStringValue(value);
    }
}
