
namespace TlsDissect.Capture;

/// <summary>
/// A source of packets: a file, several files or an interface. Use it from one thread at a time. Several sources of the same file are
/// independent.
/// </summary>
public interface IPacketSource : IDisposable
{
    /// <summary>
    /// Reads the next item. Waits if the source is live. It never throws because of the input's content: damage is reported by an item of
    /// kind <see cref="CapturedItemKind.Warning"/> or <see cref="CapturedItemKind.Failure"/>.
    /// </summary>
    /// <param name="item">Borrowed until the next call or disposal.</param>
    /// <returns><c>false</c> when the source has ended.</returns>
    bool TryRead(out CapturedItem item);

    /// <summary>
    /// Whether items of kind <see cref="CapturedItemKind.Secrets"/> may still come, so that keeping encrypted records is worthwhile. Known
    /// once a file is open.
    /// </summary>
    bool MayBringSecrets => true;

    /// <summary>Progress of reading.</summary>
    CaptureProgress Progress { get; }
}
