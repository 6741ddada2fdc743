using System.Text.Json;

namespace TlsDissect.Output.Json;

/// <summary>Writes what is known of QUIC itself: versions, connection IDs, transport parameters, streams, paths, and the end.</summary>
internal static class JsonQuicWriter
{
    /// <summary>Writes <c>quic</c> as a property of the open object.</summary>
    /// <param name="json">Has an open object.</param>
    /// <param name="quic">What to write.</param>
    /// <param name="skippedBytes">Bytes of datagrams that could not be read as packets.</param>
    /// <param name="withHash">Whether each side of a stream has the SHA-256 of its data.</param>
    public static void Write(Utf8JsonWriter json, QuicStatistics quic, long skippedBytes, bool withHash)
    {
        json.WriteStartObject("quic"u8);
        WriteHandshake(json, quic);
        WriteParameters(json, "client_parameters"u8, quic.ClientParameters);
        WriteParameters(json, "server_parameters"u8, quic.ServerParameters);
        json.WriteStartArray("streams"u8);
        foreach (QuicStream stream in quic.Streams) WriteStream(json, stream, withHash);
        json.WriteEndArray();
        json.WriteNumber("unlisted_streams"u8, quic.UnlistedStreams);
        json.WriteNumber("datagram_frames"u8, quic.DatagramFrames);
        json.WriteNumber("client_key_updates"u8, quic.ClientKeyUpdates);
        json.WriteNumber("server_key_updates"u8, quic.ServerKeyUpdates);
        WritePaths(json, quic.Paths);
        WriteClose(json, quic.Close);
        json.WriteString("reset_by"u8, quic.ResetBy is { } side ? JsonNames.Of(side) : null);
        WriteCounts(json, quic, skippedBytes);
        json.WriteEndObject();
    }

    private static void WriteHandshake(Utf8JsonWriter json, QuicStatistics quic)
    {
        json.WriteString("version"u8, quic.Version);
        json.WriteString("first_version"u8, quic.FirstVersion);
        json.WriteStartArray("offered_versions"u8);
        foreach (string version in quic.OfferedVersions) json.WriteStringValue(version);
        json.WriteEndArray();
        if (quic.OriginalDestinationId is { } original) JsonText.WriteHex(json, "original_destination_id"u8, original.Span);
        else json.WriteNull("original_destination_id"u8);
        WriteIds(json, "client_connection_ids"u8, quic.ClientConnectionIds);
        WriteIds(json, "server_connection_ids"u8, quic.ServerConnectionIds);
        json.WriteBoolean("retried"u8, quic.IsRetried);
    }

    private static void WriteIds(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<ReadOnlyMemory<byte>> ids)
    {
        json.WriteStartArray(name);
        foreach (ReadOnlyMemory<byte> id in ids) JsonText.WriteHexValue(json, id.Span);
        json.WriteEndArray();
    }

    /// <summary>Writes the parameters as they were sent. A hostile sender may repeat one, although RFC 9000 §7.4 forbids it.</summary>
    private static void WriteParameters(Utf8JsonWriter json, ReadOnlySpan<byte> name,
        IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        json.WriteStartArray(name);
        foreach ((string parameter, string value) in parameters)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, parameter);
            json.WriteString("value"u8, value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteStream(Utf8JsonWriter json, QuicStream stream, bool withHash)
    {
        json.WriteStartObject();
        json.WriteNumber("id"u8, stream.Id);
        WriteSide(json, "client"u8, stream.Client, withHash);
        WriteSide(json, "server"u8, stream.Server, withHash);
        json.WriteEndObject();
    }

    private static void WriteSide(Utf8JsonWriter json, ReadOnlySpan<byte> name, QuicStreamSide? side, bool withHash)
    {
        if (side is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteNumber("bytes"u8, side.Bytes);
        json.WriteNumber("missing_bytes"u8, side.MissingBytes);
        json.WriteBoolean("finished"u8, side.IsFinished);
        if (side.ResetCode is ulong code) json.WriteNumber("reset_code"u8, code);
        else json.WriteNull("reset_code"u8);
        if (withHash) json.WriteString("sha256"u8, side.Sha256 is { } hash ? Convert.ToHexStringLower(hash.Span) : null);
        json.WriteEndObject();
    }

    private static void WritePaths(Utf8JsonWriter json, IReadOnlyList<QuicPath> paths)
    {
        json.WriteStartArray("paths"u8);
        foreach (QuicPath path in paths)
        {
            json.WriteStartObject();
            JsonConnectionWriter.WriteEndpoint(json, "client"u8, path.Client);
            JsonConnectionWriter.WriteEndpoint(json, "server"u8, path.Server);
            json.WriteNumber("packet"u8, path.Packet);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteClose(Utf8JsonWriter json, QuicClose? close)
    {
        if (close is null)
        {
            json.WriteNull("close"u8);
            return;
        }

        json.WriteStartObject("close"u8);
        json.WriteString("by"u8, JsonNames.Of(close.By));
        json.WriteNumber("error_code"u8, close.ErrorCode);
        json.WriteString("name"u8, close.Name);
        json.WriteBoolean("application"u8, close.IsApplication);
        json.WriteString("reason"u8, close.Reason);
        json.WriteNumber("packet"u8, close.Packet);
        json.WriteEndObject();
    }

    private static void WriteCounts(Utf8JsonWriter json, QuicStatistics quic, long skippedBytes)
    {
        if (quic.Missing is long missing) json.WriteNumber("missing_packets"u8, missing);
        else json.WriteNull("missing_packets"u8);
        json.WriteNumber("truncated_packets"u8, quic.TruncatedPackets);
        json.WriteNumber("skipped_bytes"u8, skippedBytes);
        if (quic.OutOfOrder is long outOfOrder) json.WriteNumber("out_of_order"u8, outOfOrder);
        else json.WriteNull("out_of_order"u8);
        json.WriteNumber("repeated"u8, quic.Repeated);
        json.WriteNumber("retransmitted"u8, quic.Retransmitted);
        json.WriteNumber("other_datagrams"u8, quic.OtherDatagrams);
        json.WriteBoolean("seen_start"u8, quic.SeenStart);
        json.WriteBoolean("seen_end"u8, quic.SeenEnd);
    }
}
