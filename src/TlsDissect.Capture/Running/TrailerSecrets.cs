using TlsDissect.Capture.Network;

namespace TlsDissect.Capture.Running;

/// <summary>Adds the secrets in the trailers of a capture's packets to a key ring.</summary>
internal sealed class TrailerSecrets(KeyRing keys, PacketDecoder decoder)
{
    /// <summary>
    /// Number of packets between two attempts to decrypt waiting records. Every connection of such a capture brings secrets, and each
    /// attempt visits all connections that wait. One that ends meanwhile is decrypted at its end.
    /// </summary>
    private const int PacketsBetween = 64;

    private int _versionUsed = keys.Version;
    private long _usedAt = -PacketsBetween;
    private string _capture = "";
    private string _name = "";

    /// <summary>
    /// Whether packets have such trailers. A secret may be in a later packet than the first record that it decrypts, so records have to
    /// wait.
    /// </summary>
    public bool AreSeen { get; private set; }

    /// <summary>
    /// Reads the trailer of the packet decoded last. Returns <c>true</c> if records that wait for secrets should be tried again.
    /// </summary>
    public bool Read(in CapturedItem packet)
    {
        if (!ReferenceEquals(_capture, packet.CaptureName)) (_capture, _name) = (packet.CaptureName, Path.GetFileName(packet.CaptureName));
        AreSeen |= keys.AddTrailer(decoder.TrailerOf(packet), _name);
        if (!AreSeen || packet.PacketNumber - _usedAt < PacketsBetween || keys.Version == _versionUsed) return false;
        (_versionUsed, _usedAt) = (keys.Version, packet.PacketNumber);
        return true;
    }
}
