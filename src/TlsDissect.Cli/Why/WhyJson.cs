using System.Buffers;
using System.Text.Json;
using TlsDissect.Cli.Options;
using TlsDissect.Messages.Certificates;
using TlsDissect.Output.Json;
using TlsDissect.Protocol;

namespace TlsDissect.Cli.Why;

/// <summary>Writes connections and keys as lines of JSON.</summary>
internal static class WhyJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JsonText.Encoder, SkipValidation = true };

    /// <summary>Writes a connection with the keys that belong to it, and what would help.</summary>
    /// <param name="output">Receives the line.</param>
    /// <param name="fit">The connection.</param>
    /// <param name="place">The capture of its first packet, if known.</param>
    public static void Write(IBufferWriter<byte> output, ConnectionFit fit, CapturePlace? place)
    {
        ConnectionSummary connection = fit.Connection;
        using (Utf8JsonWriter json = Begin(output, "connection_key"))
        {
            json.WriteNumber("id"u8, connection.Id);
            JsonConnectionWriter.WritePlace(json, place);
            JsonConnectionWriter.WriteEndpoint(json, "client"u8, connection.Client);
            JsonConnectionWriter.WriteEndpoint(json, "server"u8, connection.Server);
            json.WriteString("version"u8, connection.Version == ProtocolVersion.None ? null : connection.Version.DisplayName());
            json.WriteString("server_name"u8, connection.ServerName);
            JsonAgreementWriter.WriteCipherSuite(json, connection);
            json.WriteString("handshake"u8, JsonNames.Of(connection.Handshake));
            WriteNullable(json, "forward_secrecy"u8, connection.ForwardSecrecy);
            json.WriteString("client_random"u8, fit.ClientRandom is { } random ? Convert.ToHexStringLower(random.Span) : null);
            WriteCertificate(json, fit.Certificate);
            json.WriteString("psk_identity"u8, fit.PskIdentity);
            WriteDecryption(json, connection);
            json.WriteStartArray("helps"u8);
            foreach (Remedy remedy in fit.Helps) json.WriteStringValue(remedy.JsonName());
            json.WriteEndArray();
            json.WriteString("text"u8, connection.Reason is null ? null : DecryptionReasons.Explain(connection, ProgramWording.Options));
            WriteKeys(json, fit);
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    /// <summary>Writes a key with the connections that belong to it.</summary>
    /// <param name="output">Receives the line.</param>
    /// <param name="key">The key.</param>
    /// <param name="text">The same as a sentence.</param>
    public static void Write(IBufferWriter<byte> output, KeyFit key, string text)
    {
        using (Utf8JsonWriter json = Begin(output, "key"))
        {
            json.WriteString("kind"u8, JsonNames.Of(key.Kind));
            json.WriteString("name"u8, key.Name);
            json.WriteNumber("connections"u8, key.Connections);
            json.WriteNumber("decrypted"u8, key.Decrypted);
            json.WriteNumber("decrypted_by_another"u8, key.ByAnother);
            json.WriteNumber("ephemeral"u8, key.Ephemeral);
            json.WriteStartObject("reasons"u8);
            foreach ((DecryptionReason reason, long count) in key.Reasons) json.WriteNumber(reason.JsonName(), count);
            json.WriteEndObject();
            json.WriteString("text"u8, text);
            if (key.PublicKey is not null) WriteCertificates(json, key);
            if (key.Kind == SecretSource.PreSharedKey) json.WriteNumber("keys"u8, key.Keys);
            if (key.Contents is not null) WriteContents(json, key);
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    private static Utf8JsonWriter Begin(IBufferWriter<byte> output, string type)
    {
        Utf8JsonWriter json = new(output, Options);
        json.WriteStartObject();
        json.WriteString("type"u8, type);
        return json;
    }

    private static void WriteCertificate(Utf8JsonWriter json, CertificateDetails? certificate)
    {
        if (certificate is null)
        {
            json.WriteNull("certificate"u8);
            return;
        }

        json.WriteStartObject("certificate"u8);
        JsonText.WriteHex(json, "sha256"u8, certificate.Sha256.Span);
        json.WriteString("subject"u8, certificate.Subject);
        json.WriteString("public_key"u8, certificate.PublicKey);
        json.WriteEndObject();
    }

    private static void WriteDecryption(Utf8JsonWriter json, ConnectionSummary connection)
    {
        json.WriteStartObject("decryption"u8);
        json.WriteString("status"u8, JsonNames.Of(connection.Status));
        json.WriteString("secret"u8, connection.Secret is SecretSource secret ? JsonNames.Of(secret) : null);
        json.WriteString("key"u8, connection.Key);
        json.WriteString("reason"u8, connection.Reason?.JsonName());
        json.WriteEndObject();
    }

    private static void WriteKeys(Utf8JsonWriter json, ConnectionFit fit)
    {
        json.WriteStartArray("keys"u8);
        if (fit.ServerKey is not null) WriteKey(json, SecretSource.RsaKey, fit.ServerKey.Name);
        if (fit.StaticDhKey is not null) WriteKey(json, SecretSource.StaticDhKey, fit.StaticDhKey.Name);
        if (fit.IsIdentityGiven) WriteKey(json, SecretSource.PreSharedKey, fit.PskIdentity!);
        foreach (LoggedFit log in fit.Logs) WriteKey(json, log.Kind, log.Name, log.LabelNames);
        json.WriteEndArray();
    }

    private static void WriteKey(Utf8JsonWriter json, SecretSource kind, string name, IEnumerable<string>? labels = null)
    {
        json.WriteStartObject();
        json.WriteString("kind"u8, JsonNames.Of(kind));
        json.WriteString("name"u8, name);
        if (labels is not null)
        {
            json.WriteStartArray("labels"u8);
            foreach (string label in labels) json.WriteStringValue(label);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteCertificates(Utf8JsonWriter json, KeyFit key)
    {
        json.WriteString("public_key"u8, key.PublicKey);
        json.WriteStartArray("certificates"u8);
        foreach (CertificateFit certificate in key.Certificates)
        {
            json.WriteStartObject();
            json.WriteString("sha256"u8, certificate.Sha256);
            json.WriteString("subject"u8, certificate.Subject);
            json.WriteNumber("connections"u8, certificate.Connections);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteContents(Utf8JsonWriter json, KeyFit key)
    {
        json.WriteNumber("secrets"u8, key.Contents!.Secrets);
        json.WriteNumber("logged_connections"u8, key.Contents.Connections);
        json.WriteStartArray("labels"u8);
        foreach ((string label, long secrets) in key.Contents.ByLabel)
        {
            json.WriteStartObject();
            json.WriteString("label"u8, label);
            json.WriteNumber("secrets"u8, secrets);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteNullable(Utf8JsonWriter json, ReadOnlySpan<byte> name, bool? value)
    {
        if (value is bool known) json.WriteBoolean(name, known);
        else json.WriteNull(name);
    }
}
