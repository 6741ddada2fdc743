namespace TlsDissect.Capture.Sources;

/// <summary>
/// What a captured packet starts with: the numbers of the tcpdump group's LINKTYPE registry. Open: any number may come; these are the ones
/// that are decoded without another library's help.
/// </summary>
public enum LinkType
{
    /// <summary>BSD loopback: the address family in the byte order of the machine that captured.</summary>
    Null = 0,

    /// <summary>Ethernet, from the destination address on.</summary>
    Ethernet = 1,

    /// <summary>PPP.</summary>
    Ppp = 9,

    /// <summary>Raw IP as some systems number it.</summary>
    RawBsd = 12,

    /// <summary>Raw IP as OpenBSD numbers it.</summary>
    RawOpenBsd = 14,

    /// <summary>PPP in HDLC-like framing (RFC 1662).</summary>
    PppHdlc = 50,

    /// <summary>PPPoE session packets (RFC 2516).</summary>
    PppEther = 51,

    /// <summary>Raw IP of either version.</summary>
    Raw = 101,

    /// <summary>OpenBSD loopback: the address family in network byte order.</summary>
    Loop = 108,

    /// <summary>Linux cooked capture.</summary>
    LinuxSll = 113,

    /// <summary>Raw IPv4.</summary>
    Ipv4 = 228,

    /// <summary>Raw IPv6.</summary>
    Ipv6 = 229,

    /// <summary>Linux cooked capture, version 2.</summary>
    LinuxSll2 = 276,
}
