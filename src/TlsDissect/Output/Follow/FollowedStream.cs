using System.Globalization;

namespace TlsDissect.Output.Follow;

/// <summary>The part of a QUIC connection that is followed: one stream, or its DATAGRAM frames (RFC 9221).</summary>
/// <param name="Id">The stream; <c>null</c> for DATAGRAM frames.</param>
internal sealed record FollowedStream(ulong? Id)
{
    /// <summary>The word for DATAGRAM frames, in options and in names of files.</summary>
    public const string Datagrams = "datagrams";

    /// <summary>The highest ID of a stream (RFC 9000 §16).</summary>
    private const ulong MaxId = (1UL << 62) - 1;

    /// <summary>Reads a stream's number, or the word for DATAGRAM frames; <c>null</c> for anything else.</summary>
    public static FollowedStream? Parse(string text) =>
        text == Datagrams ? new FollowedStream((ulong?)null)
        : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong id) && id <= MaxId ? new FollowedStream(id)
        : null;

    /// <summary>Whether the connection has this stream, or any DATAGRAM frame.</summary>
    public bool IsIn(QuicStatistics quic) => Id is ulong id ? quic.Streams.Any(stream => stream.Id == id) : quic.DatagramFrames > 0;

    /// <summary>The parts that a connection has, as in <c>0, 4, 8, 3 more, datagrams</c>; <c>none</c> if it has none.</summary>
    public static string ListOf(QuicStatistics quic)
    {
        const int Most = 16;
        IEnumerable<string> parts = quic.Streams.Take(Most).Select(stream => stream.Id.ToString(CultureInfo.InvariantCulture));
        long more = quic.Streams.Count - Math.Min(quic.Streams.Count, Most) + quic.UnlistedStreams;
        if (more > 0) parts = parts.Append($"{more} more");
        if (quic.DatagramFrames > 0) parts = parts.Append(Datagrams);
        return string.Join(", ", parts.DefaultIfEmpty("none"));
    }
}
