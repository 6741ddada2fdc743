namespace TlsDissect.Capture.Network;

/// <summary>Why a packet has no TCP segment that could be dissected.</summary>
/// <param name="Kind">The reason.</param>
/// <param name="Number">The registered number of the kind: a link type, an EtherType, a protocol. Zero if the kind has none.</param>
internal readonly record struct Undissected(UndissectedKind Kind, int Number = 0);
