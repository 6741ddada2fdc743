namespace TlsDissect.Records.Quic;

/// <summary>Packet numbers from <paramref name="First"/> to <paramref name="Last"/>, both included.</summary>
internal readonly record struct PacketRange(ulong First, ulong Last);
