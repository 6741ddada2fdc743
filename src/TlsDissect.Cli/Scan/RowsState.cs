using System.Buffers;
using System.Text.Json;
using TlsDissect.Cli.Runs;
using TlsDissect.Output.Json;

namespace TlsDissect.Cli.Scan;

/// <summary>
/// What a file of rows is, and what an exit code depends on: in a line behind the rows, so that a later run need not read them.
/// </summary>
/// <param name="Capture">The capture's name.</param>
/// <param name="Identity">What the rows were made with.</param>
internal sealed record RowsState(string Capture, ScanIdentity Identity)
{
    /// <summary>The type of the line.</summary>
    public const string Type = "scan_end";

    private static readonly DecryptionReason[] AllReasons = Enum.GetValues<DecryptionReason>();

    private static readonly FindingSeverity[] AllSeverities = Enum.GetValues<FindingSeverity>();

    /// <summary>Where the capture was; <c>null</c> if the line does not say.</summary>
    public string? Path { get; init; }

    /// <summary>The program and its version.</summary>
    public string Program { get; init; } = ScanIdentity.Program;

    /// <summary>Whether the capture could not be read, or not to its end.</summary>
    public bool HasFailed { get; init; }

    /// <summary>Whether there were keys, given or in the capture.</summary>
    public bool HasKeys { get; init; }

    /// <summary>Those of the connections that have rows.</summary>
    public ExitFacts Facts { get; init; }

    /// <summary>Writes the line.</summary>
    public void Write(IBufferWriter<byte> output)
    {
        using (Utf8JsonWriter json = new(output, new JsonWriterOptions { Encoder = JsonText.Encoder, SkipValidation = true }))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, Type);
            json.WriteString("capture"u8, Capture);
            json.WriteString("path"u8, Path);
            json.WriteString("program"u8, Program);
            Identity.WriteMembers(json);
            json.WriteBoolean("failed"u8, HasFailed);
            json.WriteBoolean("has_keys"u8, HasKeys);
            json.WriteBoolean("undecrypted"u8, Facts.IsUndecrypted);
            json.WriteBoolean("breaks_policy"u8, Facts.BreaksPolicy);
            json.WriteString("worst_finding"u8, Facts.Worst is FindingSeverity worst ? JsonNames.Of(worst) : null);
            json.WriteStartArray("reasons"u8);
            foreach (DecryptionReason reason in AllReasons.Where(Has)) json.WriteStringValue(reason.JsonName());
            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    /// <summary>Reads the line; <c>null</c> if it is something else.</summary>
    public static RowsState? Read(ReadOnlyMemory<byte> line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement row = document.RootElement;
            if (row.ValueKind != JsonValueKind.Object || Text(row, "type") != Type || Text(row, "capture") is not string capture ||
                Text(row, "format") is not string format || Text(row, "options") is not string options) return null;
            string? worst = Text(row, "worst_finding");
            HashSet<string> reasons = row.TryGetProperty("reasons", out JsonElement array) && array.ValueKind == JsonValueKind.Array
                ? [.. array.EnumerateArray().Select(reason => reason.ToString())]
                : [];
            return new RowsState(capture, new ScanIdentity(format, options, Text(row, "keys")))
            {
                Path = Text(row, "path"),
                Program = Text(row, "program") ?? "",
                HasFailed = Holds(row, "failed"),
                HasKeys = Holds(row, "has_keys"),
                Facts = new ExitFacts(Holds(row, "undecrypted"), Holds(row, "breaks_policy"),
                    worst is null ? null : AllSeverities.Cast<FindingSeverity?>().FirstOrDefault(one => JsonNames.Of(one!.Value) == worst))
                {
                    Reasons = AllReasons.Where(reason => reasons.Contains(reason.JsonName()))
                        .Aggregate(0u, (all, reason) => all | ExitFacts.BitOf(reason)),
                },
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second: text that is not Unicode.
            return null;
        }
    }

    private bool Has(DecryptionReason reason) => (Facts.Reasons & ExitFacts.BitOf(reason)) != 0;

    private static bool Holds(JsonElement row, string name) =>
        row.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.True;

    private static string? Text(JsonElement row, string name) =>
        row.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
