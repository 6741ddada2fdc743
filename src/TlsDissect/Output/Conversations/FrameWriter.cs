using TlsDissect.Protocol;

namespace TlsDissect.Output.Conversations;

/// <summary>Takes one Ethernet frame, without its check sequence.</summary>
/// <param name="time">When.</param>
/// <param name="frame">Borrowed until the call returns.</param>
/// <param name="comment">What to say of it where the format can, or <c>null</c>. Safe text.</param>
internal delegate void FrameWriter(CaptureTime time, ReadOnlySpan<byte> frame, string? comment);
