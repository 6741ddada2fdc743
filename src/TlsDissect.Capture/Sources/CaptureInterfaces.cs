using System.Net;
using SharpPcap;
using SharpPcap.LibPcap;

namespace TlsDissect.Capture.Sources;

/// <summary>What this machine can capture on, as libpcap lists it.</summary>
public static class CaptureInterfaces
{
    // pcap/pcap.h
    private const uint Loopback = 1;
    private const uint Up = 2;

    /// <summary>All of them, in libpcap's order: the likeliest first.</summary>
    /// <param name="withLinkTypes">Whether to open each for a moment, to learn its link type and whether this user may.</param>
    /// <exception cref="CaptureException">They cannot be listed, or libpcap is not installed.</exception>
    public static IReadOnlyList<CaptureInterface> List(bool withLinkTypes)
    {
        try
        {
            return [.. PcapInterface.GetAllPcapInterfaces().Select(found => Describe(found, withLinkTypes))];
        }
        catch (PcapException e)
        {
            throw new CaptureException($"the interfaces cannot be listed: {SingleLine.Of(e.Message)}", e);
        }
        catch (Exception e) when (PcapLibrary.IsMissing(e))
        {
            throw PcapLibrary.Missing("listing interfaces", e);
        }
    }

    private static CaptureInterface Describe(PcapInterface found, bool withLinkType)
    {
        CaptureInterface described = new()
        {
            Name = found.Name,
            Description = string.IsNullOrEmpty(found.Description) ? null : found.Description,
            Addresses = [.. found.Addresses.Select(address => address.Addr?.ipAddress).OfType<IPAddress>()],
            IsUp = (found.Flags & Up) != 0,
            IsLoopback = (found.Flags & Loopback) != 0,
        };
        return withLinkType ? Open(described, found) : described;
    }

    private static CaptureInterface Open(CaptureInterface described, PcapInterface found)
    {
        using var device = new LibPcapLiveDevice(found);
        try
        {
            device.Open(new DeviceConfiguration { Mode = DeviceModes.None, ReadTimeout = 100 });
            return described with { LinkType = PcapLibrary.ToLinkType(device.LinkType), MayCapture = true };
        }
        catch (PcapException e)
        {
            return described with { MayCapture = e.Error is PcapError.PermissionDenied or PcapError.PromiscuousPermissionDenied ? false : null };
        }
    }
}
