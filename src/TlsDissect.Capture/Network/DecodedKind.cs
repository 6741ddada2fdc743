namespace TlsDissect.Capture.Network;

/// <summary>What a packet holds, tunnels unwrapped.</summary>
internal enum DecodedKind
{
    /// <summary>Neither of the others, no whole header, or only a fragment.</summary>
    None,

    /// <summary>A TCP segment.</summary>
    TcpSegment,

    /// <summary>A UDP datagram that is not a tunnel.</summary>
    Datagram,
}
