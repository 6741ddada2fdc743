using PacketDotNet;

namespace TlsDissect.Capture.Sources;

/// <summary>What our types mean to libpcap, and what to say when it is not there.</summary>
internal static class PcapLibrary
{
    private const LinkLayers RawDataLink = (LinkLayers)12;

    /// <summary>
    /// libpcap's DLT for a file's LINKTYPE. They are the same but for raw IP, whose DLT is 12 wherever .NET runs.
    /// </summary>
    public static LinkLayers ToDataLink(LinkType type) =>
        type is LinkType.Raw or LinkType.RawOpenBsd or LinkType.RawBsd ? RawDataLink : (LinkLayers)type;

    /// <summary>The file's LINKTYPE for libpcap's DLT.</summary>
    public static LinkType ToLinkType(LinkLayers dataLink) => dataLink == RawDataLink ? LinkType.Raw : (LinkType)dataLink;

    /// <summary>Whether the exception says that libpcap is not installed: SharpPcap looks for it under the name it has on Windows.</summary>
    public static bool IsMissing(Exception e) =>
        e is DllNotFoundException || (e is TypeInitializationException { InnerException: { } inner } && IsMissing(inner));

    public static CaptureException Missing(string purpose, Exception cause) => new(OperatingSystem.IsWindows()
        ? $"{purpose} needs Npcap, which is not installed: see https://npcap.com"
        : $"{purpose} needs libpcap, which is not installed: on Debian and Ubuntu install libpcap0.8 (apt-get install libpcap0.8), elsewhere libpcap", cause);
}
