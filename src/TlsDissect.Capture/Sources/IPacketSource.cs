namespace TlsDissect.Capture.Sources;

/// <summary>
/// Where packets come from: a file, several files, an interface. Used by one thread at a time; several sources of the same file are independent.
/// </summary>
public interface IPacketSource : IDisposable
{
    /// <summary>
    /// The next item. Waits where the source is live. Never throws on what the input holds: damage comes as an item of kind
    /// <see cref="CapturedItemKind.Warning"/> or <see cref="CapturedItemKind.Failure"/>.
    /// </summary>
    /// <param name="item">Borrowed until the next call or disposal.</param>
    /// <returns><c>false</c> when the source has ended.</returns>
    bool TryRead(out CapturedItem item);

    /// <summary>
    /// Whether items of kind <see cref="CapturedItemKind.Secrets"/> may still come: what is encrypted is then worth keeping. Known of a file once it is open.
    /// </summary>
    bool MayBringSecrets => true;

    /// <summary>How far reading has come.</summary>
    CaptureProgress Progress { get; }
}
