using TlsDissect.Capture;
using TlsDissect.Protocol;

namespace TlsDissect.Cli.Recording;

/// <summary>A packet that is held for a moment before it is written.</summary>
/// <param name="Interface">Its interface.</param>
/// <param name="LinkType">Type of its link header.</param>
/// <param name="Time">Time of capture.</param>
/// <param name="Data">Its bytes. The array is rented and longer than the packet.</param>
/// <param name="Length">Bytes captured.</param>
/// <param name="OriginalLength">Bytes on the wire.</param>
internal readonly record struct HeldPacket(string Interface, LinkType LinkType, CaptureTime Time, byte[] Data, int Length,
    int OriginalLength);
