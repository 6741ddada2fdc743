namespace TlsDissect.Capture.Sources;

/// <summary>What an interface has done since it was opened.</summary>
/// <param name="Name">Which.</param>
/// <param name="LinkType">What its packets start with.</param>
/// <param name="Packets">Packets that were read: on the loopback interface libpcap's own count has each twice.</param>
/// <param name="Dropped">Packets that the kernel or the interface dropped for want of room.</param>
internal sealed record LiveStatistics(string Name, LinkType LinkType, long Packets, long Dropped);
