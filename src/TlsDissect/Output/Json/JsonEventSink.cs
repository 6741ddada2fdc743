using System.Buffers;
using System.Text.Json;
using TlsDissect.Keys;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Output.Json;

/// <summary>
/// Writes every event as a line of JSON as it happens, and each connection's own line when it is over: docs/events.md has the members.
/// Events never contain secrets; they contain plaintext only if requested.
/// </summary>
/// <param name="output">Receives whole lines.</param>
/// <param name="withHash">Whether a connection's line has the SHA-256 of its plaintext.</param>
/// <param name="withData">Whether events contain the plaintext, in hex.</param>
/// <param name="placeOf">Returns the place of a packet by its number, or <c>null</c>.</param>
internal sealed class JsonEventSink(IBufferWriter<byte> output, bool withHash, bool withData, Func<long, CapturePlace?>? placeOf = null)
    : IConnectionSink, IDisposable
{
    private readonly JsonConnectionWriter _connections = new(output, withHash, placeOf);
    private readonly Utf8JsonWriter _json = new(output, new JsonWriterOptions { Encoder = JsonText.Encoder, SkipValidation = true });

    /// <inheritdoc/>
    public bool WantsApplicationData(ConnectionView connection) => true;

    /// <inheritdoc/>
    public void OnMessage(ConnectionView connection, MessageEntry message)
    {
        string kind = message.Message switch
        {
            ClientHello or ServerHello => "hello",
            Certificate => "certificate",
            Finished => "finished",
            _ => "message",
        };
        Begin(connection.Summary, kind, message.Position);
        _json.WriteString("from"u8, JsonNames.Of(message.From));
        _json.WriteString("message"u8, message.Name);
        _json.WriteNumber("length"u8, message.Length);
        _json.WriteBoolean("protected"u8, message.Protected);
        if (message.Malformed is not null) _json.WriteString("malformed"u8, message.Malformed);
        WriteContent(connection.Summary, message);
        JsonFieldWriter.Write(_json, message);
        End();
    }

    /// <inheritdoc/>
    public void OnAlert(ConnectionView connection, AlertEntry alert)
    {
        Begin(connection.Summary, "alert", alert.Position);
        _json.WriteString("from"u8, JsonNames.Of(alert.From));
        _json.WriteNumber("level"u8, alert.Level);
        _json.WriteNumber("description"u8, (byte)alert.Description);
        _json.WriteString("name"u8, alert.Description.RegisteredName());
        _json.WriteBoolean("protected"u8, alert.Protected);
        End();
    }

    /// <inheritdoc/>
    public void OnViolation(ConnectionView connection, ViolationEntry violation)
    {
        Begin(connection.Summary, "violation", violation.Position);
        _json.WriteString("from"u8, JsonNames.Of(violation.From));
        _json.WriteString("name"u8, violation.Name);
        _json.WriteNumber("length"u8, violation.Length);
        _json.WriteString("text"u8, violation.Reason);
        End();
    }

    /// <inheritdoc/>
    public void OnSecret(ConnectionView connection, VerifiedSecret secret)
    {
        Begin(connection.Summary, "keys", secret.Position);
        _json.WriteString("label"u8, secret.Label.LineName(secret.Generation));
        _json.WriteString("secret"u8, JsonNames.Of(secret.Source));
        _json.WriteString("key"u8, secret.Name);
        End();
    }

    /// <inheritdoc/>
    public void OnHandshake(ConnectionView connection, StreamPosition position)
    {
        Begin(connection.Summary, "handshake", position);
        _json.WriteString("handshake"u8, JsonNames.Of(connection.Handshake));
        _json.WriteString("version"u8, connection.Version == ProtocolVersion.None ? null : connection.Version.DisplayName());
        if (connection.CipherSuite is CipherSuiteId suite) _json.WriteNumber("cipher_suite"u8, (ushort)suite);
        End();
    }

    /// <inheritdoc/>
    public void OnApplicationData(ConnectionView connection, ApplicationData data)
    {
        Begin(connection.Summary, "data", data.Position);
        _json.WriteString("from"u8, JsonNames.Of(data.From));
        _json.WriteNumber("bytes"u8, data.Plaintext.Length);
        if (data.Stream is ulong stream) _json.WriteNumber("stream"u8, stream);
        else if (connection.Summary.Transport == TransportKind.Quic) _json.WriteNull("stream"u8);
        if (!data.IsAuthenticated) _json.WriteBoolean("integrity_verified"u8, false);
        if (withData) JsonText.WriteHex(_json, "data"u8, data.Plaintext);
        End();
    }

    /// <inheritdoc/>
    public void OnOpaqueData(ConnectionView connection, Sender from, int length, StreamPosition position)
    {
        Begin(connection.Summary, "data", position);
        _json.WriteString("from"u8, JsonNames.Of(from));
        _json.WriteNull("bytes"u8);
        _json.WriteNumber("ciphertext_bytes"u8, length);
        End();
    }

    /// <inheritdoc/>
    public void OnGap(ConnectionView connection, Sender from, long missing, StreamPosition position)
    {
        Begin(connection.Summary, "gap", position);
        _json.WriteString("from"u8, JsonNames.Of(from));
        _json.WriteNumber("missing_bytes"u8, missing);
        End();
    }

    /// <inheritdoc/>
    public void OnStreamGap(ConnectionView connection, Sender from, ulong stream, long missing, StreamPosition position)
    {
        Begin(connection.Summary, "gap", position);
        _json.WriteString("from"u8, JsonNames.Of(from));
        _json.WriteNumber("missing_bytes"u8, missing);
        _json.WriteNumber("stream"u8, stream);
        End();
    }

    /// <inheritdoc/>
    public void OnStreamEnd(ConnectionView connection, Sender from, ulong stream, ulong? resetCode, StreamPosition position)
    {
        Begin(connection.Summary, "stream_end", position);
        _json.WriteString("from"u8, JsonNames.Of(from));
        _json.WriteNumber("stream"u8, stream);
        if (resetCode is ulong code) _json.WriteNumber("reset_code"u8, code);
        else _json.WriteNull("reset_code"u8);
        End();
    }

    /// <inheritdoc/>
    public void OnSkippedBytes(ConnectionView connection, Sender from, long bytes, StreamPosition position)
    {
        Begin(connection.Summary, "gap", position);
        _json.WriteString("from"u8, JsonNames.Of(from));
        _json.WriteNumber("missing_bytes"u8, 0);
        _json.WriteNumber("skipped_bytes"u8, bytes);
        End();
    }

    /// <inheritdoc/>
    public void OnEnd(ConnectionSummary connection)
    {
        Begin(connection, "close", connection.Last);
        _json.WriteBoolean("seen_end"u8, connection.IsEndSeen);
        End();
        _connections.Write(connection);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _json.Dispose();
        _connections.Dispose();
    }

    private void WriteContent(ConnectionSummary connection, MessageEntry message)
    {
        switch (message.Message)
        {
            case ClientHello hello:
                JsonConnectionWriter.WriteEndpoint(_json, "client"u8, connection.Client);
                JsonConnectionWriter.WriteEndpoint(_json, "server"u8, connection.Server);
                _json.WritePropertyName("client_hello"u8);
                JsonHelloWriter.Write(_json, hello, connection.Transport);
                break;
            case ServerHello hello:
                _json.WritePropertyName("server_hello"u8);
                JsonHelloWriter.Write(_json, hello);
                break;
            case Certificate:
                JsonCertificateWriter.WriteChain(_json, "certificates"u8,
                    message.From == Sender.Client ? connection.ClientCertificates : connection.ServerCertificates);
                break;
            case Finished when message.Verified is bool verified:
                _json.WriteBoolean("verified"u8, verified);
                break;
            case Finished:
                _json.WriteNull("verified"u8);
                break;
        }
    }

    private void Begin(ConnectionSummary connection, string what, in StreamPosition position)
    {
        _json.WriteStartObject();
        _json.WriteString("type"u8, "event"u8);
        _json.WriteString("event"u8, what);
        _json.WriteNumber("id"u8, connection.Id);
        _json.WriteNumber("packet"u8, position.Packet);
        JsonText.WriteTime(_json, "time"u8, position.Time);
    }

    private void End()
    {
        _json.WriteEndObject();
        _json.Flush();
        _json.Reset();
        output.Write("\n"u8);
    }
}
