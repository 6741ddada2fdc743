using System.Collections.Immutable;
using System.Text.Json;
using TlsDissect.Messages.Certificates;

namespace TlsDissect.Output.Json;

/// <summary>Writes the judgement on certificates.</summary>
internal static class JsonJudgementWriter
{
    /// <summary>Writes the judgement on both sides as a property of the open object; nothing if no certificates were judged.</summary>
    public static void Write(Utf8JsonWriter json, ConnectionSummary connection)
    {
        if (connection.ServerJudgement is null && connection.ClientJudgement is null) return;
        json.WriteStartObject("judgement"u8);
        Write(json, "server"u8, connection.ServerJudgement);
        Write(json, "client"u8, connection.ClientJudgement);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> side, CertificateJudgement? judgement)
    {
        if (judgement is null)
        {
            json.WriteNull(side);
            return;
        }

        json.WriteStartObject(side);
        json.WriteString("chain"u8, JsonNames.Of(judgement.Chain));
        if (judgement.TrustedBy is not null) json.WriteString("trusted_by"u8, judgement.TrustedBy);
        if (judgement.Problems.Length > 0) WriteList(json, "problems"u8, judgement.Problems);
        if (judgement.NotJudged is not null) json.WriteString("not_judged"u8, judgement.NotJudged);
        if (judgement.Name is not null)
        {
            json.WriteString("name"u8, judgement.Name);
            if (judgement.NameMatches is bool matches) json.WriteBoolean("name_matches"u8, matches);
            else json.WriteNull("name_matches"u8);
        }

        WriteOcsp(json, judgement.Ocsp);
        WriteTimestamps(json, judgement.Timestamps);
        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, ReadOnlySpan<byte> name, ImmutableArray<string> words)
    {
        json.WriteStartArray(name);
        foreach (string word in words) json.WriteStringValue(word);
        json.WriteEndArray();
    }

    private static void WriteOcsp(Utf8JsonWriter json, ImmutableArray<StapledStatus> statuses)
    {
        if (statuses.IsEmpty) return;
        json.WriteStartArray("ocsp"u8);
        foreach (StapledStatus status in statuses)
        {
            json.WriteStartObject();
            if (status.Certificate is int index) json.WriteNumber("certificate"u8, index);
            else json.WriteNull("certificate"u8);
            json.WriteString("serial"u8, status.Serial);
            json.WriteString("status"u8, status.Status is RevocationStatus known ? JsonNames.Of(known) : null);
            json.WriteString("responder"u8, status.Responder);
            JsonText.WriteTime(json, "produced_at"u8, status.ProducedAt);
            JsonText.WriteTime(json, "this_update"u8, status.ThisUpdate);
            JsonText.WriteTime(json, "next_update"u8, status.NextUpdate);
            if (status.Status == RevocationStatus.Revoked)
            {
                JsonText.WriteTime(json, "revoked_at"u8, status.RevokedAt);
                json.WriteString("reason"u8, status.Reason);
            }

            if (status.Verified is bool verified) json.WriteBoolean("verified"u8, verified);
            else json.WriteNull("verified"u8);
            if (status.Problem is not null) json.WriteString("problem"u8, status.Problem);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTimestamps(Utf8JsonWriter json, ImmutableArray<SignedTimestamp> timestamps)
    {
        if (timestamps.IsEmpty) return;
        json.WriteStartArray("timestamps"u8);
        foreach (SignedTimestamp timestamp in timestamps)
        {
            json.WriteStartObject();
            JsonText.WriteHex(json, "log_id"u8, timestamp.LogId.Span);
            JsonText.WriteTime(json, "time"u8, timestamp.Time);
            json.WriteString("source"u8, timestamp.Source);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
