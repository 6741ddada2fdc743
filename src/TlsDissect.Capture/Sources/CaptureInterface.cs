using System.Net;

namespace TlsDissect.Capture.Sources;

/// <summary>Something that can be captured on.</summary>
public sealed record CaptureInterface
{
    /// <summary>What to call it when opening it.</summary>
    public required string Name { get; init; }

    /// <summary>What it is, in words; <c>null</c> where the system has none.</summary>
    public string? Description { get; init; }

    /// <summary>Its IP addresses.</summary>
    public required IReadOnlyList<IPAddress> Addresses { get; init; }

    /// <summary>Whether it is up.</summary>
    public bool IsUp { get; init; }

    /// <summary>Whether it is the loopback interface.</summary>
    public bool IsLoopback { get; init; }

    /// <summary>What its packets start with; <c>null</c> where it could not be opened.</summary>
    public LinkType? LinkType { get; init; }

    /// <summary>Whether this user may capture on it; <c>null</c> where that is not known, as when it is down.</summary>
    public bool? MayCapture { get; init; }
}
