using System.Globalization;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Connections.Quic;

/// <summary>What must be the same of a QUIC connection in whatever order its datagrams come, as lines to compare.</summary>
internal static class QuicFacts
{
    /// <summary>Versions, parameters, streams and the end.</summary>
    public static string Of(QuicStatistics quic) => string.Join('\n',
        $"{quic.Version} {quic.FirstVersion} retry {quic.IsRetried}",
        $"offered {string.Join(' ', quic.OfferedVersions)}",
        $"client {string.Join(' ', quic.ClientParameters.Select(parameter => $"{parameter.Key}={parameter.Value}"))}",
        $"server {string.Join(' ', quic.ServerParameters.Select(parameter => $"{parameter.Key}={parameter.Value}"))}",
        $"close {quic.Close?.By} {quic.Close?.Name} {quic.Close?.Reason}",
        $"updates {quic.ClientKeyUpdates} {quic.ServerKeyUpdates}",
        string.Join('\n', quic.Streams.Select(OfStream)));

    /// <summary>The plaintext of each stream and side of a connection. The pieces in which it was told do not matter.</summary>
    public static string Plaintext(Dissection dissection, long connection) => string.Join('\n',
        StreamsOf(dissection, connection).Select(stream => $"{stream.Key} {stream.Value}"));

    /// <summary>The plaintext in hex of each side, by stream and side.</summary>
    /// <param name="dissection">The dissection.</param>
    /// <param name="connection">The connection; <c>null</c> for all of them.</param>
    public static SortedDictionary<string, string> StreamsOf(Dissection dissection, long? connection) => new(
        dissection.Records
            .Select((record, at) => (record.From, record.Plaintext, dissection.Places[at].Connection, Stream: dissection.Streams[at]))
            .Where(record => connection is null || record.Connection == connection)
            .GroupBy(record => Key(record.Stream, record.From))
            .Select(stream => (stream.Key, Text: string.Concat(stream.Select(record => record.Plaintext))))
            .Where(stream => stream.Text.Length > 0).ToDictionary(stream => stream.Key, stream => stream.Text),
        StringComparer.Ordinal);

    /// <summary>The name of a side of a stream.</summary>
    public static string Key(ulong? stream, Sender from) => string.Create(CultureInfo.InvariantCulture, $"stream {stream} {from}");

    private static string OfStream(QuicStream stream) => $"{stream.Id} {OfSide(stream.Client)} {OfSide(stream.Server)}";

    private static string OfSide(QuicStreamSide? side) => side is null
        ? "-"
        : $"{side.Bytes} missing {side.MissingBytes} {side.IsFinished} {side.ResetCode}";
}
