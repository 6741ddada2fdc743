using System.Collections.Immutable;
using System.Net;
using SharpPcap;
using SharpPcap.LibPcap;
using TlsDissect.Capture.Sources;

namespace TlsDissect.Capture;

/// <summary>A network interface for capturing.</summary>
public sealed record CaptureInterface
{
    // pcap/pcap.h
    private const uint Loopback = 1;
    private const uint Up = 2;

    /// <summary>The name to open it with.</summary>
    public required string Name { get; init; }

    /// <summary>The system's description; <c>null</c> if it has none.</summary>
    public string? Description { get; init; }

    /// <summary>The IP addresses of the interface.</summary>
    public required ImmutableArray<IPAddress> Addresses { get; init; }

    /// <summary>Whether the interface is up.</summary>
    public bool IsUp { get; init; }

    /// <summary>Whether it is the loopback interface.</summary>
    public bool IsLoopback { get; init; }

    /// <summary>Type of the first header of its packets; <c>null</c> if the interface was not or could not be opened.</summary>
    public LinkType? LinkType { get; init; }

    /// <summary>Whether this user has permission to capture on it; <c>null</c> if unknown, as for an interface that is down.</summary>
    public bool? MayCapture { get; init; }

    /// <summary>Lists the capture interfaces of this machine in libpcap's order, the likeliest first.</summary>
    /// <param name="withLinkTypes">Whether to open each one briefly, to learn its link type and whether this user has permission.</param>
    /// <exception cref="CaptureException">The interfaces cannot be listed, or libpcap is not installed.</exception>
    public static ImmutableArray<CaptureInterface> List(bool withLinkTypes)
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
            return described with
            {
                MayCapture =
                e.Error is PcapError.PermissionDenied or PcapError.PromiscuousPermissionDenied ? false : null
            };
        }
    }
}
