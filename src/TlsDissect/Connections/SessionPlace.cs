using TlsDissect.Protocol;

namespace TlsDissect.Connections;

/// <summary>The place of a session among those of its TCP connection.</summary>
/// <param name="Previous">Number of the session before it; <c>null</c> for the first.</param>
/// <param name="First">Its first packet.</param>
internal sealed record SessionPlace(long? Previous, StreamPosition First)
{
    /// <summary>The packet of its last record; <c>null</c> for the last session, which ends with the TCP connection.</summary>
    public StreamPosition? Last { get; set; }

    /// <summary>TCP bytes that are missing while a side is in this session.</summary>
    public long MissingBytes { get; set; }
}
