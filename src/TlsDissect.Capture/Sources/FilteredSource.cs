namespace TlsDissect.Capture.Sources;

/// <summary>
/// The packets of another source that pass a filter, with the numbers they have there, and everything that is not a packet.
/// </summary>
/// <param name="source">Disposed with this.</param>
/// <param name="filter">Disposed with this.</param>
/// <param name="goOn">Asked now and then while packets do not pass, with the last one's number: <c>false</c> ends the source.</param>
internal sealed class FilteredSource(IPacketSource source, CaptureFilter filter, Func<long, bool>? goOn = null) : IPacketSource
{
    private const int AskEvery = 1024;

    private readonly WarningBound _warnings = new();
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
            if (item.Kind != CapturedItemKind.Packet || filter.Matches(item, out string? problem)) return true;
            if (problem is null)
            {
                if (++_skipped % AskEvery == 0 && goOn is not null && !goOn(item.PacketNumber)) return false;
                continue;
            }

            string text = $"{item.CaptureName}: packets of link type {(int)item.LinkType} do not pass the filter: {problem}";
            if (!_warnings.TryGive("link type", ref text)) continue;
            item = CapturedItem.Warning(item.CaptureName, item.PacketNumber, text);
            return true;
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
