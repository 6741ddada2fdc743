using System.Text.Json;
using TlsDissect.Output.Json;
using TlsDissect.Output.Text;
using TlsDissect.Output.Text.Lessons;

namespace TlsDissect.Output.Report;

/// <summary>
/// The sentences of the text output about one connection, as a member of its JSON object: the ladder with its explanations, decryption,
/// authentication. So the page says what the terminal says.
/// </summary>
/// <param name="wording">How advice names options.</param>
internal sealed class ReportWords(AdviceWording wording)
{
    /// <summary>Writes the member <c>words</c> into the open object.</summary>
    public void Write(Utf8JsonWriter json, ConnectionSummary connection)
    {
        json.WriteStartObject("words"u8);
        json.WriteString("handshake"u8, HandshakeText.Of(connection));
        json.WriteString("decrypted"u8, DecryptionText.Of(connection, wording));
        WriteTexts(json, "more"u8, DecryptionText.More(connection, wording));
        json.WriteString("authenticated"u8, AuthenticationText.Of(connection));
        WriteText(json, "suite"u8, SuiteText.Of(connection));
        WriteText(json, "ech"u8, EchText.Of(connection, isVerbose: true));
        WriteText(json, "begun_with"u8, connection.StartTls is StartTls before ? StartTlsText.Of(before) : null);
        json.WriteString("data"u8, DecryptionText.Data(connection));
        WriteText(json, "lacks"u8, DecryptionText.Lacks(connection));
        WriteText(json, "server_chain"u8, connection.ServerJudgement is CertificateJudgement server ? JudgementText.Chain(server) : null);
        WriteText(json, "client_chain"u8, connection.ClientJudgement is CertificateJudgement client ? JudgementText.Chain(client) : null);
        WriteLadder(json, connection);
        json.WriteEndObject();
    }

    private void WriteLadder(Utf8JsonWriter json, ConnectionSummary connection)
    {
        LessonPlan lesson = new(connection);
        json.WriteStartArray("ladder"u8);
        foreach (LadderStep step in LadderSteps.Of(connection, wording))
        {
            json.WriteStartObject();
            json.WriteString("from"u8, JsonNames.Of(step.From));
            if (step.Message is not null) json.WriteNumber("message"u8, step.Index);
            if (step.Alert is not null) json.WriteNumber("alert"u8, step.Index);
            if (step.Position is { } position)
                json.WriteNumber("offset"u8, position.Time.NanosecondsSince(connection.First.Time) / 1e9m);
            json.WriteString("text"u8, step.Text);
            WriteText(json, "rule"u8, step.Rule);
            WriteText(json, "explanation"u8, step.Explanation);
            if (step.Message is not null) WriteLessons(json, lesson.Beneath(step.Index));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("closing"u8);
        WriteMembers(json, lesson.Closing());
        json.WriteEndObject();
    }

    private static void WriteLessons(Utf8JsonWriter json, IReadOnlyList<LessonText> texts)
    {
        if (texts.Count == 0) return;
        json.WriteStartArray("lessons"u8);
        foreach (LessonText text in texts)
        {
            json.WriteStartObject();
            WriteMembers(json, text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteMembers(Utf8JsonWriter json, LessonText text)
    {
        WriteText(json, "heading"u8, text.Heading);
        WriteText(json, "text"u8, text.Text);
    }

    /// <summary>Leaves out what there is not.</summary>
    private static void WriteText(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? text)
    {
        if (!string.IsNullOrEmpty(text)) json.WriteString(name, text);
    }

    private static void WriteTexts(Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
