using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using TlsDissect.Output.Json;

namespace TlsDissect.Output.Fields;

/// <summary>Reads the selected fields of connections, from the JSON object that is written for them. For one thread.</summary>
internal sealed class FieldReader : IDisposable
{
    private readonly FieldSelection _selection;
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly JsonConnectionWriter _json;
    private readonly List<FieldValue>[] _values;

    /// <param name="selection">What to read.</param>
    /// <param name="withHash">Whether the SHA-256 of plaintext is among the members.</param>
    /// <param name="placeOf">Returns the place of a packet by its number; <c>null</c> if the capture is not named.</param>
    public FieldReader(FieldSelection selection, bool withHash = false, Func<long, CapturePlace?>? placeOf = null)
    {
        _selection = selection;
        _json = new JsonConnectionWriter(_buffer, withHash, placeOf) { IsWanted = name => selection.Root.Find(name) is not null };
        _values = [.. selection.Fields.Select(_ => new List<FieldValue>())];
    }

    /// <summary>Reads a connection that is over.</summary>
    public FieldRow Read(ConnectionSummary connection)
    {
        _buffer.ResetWrittenCount();
        _json.WriteObject(connection);
        return Read(_buffer.WrittenSpan);
    }

    /// <summary>Reads a connection from its JSON object, or some members of it.</summary>
    public FieldRow Read(ReadOnlySpan<byte> json)
    {
        Utf8JsonReader reader = new(json);
        reader.Read();
        ReadObject(ref reader, _selection.Root);
        return TakeRow();
    }

    /// <summary>Reads a connection from its parsed JSON object, without a look into members of which nothing is selected.</summary>
    public FieldRow Read(JsonElement json)
    {
        foreach (JsonProperty property in json.EnumerateObject())
        {
            if (_selection.Root.Find(JsonMarshal.GetRawUtf8PropertyName(property)) is not { } member) continue;
            Utf8JsonReader reader = new(JsonMarshal.GetRawUtf8Value(property.Value));
            reader.Read();
            ReadValue(ref reader, member);
        }

        return TakeRow();
    }

    /// <summary>Makes a row of the values that were read.</summary>
    private FieldRow TakeRow()
    {
        ImmutableArray<ImmutableArray<FieldValue>> values = [.. _values.Select(list => list.ToImmutableArray())];
        foreach (List<FieldValue> list in _values) list.Clear();
        return new FieldRow(_selection, values);
    }

    /// <summary>Replaces the findings of a row: earlier connections may complete them after the connection's end.</summary>
    public FieldRow WithFindings(FieldRow row, ImmutableArray<Finding> findings)
    {
        const string member = "findings";
        byte[] rendered = JsonConnectionWriter.RenderFindings(findings);
        FieldRow later = Read([(byte)'{', .. rendered.AsSpan(1), (byte)'}']);
        return row.With(later, static field => field.Path.StartsWith($"{member}.", StringComparison.Ordinal));
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    private void ReadObject(ref Utf8JsonReader reader, FieldSelection.Member within)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            // Names of members are never escaped.
            FieldSelection.Member? member = within.Find(reader.ValueSpan);
            reader.Read();
            if (member is null) reader.Skip();
            else ReadValue(ref reader, member);
        }
    }

    private void ReadValue(ref Utf8JsonReader reader, FieldSelection.Member member)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                ReadObject(ref reader, member);
                break;
            case JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) ReadValue(ref reader, member);
                break;
            case JsonTokenType.Null:
                break;
            default:
                if (member.Place is int place) _values[place].Add(FieldValue.Of(_selection.Fields[place].Kind, TextOf(reader)));
                break;
        }
    }

    private static string TextOf(in Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String ? reader.GetString()! : Encoding.UTF8.GetString(reader.ValueSpan);
}
