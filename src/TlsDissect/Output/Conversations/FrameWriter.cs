using TlsDissect.Protocol;

namespace TlsDissect.Output.Conversations;

/// <summary>Takes one Ethernet frame, without its check sequence.</summary>
/// <param name="time">Time of the frame.</param>
/// <param name="frame">Borrowed until the call returns.</param>
/// <param name="comment">A comment on the frame, if the format supports it, or <c>null</c>. Safe text.</param>
internal delegate void FrameWriter(CaptureTime time, ReadOnlySpan<byte> frame, string? comment);
