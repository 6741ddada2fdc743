using TlsDissect.Transport.Tcp;

namespace TlsDissect.Output.Conversations;

/// <summary>The header fields that differ between segments.</summary>
internal readonly record struct SegmentHeader(uint Sequence, uint Acknowledgment, TcpFlags Flags);
