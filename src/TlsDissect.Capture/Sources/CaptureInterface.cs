using System.Net;

namespace TlsDissect.Capture.Sources;

/// <summary>A network interface that can be captured on.</summary>
public sealed record CaptureInterface
{
    /// <summary>The name to open it with.</summary>
    public required string Name { get; init; }

    /// <summary>The system's description; <c>null</c> if it has none.</summary>
    public string? Description { get; init; }

    /// <summary>The IP addresses of the interface.</summary>
    public required IReadOnlyList<IPAddress> Addresses { get; init; }

    /// <summary>Whether the interface is up.</summary>
    public bool IsUp { get; init; }

    /// <summary>Whether it is the loopback interface.</summary>
    public bool IsLoopback { get; init; }

    /// <summary>Type of the first header of its packets; <c>null</c> if the interface was not or could not be opened.</summary>
    public LinkType? LinkType { get; init; }

    /// <summary>Whether this user has permission to capture on it; <c>null</c> if that is not known, as for an interface that is down.</summary>
    public bool? MayCapture { get; init; }
}
