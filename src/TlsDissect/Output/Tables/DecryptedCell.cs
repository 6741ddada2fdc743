using System.Collections.Immutable;
using TlsDissect.Output.Fields;

namespace TlsDissect.Output.Tables;

/// <summary>
/// Whether the data was decrypted, or the reason why not: <c>yes</c>, <c>not needed</c>, <c>part: stream_gap</c>, <c>no_key</c>.
/// </summary>
internal static class DecryptedCell
{
    private static readonly ConnectionField Reason = ConnectionFields.Get("decryption.reason");

    /// <summary>The field with the status itself.</summary>
    public static ConnectionField Status { get; } = ConnectionFields.Get("decryption.status");

    /// <summary>The fields that it is made of.</summary>
    public static ImmutableArray<ConnectionField> Fields => [Status, Reason];

    /// <summary>Returns the word of a row.</summary>
    public static IEnumerable<string> Of(FieldRow row)
    {
        if (row.First(Status)?.Text is not string status) yield break;
        string? reason = row.First(Reason)?.Text;
        yield return status switch
        {
            "decrypted" => "yes",
            "not_needed" => "not needed",
            "partial" => reason is null ? "part" : $"part: {reason}",
            _ => reason ?? "no",
        };
    }

    /// <summary>Returns the tone of a row.</summary>
    public static CellTone Tone(FieldRow row) => row.First(Status)?.Text switch
    {
        "decrypted" or "not_needed" => CellTone.Good,
        "partial" => CellTone.Bad,
        _ => CellTone.Faint,
    };
}
