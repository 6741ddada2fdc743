namespace TlsDissect.Capture.Network;

/// <summary>Why a packet holds no TCP segment that could be dissected.</summary>
/// <param name="Kind">The reason.</param>
/// <param name="Number">What it names in its registry: a link type, an EtherType, a protocol. Zero where the kind has none.</param>
internal readonly record struct Undissected(UndissectedKind Kind, int Number = 0);
