namespace TlsDissect.Capture.Sources;

/// <summary>Counts of an interface since it was opened.</summary>
/// <param name="Name">Name of the interface.</param>
/// <param name="LinkType">Type of its packets' first header.</param>
/// <param name="Packets">Number of packets that were read. On the loopback interface, libpcap's own count has each twice.</param>
/// <param name="Dropped">Number of packets that the kernel or the interface dropped because a buffer was full.</param>
internal sealed record LiveStatistics(string Name, LinkType LinkType, long Packets, long Dropped);
