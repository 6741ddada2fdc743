using PacketDotNet;

namespace TlsDissect.Capture.Sources;

/// <summary>Converts our types to libpcap's, and recognizes that it is not installed.</summary>
internal static class PcapLibrary
{
    private const LinkLayers RawDataLink = (LinkLayers)12;

    /// <summary>
    /// Converts a file's LINKTYPE to libpcap's DLT. They are equal except for raw IP, whose DLT is 12 wherever .NET runs.
    /// </summary>
    public static LinkLayers ToDataLink(LinkType type) =>
        type is LinkType.Raw or LinkType.RawOpenBsd or LinkType.RawBsd ? RawDataLink : (LinkLayers)type;

    /// <summary>Converts libpcap's DLT to a file's LINKTYPE.</summary>
    public static LinkType ToLinkType(LinkLayers dataLink) => dataLink == RawDataLink ? LinkType.Raw : (LinkType)dataLink;

    /// <summary>
    /// Whether the exception means that libpcap is not installed. SharpPcap looks for it under the name that it has on Windows.
    /// </summary>
    public static bool IsMissing(Exception e) =>
        e is DllNotFoundException || (e is TypeInitializationException { InnerException: { } inner } && IsMissing(inner));

    public static CaptureException Missing(string purpose, Exception cause) => new(OperatingSystem.IsWindows()
        ? $"{purpose} needs Npcap, which is not installed: see https://npcap.com"
        : $"{purpose} needs libpcap, which is not installed: on Debian and Ubuntu install libpcap0.8 (apt-get install libpcap0.8), " +
            "elsewhere libpcap", cause);
}
