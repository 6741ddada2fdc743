namespace TlsDissect.Capture.Network;

/// <summary>The content of a packet, with tunnels unwrapped.</summary>
internal enum DecodedKind
{
    /// <summary>Neither of the others, an incomplete header, or only a fragment.</summary>
    None,

    /// <summary>A TCP segment.</summary>
    TcpSegment,

    /// <summary>A UDP datagram that is not a tunnel.</summary>
    Datagram,
}
