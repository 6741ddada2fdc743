using System.Collections.Immutable;
using TlsDissect.Output.Fields;

namespace TlsDissect.Output.Tables;

/// <summary>How the handshake ended: <c>established</c>, <c>refused: unknown_ca</c>, <c>aborted by client</c>.</summary>
internal static class OutcomeCell
{
    private static readonly ConnectionField Alert = ConnectionFields.Get("outcome.alert");
    private static readonly ConnectionField By = ConnectionFields.Get("outcome.by");

    /// <summary>The field with the result itself.</summary>
    public static ConnectionField Result { get; } = ConnectionFields.Get("outcome.result");

    /// <summary>The fields that it is made of.</summary>
    public static ImmutableArray<ConnectionField> Fields => [Result, Alert, By];

    /// <summary>Returns the outcome of a row; none if the connection is open.</summary>
    public static IEnumerable<string> Of(FieldRow row)
    {
        if (row.First(Result)?.Text is not string result) yield break;
        string words = result.Replace('_', ' ');
        yield return (row.First(Alert)?.Text, row.First(By)?.Text) switch
        {
            (string alert, _) => $"{words}: {alert}",
            (null, string by) => $"{words} by {by}",
            _ => words,
        };
    }

    /// <summary>Returns the tone of a row.</summary>
    public static CellTone Tone(FieldRow row) => row.First(Result)?.Text switch
    {
        "established" => CellTone.Plain,
        "refused" or "aborted" => CellTone.Bad,
        _ => CellTone.Faint,
    };
}
