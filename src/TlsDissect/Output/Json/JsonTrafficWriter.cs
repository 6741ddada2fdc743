using System.Text.Json;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Output.Json;

/// <summary>What JSON says of the amount of data, of records that hide a handshake, and of the transport.</summary>
internal static class JsonTrafficWriter
{
    /// <summary>Writes <c>application_data</c> as a property of the open object.</summary>
    public static void WriteApplicationData(Utf8JsonWriter json, ConnectionSummary connection, bool withHash)
    {
        json.WriteStartObject("application_data"u8);
        WriteCounts(json, "client"u8, connection.ClientData, withHash);
        WriteCounts(json, "server"u8, connection.ServerData, withHash);
        json.WriteEndObject();
    }

    private static void WriteCounts(Utf8JsonWriter json, ReadOnlySpan<byte> name, DirectionCounts counts, bool withHash)
    {
        json.WriteStartObject(name);
        json.WriteNumber("records"u8, counts.Records);
        json.WriteNumber("ciphertext_bytes"u8, counts.CiphertextBytes);
        if (counts.Bytes is long bytes) json.WriteNumber("bytes"u8, bytes);
        else json.WriteNull("bytes"u8);
        if (withHash) json.WriteString("sha256"u8, counts.Sha256 is ReadOnlyMemory<byte> hash ? Convert.ToHexStringLower(hash.Span) : null);
        json.WriteEndObject();
    }

    /// <summary>Writes <c>encrypted_handshake</c> where records of a handshake stay encrypted.</summary>
    public static void WriteEncryptedHandshake(Utf8JsonWriter json, ConnectionSummary connection)
    {
        if (connection.ClientEncryptedHandshake.Records + connection.ServerEncryptedHandshake.Records == 0) return;
        json.WriteStartObject("encrypted_handshake"u8);
        WriteHidden(json, "client"u8, connection.ClientEncryptedHandshake);
        WriteHidden(json, "server"u8, connection.ServerEncryptedHandshake);
        json.WriteEndObject();
    }

    private static void WriteHidden(Utf8JsonWriter json, ReadOnlySpan<byte> name, EncryptedHandshake hidden)
    {
        json.WriteStartObject(name);
        json.WriteNumber("records"u8, hidden.Records);
        json.WriteNumber("ciphertext_bytes"u8, hidden.CiphertextBytes);
        json.WriteEndObject();
    }

    /// <summary>Writes <c>latency</c>: exact seconds, <c>null</c> where a moment is not known.</summary>
    public static void WriteLatency(Utf8JsonWriter json, ConnectionSummary connection)
    {
        Latency latency = connection.Latency;
        json.WriteStartObject("latency"u8);
        Write("tcp"u8, latency.Tcp);
        Write("server_hello"u8, latency.ServerHello);
        Write("handshake"u8, latency.Handshake);
        Write("first_data"u8, latency.FirstData);
        json.WriteEndObject();

        void Write(ReadOnlySpan<byte> name, long? nanoseconds)
        {
            if (nanoseconds is not long known)
            {
                json.WriteNull(name);
                return;
            }

            Span<byte> text = stackalloc byte[Seconds.MaxLength];
            json.WritePropertyName(name);
            json.WriteRawValue(text[..Seconds.Write(text, known, connection)], skipInputValidation: true);
        }
    }

    /// <summary>Writes <c>application_protocol</c>, or <c>null</c> if nothing names it.</summary>
    public static void WriteApplicationProtocol(Utf8JsonWriter json, ApplicationProtocol? protocol)
    {
        if (protocol is null)
        {
            json.WriteNull("application_protocol"u8);
            return;
        }

        json.WriteStartObject("application_protocol"u8);
        json.WriteString("name"u8, protocol.Name);
        json.WriteString("by"u8, JsonNames.Of(protocol.By));
        json.WriteEndObject();
    }

    /// <summary>Writes <c>tcp</c>, <c>dtls</c> or <c>quic</c>.</summary>
    public static void WriteTransport(Utf8JsonWriter json, ConnectionSummary connection, bool withHash)
    {
        long skipped = connection.ClientSkipped.Count + connection.ServerSkipped.Count;
        if (connection.Tcp is TcpStatistics tcp) WriteTcp(json, tcp, skipped);
        else if (connection.Dtls is DtlsStatistics dtls) WriteDtls(json, dtls, skipped);
        else if (connection.Quic is QuicStatistics quic) JsonQuicWriter.Write(json, quic, skipped, withHash);
    }

    private static void WriteTcp(Utf8JsonWriter json, TcpStatistics tcp, long skippedBytes)
    {
        json.WriteStartObject("tcp"u8);
        json.WriteNumber("gaps"u8, tcp.Gaps);
        json.WriteNumber("missing_bytes"u8, tcp.MissingBytes);
        json.WriteNumber("truncated_packets"u8, tcp.TruncatedPackets);
        json.WriteNumber("truncated_bytes"u8, tcp.TruncatedBytes);
        json.WriteNumber("skipped_bytes"u8, skippedBytes);
        json.WriteNumber("out_of_order"u8, tcp.OutOfOrder);
        json.WriteNumber("retransmitted"u8, tcp.Retransmitted);
        json.WriteBoolean("seen_start"u8, tcp.SeenStart);
        json.WriteBoolean("seen_end"u8, tcp.SeenEnd);
        json.WriteEndObject();
    }

    private static void WriteDtls(Utf8JsonWriter json, DtlsStatistics dtls, long skippedBytes)
    {
        json.WriteStartObject("dtls"u8);
        if (dtls.IsCookieExchanged is bool isExchanged) json.WriteBoolean("cookie_exchanged"u8, isExchanged);
        else json.WriteNull("cookie_exchanged"u8);
        json.WriteStartObject("connection_ids"u8);
        WriteId(json, "client"u8, dtls.ClientConnectionId);
        WriteId(json, "server"u8, dtls.ServerConnectionId);
        json.WriteEndObject();
        json.WriteString("srtp_profile"u8, dtls.SrtpProfile);
        if (dtls.Missing is long missing) json.WriteNumber("missing_records"u8, missing);
        else json.WriteNull("missing_records"u8);
        json.WriteNumber("truncated_packets"u8, dtls.TruncatedPackets);
        json.WriteNumber("skipped_bytes"u8, skippedBytes);
        if (dtls.OutOfOrder is long outOfOrder) json.WriteNumber("out_of_order"u8, outOfOrder);
        else json.WriteNull("out_of_order"u8);
        json.WriteNumber("repeated"u8, dtls.Repeated);
        json.WriteNumber("retransmitted"u8, dtls.Retransmitted);
        json.WriteNumber("other_datagrams"u8, dtls.OtherDatagrams);
        json.WriteBoolean("seen_start"u8, dtls.SeenStart);
        json.WriteBoolean("seen_end"u8, dtls.SeenEnd);
        json.WriteEndObject();
    }

    private static void WriteId(Utf8JsonWriter json, ReadOnlySpan<byte> name, ReadOnlyMemory<byte>? id)
    {
        if (id is { } bytes) JsonText.WriteHex(json, name, bytes.Span);
        else json.WriteNull(name);
    }
}
