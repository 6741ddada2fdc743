using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using TlsDissect.Protocol;
using TlsDissect.Transport;

namespace TlsDissect.Output.Json;

/// <summary>
/// Writes JSON Lines: one object per connection, with RFC names in snake case, registry numbers as plain integers, bytes in lower-case hex,
/// and times in RFC 3339. Absent values are <c>null</c>.
/// </summary>
internal sealed class JsonConnectionWriter : IDisposable
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JsonText.Encoder,
        SkipValidation = true,
    };

    private readonly IBufferWriter<byte> _output;
    private readonly Utf8JsonWriter _json;
    private readonly bool _withHash;
    private readonly Func<long, CapturePlace?>? _placeOf;
    private readonly Action<Utf8JsonWriter, ConnectionSummary>? _more;

    /// <param name="output">Receives whole lines.</param>
    /// <param name="withHash">Whether <c>sha256</c> of the plaintext is written.</param>
    /// <param name="placeOf">Returns the place of a packet by its number; <c>null</c> if there is only one input and it has no
    /// name.</param>
    /// <param name="more">Writes further members at the end of a connection's object.</param>
    public JsonConnectionWriter(IBufferWriter<byte> output, bool withHash, Func<long, CapturePlace?>? placeOf = null,
        Action<Utf8JsonWriter, ConnectionSummary>? more = null)
    {
        _more = more;
        _output = output;
        _placeOf = placeOf;
        _withHash = withHash;
        _json = new Utf8JsonWriter(output, Options);
    }

    /// <summary>
    /// Returns whether a long member is written, by its name: messages, hellos and certificates. <c>null</c> if all are.
    /// </summary>
    public Func<ReadOnlySpan<byte>, bool>? IsWanted { get; init; }

    /// <summary>Writes one line with everything known about a connection.</summary>
    public void Write(ConnectionSummary connection)
    {
        WriteObject(connection);
        _output.Write("\n"u8);
    }

    /// <summary>Writes the object without a line end.</summary>
    public void WriteObject(ConnectionSummary connection)
    {
        _json.WriteStartObject();
        _json.WriteString("type"u8, "connection"u8);
        _json.WriteNumber("id"u8, connection.Id);
        if (connection.Previous is long previous) _json.WriteNumber("previous"u8, previous);
        WritePlace(_json, _placeOf?.Invoke(connection.Id));
        _json.WriteString("transport"u8, JsonNames.Of(connection.Transport));
        if (connection.CarriedBy is Carrier carrier) _json.WriteString("carried_by"u8, JsonNames.Of(carrier));
        JsonStartTlsWriter.Write(_json, connection.StartTls);
        WriteEndpoint(_json, "client"u8, connection.Client);
        WriteEndpoint(_json, "server"u8, connection.Server);
        _json.WriteString("community_id"u8, connection.CommunityId);
        _json.WriteNumber("first_packet"u8, connection.First.Packet);
        _json.WriteNumber("last_packet"u8, connection.Last.Packet);
        JsonText.WriteTime(_json, "start"u8, connection.First.Time);
        JsonText.WriteTime(_json, "end"u8, connection.Last.Time);
        JsonOutcomeWriter.Write(_json, connection.Outcome);
        _json.WriteString("version"u8, connection.Version == ProtocolVersion.None ? null : connection.Version.DisplayName());
        _json.WriteString("server_name"u8, connection.ServerName);
        _json.WriteString("alpn"u8, connection.Alpn);
        JsonTrafficWriter.WriteApplicationProtocol(_json, connection.ApplicationProtocol);
        if (connection.EncryptedClientHello is EchOutcome encrypted) WriteEncryptedHello(encrypted);
        JsonAgreementWriter.WriteCipherSuite(_json, connection);
        JsonAgreementWriter.WriteGroup(_json, connection.NamedGroup);
        _json.WriteString("handshake"u8, JsonNames.Of(connection.Handshake));
        WriteNullable("mutual_authentication"u8, connection.MutualAuthentication);
        WriteNullable("forward_secrecy"u8, connection.ForwardSecrecy);
        if (Wants("messages"u8)) WriteMessages(connection);
        if (Wants("client_hellos"u8)) JsonHelloWriter.WriteClientHellos(_json, connection);
        if (Wants("server_hellos"u8)) JsonHelloWriter.WriteServerHellos(_json, connection.ServerHelloList);
        if (Wants("certificates"u8)) WriteCertificates(connection);
        WriteAuthentication(connection);
        WriteAlerts(connection);
        WriteViolations(connection.ViolationList);
        WriteDecryption(connection);
        JsonTrafficWriter.WriteApplicationData(_json, connection, _withHash);
        JsonTrafficWriter.WriteEncryptedHandshake(_json, connection);
        JsonTrafficWriter.WriteLatency(_json, connection);
        JsonTrafficWriter.WriteTransport(_json, connection, _withHash);
        int start = Written;
        JsonFindingWriter.Write(_json, connection.Findings);
        FindingsAt = new FindingsPlace(start, Written - start);
        JsonPolicyWriter.Write(_json, connection.Policy);
        _more?.Invoke(_json, connection);
        EndObject();
    }

    /// <summary>The place of the last connection's findings in its object.</summary>
    public FindingsPlace FindingsAt { get; private set; }

    /// <summary>Number of bytes of the object so far.</summary>
    private int Written => (int)(_json.BytesCommitted + _json.BytesPending);

    /// <summary>The member with findings as it is within an object, with the comma before it.</summary>
    public static byte[] RenderFindings(ImmutableArray<Finding> findings)
    {
        ArrayBufferWriter<byte> member = new();
        member.Write(","u8);
        using (Utf8JsonWriter json = new(member, Options)) JsonFindingWriter.Write(json, findings);
        return member.WrittenSpan.ToArray();
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    private bool Wants(ReadOnlySpan<byte> longMember) => IsWanted is null || IsWanted(longMember);

    private void EndObject()
    {
        _json.WriteEndObject();
        _json.Flush();
        _json.Reset();
    }

    /// <summary>Writes the capture of a connection's first packet, if it is known, as properties of the open object.</summary>
    internal static void WritePlace(Utf8JsonWriter json, CapturePlace? known)
    {
        if (known is not CapturePlace place) return;
        json.WriteString("capture"u8, place.Capture);
        if (place.Sha256 is string hash) json.WriteString("capture_sha256"u8, hash);
        if (place.Packet is long number) json.WriteNumber("packet_in_capture"u8, number);
    }

    /// <summary>Writes address and port as a property of the open object.</summary>
    internal static void WriteEndpoint(Utf8JsonWriter json, ReadOnlySpan<byte> name, in IpEndpoint endpoint)
    {
        json.WriteStartObject(name);
        json.WriteString("address"u8, endpoint.Address.ToString());
        json.WriteNumber("port"u8, endpoint.Port);
        json.WriteEndObject();
    }

    private void WriteEncryptedHello(EchOutcome outcome)
    {
        _json.WriteStartObject("encrypted_client_hello"u8);
        WriteNullable("accepted"u8, outcome.Accepted);
        _json.WriteBoolean("decrypted"u8, outcome.IsDecrypted);
        _json.WriteString("outer_server_name"u8, outcome.OuterServerName);
        _json.WriteEndObject();
    }

    private void WriteMessages(ConnectionSummary connection)
    {
        _json.WriteStartArray("messages"u8);
        foreach (MessageEntry message in connection.MessageList)
        {
            StartEntry(message.From, "message"u8, message.Name, message.Position, message.Length);
            _json.WriteBoolean("protected"u8, message.Protected);
            if (message.Malformed is not null) _json.WriteString("malformed"u8, message.Malformed);
            if (message.Verified is bool verified) _json.WriteBoolean("verified"u8, verified);
            JsonFieldWriter.Write(_json, message);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void WriteCertificates(ConnectionSummary connection)
    {
        _json.WriteStartObject("certificates"u8);
        JsonCertificateWriter.WriteChain(_json, "server"u8, connection.ServerCertificates);
        JsonCertificateWriter.WriteChain(_json, "client"u8, connection.ClientCertificates);
        JsonJudgementWriter.Write(_json, connection);
        _json.WriteEndObject();
    }

    private void WriteAlerts(ConnectionSummary connection)
    {
        _json.WriteStartArray("alerts"u8);
        foreach (AlertEntry alert in connection.AlertList)
        {
            _json.WriteStartObject();
            _json.WriteString("from"u8, JsonNames.Of(alert.From));
            _json.WriteNumber("level"u8, alert.Level);
            _json.WriteNumber("description"u8, (byte)alert.Description);
            _json.WriteString("name"u8, alert.Description.RegisteredName());
            _json.WriteNumber("packet"u8, alert.Position.Packet);
            _json.WriteBoolean("protected"u8, alert.Protected);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void WriteViolations(List<ViolationEntry>? violations)
    {
        if (violations is not { Count: > 0 }) return;
        _json.WriteStartArray("violations"u8);
        foreach (ViolationEntry violation in violations)
        {
            StartEntry(violation.From, "name"u8, violation.Name, violation.Position, violation.Length);
            _json.WriteString("text"u8, violation.Reason);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    /// <summary>Starts the object of a message or violation.</summary>
    private void StartEntry(Sender from, ReadOnlySpan<byte> nameMember, string name, in StreamPosition position, int length)
    {
        _json.WriteStartObject();
        _json.WriteString("from"u8, JsonNames.Of(from));
        _json.WriteString(nameMember, name);
        _json.WriteNumber("packet"u8, position.Packet);
        JsonText.WriteTime(_json, "time"u8, position.Time);
        _json.WriteNumber("length"u8, length);
    }

    private void WriteAuthentication(ConnectionSummary connection)
    {
        _json.WriteStartObject("authentication"u8);
        WriteAuthentication("client"u8, connection.ClientAuthentication);
        WriteAuthentication("server"u8, connection.ServerAuthentication);
        _json.WriteEndObject();
    }

    private void WriteAuthentication(ReadOnlySpan<byte> side, in PeerAuthentication authentication)
    {
        _json.WriteStartObject(side);
        WriteNullable("authenticated"u8, authentication.Authenticated);
        _json.WriteString("scheme"u8, authentication.Scheme);
        if (authentication.IsDelegated) _json.WriteBoolean("delegated_credential"u8, true);
        _json.WriteEndObject();
    }

    private void WriteDecryption(ConnectionSummary connection)
    {
        _json.WriteStartObject("decryption"u8);
        _json.WriteString("status"u8, JsonNames.Of(connection.Status));
        _json.WriteString("secret"u8, connection.Secret is SecretSource secret ? JsonNames.Of(secret) : null);
        _json.WriteString("key"u8, connection.Key);
        _json.WriteString("reason"u8, connection.Reason?.JsonName());
        _json.WriteStartObject("finished_verified"u8);
        WriteNullable("client"u8, connection.ClientFinishedVerified);
        WriteNullable("server"u8, connection.ServerFinishedVerified);
        _json.WriteEndObject();
        if (connection.IntegrityVerified is bool integrity) _json.WriteBoolean("integrity_verified"u8, integrity);
        WriteTrial(connection);
        _json.WriteStartArray("notes"u8);
        foreach (string note in connection.NoteList) _json.WriteStringValue(note);
        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    /// <summary>Writes which hellos are missing, and the client random whose secrets nevertheless decrypted the connection.</summary>
    private void WriteTrial(ConnectionSummary connection)
    {
        if (connection.TrialClientRandom.IsEmpty) return;
        _json.WriteStartObject("found_by_trial"u8);
        _json.WriteStartArray("missing"u8);
        if (connection.IsClientHelloMissing) _json.WriteStringValue("client_hello"u8);
        if (connection.IsServerHelloMissing) _json.WriteStringValue("server_hello"u8);
        _json.WriteEndArray();
        JsonText.WriteHex(_json, "client_random"u8, connection.TrialClientRandom.Span);
        _json.WriteEndObject();
    }

    private void WriteNullable(ReadOnlySpan<byte> name, bool? value)
    {
        if (value is bool known) _json.WriteBoolean(name, known);
        else _json.WriteNull(name);
    }
}
