using TlsDissect.Capture;
using TlsDissect.Protocol;

namespace TlsDissect.Cli.Recording;

/// <summary>A packet that is held back for a moment before it is written.</summary>
/// <param name="Interface">Where it came from.</param>
/// <param name="LinkType">What it starts with.</param>
/// <param name="Time">When.</param>
/// <param name="Data">Rented, and longer than the packet.</param>
/// <param name="Length">Bytes captured.</param>
/// <param name="OriginalLength">Bytes on the wire.</param>
internal readonly record struct HeldPacket(string Interface, LinkType LinkType, CaptureTime Time, byte[] Data, int Length, int OriginalLength);
