using TlsDissect.Transport.Tcp;

namespace TlsDissect.Output.Conversations;

/// <summary>What differs from segment to segment.</summary>
internal readonly record struct SegmentHeader(uint Sequence, uint Acknowledgment, TcpFlags Flags);
