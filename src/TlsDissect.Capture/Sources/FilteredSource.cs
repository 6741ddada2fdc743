namespace TlsDissect.Capture.Sources;

/// <summary>
/// Returns the packets of another source that match a filter, with their numbers there, and everything that is not a packet.
/// </summary>
/// <param name="source">Disposed with this.</param>
/// <param name="filter">Disposed with this.</param>
/// <param name="goOn">Called from time to time while packets do not match, with the last one's number. <c>false</c> ends the
/// source.</param>
internal sealed class FilteredSource(IPacketSource source, CaptureFilter filter, Func<long, bool>? goOn = null) : IPacketSource
{
    private const int AskEvery = 1024;

    private int _skipped;

    /// <inheritdoc/>
    public CaptureProgress Progress => source.Progress;

    /// <inheritdoc/>
    public bool MayBringSecrets => source.MayBringSecrets;

    /// <inheritdoc/>
    public bool TryRead(out CapturedItem item)
    {
        while (source.TryRead(out item))
        {
            if (filter.Passes(item, out string? warning)) return true;
            if (warning is not null)
            {
                item = CapturedItem.Warning(item.CaptureName, item.PacketNumber, warning);
                return true;
            }

            if (++_skipped % AskEvery == 0 && goOn is not null && !goOn(item.PacketNumber)) return false;
        }

        return false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        filter.Dispose();
        source.Dispose();
    }
}
