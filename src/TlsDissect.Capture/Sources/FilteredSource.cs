namespace TlsDissect.Capture.Sources;

/// <summary>
/// The packets of another source that pass a filter, with the numbers they have there, and everything that is not a packet.
/// </summary>
/// <param name="source">Disposed with this.</param>
/// <param name="filter">Disposed with this.</param>
public sealed class FilteredSource(IPacketSource source, CaptureFilter filter) : IPacketSource
{
    /// <inheritdoc/>
    public CaptureProgress Progress => source.Progress;

    /// <inheritdoc/>
    public bool TryRead(out CapturedItem item)
    {
        while (source.TryRead(out item))
        {
            if (item.Kind != CapturedItemKind.Packet || filter.Matches(item, out string? problem)) return true;
            if (problem is null) continue;

            item = CapturedItem.Warning(
                item.CaptureName,
                item.PacketNumber,
                $"{item.CaptureName}: packets of link type {(int)item.LinkType} do not pass the filter: {problem}");
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
