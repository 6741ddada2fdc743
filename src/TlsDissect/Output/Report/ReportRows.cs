using System.Buffers;
using System.Text.Json;
using TlsDissect.Output.Fields;
using TlsDissect.Output.Json;

namespace TlsDissect.Output.Report;

/// <summary>The rows of the page's table: one JSON array a connection, with texts in a table that rows share.</summary>
/// <param name="rows">Keeps the rows. Not owned.</param>
internal sealed class ReportRows(SpoolStream rows)
{
    private const int Microseconds = 1_000_000;

    /// <summary>The column whose times are relative to <see cref="Origin"/>.</summary>
    private const string StartName = "start";

    private static readonly ConnectionField Start = ConnectionFields.Get("start"), End = ConnectionFields.Get("end");

    private static readonly ConnectionField ClientBytes = ConnectionFields.Get("application_data.client.ciphertext_bytes"),
        ServerBytes = ConnectionFields.Get("application_data.server.ciphertext_bytes");

    private static readonly ConnectionField Severity = ConnectionFields.Get("findings.severity");

    private static readonly Column[] Columns =
    [
        Number("id", "id"),
        new(StartName, null, row => Time(row, Start), [Start]),
        new("duration", null, row => Time(row, End) - Time(row, Start), [Start, End]),
        Text("client", "client.address"),
        Number("client_port", "client.port"),
        Text("server", "server.address"),
        Number("server_port", "server.port"),
        Text("name", "server_name"),
        Text("alpn", "alpn"),
        Text("version", "version"),
        Text("suite", "cipher_suite.name"),
        Text("handshake", "handshake"),
        Text("authentication", "authentication.server.scheme"),
        Text("outcome", "outcome.result"),
        Text("decryption", "decryption.status"),
        Text("reason", "decryption.reason"),
        Number("latency", "latency.handshake", Microseconds),
        new("bytes", null, row => (long)((row.First(ClientBytes)?.Number ?? 0) + (row.First(ServerBytes)?.Number ?? 0)),
            [ClientBytes, ServerBytes]),
        new("severity", row => row[Severity] is { IsEmpty: false } all ? all.Max().Text : null, null, [Severity]),
        new("findings", null, row => row[Severity].Length, [Severity]),
    ];

    private readonly ArrayBufferWriter<byte> _row = new();
    private readonly StringTable _strings = new();

    /// <summary>A column has either a text or a number.</summary>
    private sealed record Column(string Name, Func<FieldRow, string?>? Text, Func<FieldRow, long?>? Number, ConnectionField[] Fields);

    /// <summary>The names of all columns.</summary>
    public static IEnumerable<string> Names => Columns.Select(column => column.Name);

    /// <summary>The names of those with texts.</summary>
    public static IEnumerable<string> TextNames => Columns.Where(column => column.Text is not null).Select(column => column.Name);

    /// <summary>The fields that <see cref="Add"/> reads.</summary>
    public static IEnumerable<ConnectionField> Fields => Columns.SelectMany(column => column.Fields);

    /// <summary>Number of rows.</summary>
    public long Count { get; private set; }

    /// <summary>The time that the starts of rows are relative to: that of the first row, in microseconds since 1970.</summary>
    public long Origin { get; private set; }

    /// <summary>Adds a row.</summary>
    /// <param name="connection">Has the fields of <see cref="Fields"/>.</param>
    public void Add(FieldRow connection)
    {
        if (Count == 0) Origin = Time(connection, Start) ?? 0;
        else rows.Write(",\n"u8);
        Count++;
        using (Utf8JsonWriter json = new(_row, new JsonWriterOptions { Encoder = JsonText.Encoder, SkipValidation = true }))
        {
            json.WriteStartArray();
            foreach (Column column in Columns) WriteCell(json, column, connection);
            json.WriteEndArray();
        }

        rows.Write(_row.WrittenSpan);
        _row.ResetWrittenCount();
    }

    /// <summary>Writes the JSON object with all rows.</summary>
    public void WriteTo(Stream output)
    {
        output.Write("{\"strings\":"u8);
        using (Utf8JsonWriter json = new(output, new JsonWriterOptions { Encoder = JsonText.Encoder })) _strings.Write(json);
        output.Write(",\"rows\":[\n"u8);
        rows.WriteTo(output);
        output.Write("]}"u8);
    }

    private void WriteCell(Utf8JsonWriter json, Column column, FieldRow connection)
    {
        if (column.Number is null) _strings.WriteCell(json, column.Text!(connection));
        else if (column.Number(connection) is long number) json.WriteNumberValue(column.Name == StartName ? number - Origin : number);
        else json.WriteNullValue();
    }

    private static Column Text(string name, string path)
    {
        ConnectionField field = ConnectionFields.Get(path);
        return new Column(name, row => row.First(field)?.Text, null, [field]);
    }

    private static Column Number(string name, string path, int unit = 1)
    {
        ConnectionField field = ConnectionFields.Get(path);
        return new Column(name, null, row => (long?)(row.First(field)?.Number * unit), [field]);
    }

    private static long? Time(FieldRow row, ConnectionField field) => (long?)(row.First(field)?.Number * Microseconds);
}
