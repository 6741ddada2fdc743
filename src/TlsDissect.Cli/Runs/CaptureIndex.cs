using TlsDissect.Output.Json;

namespace TlsDissect.Cli.Runs;

/// <summary>Tells which capture a packet came from: where each begins, by the number of the last packet before it. What is too long ago is forgotten.</summary>
/// <param name="hasNumbers">Whether a packet's number in its capture is told too.</param>
/// <param name="maxEntries">Packets of several interfaces come mixed, and each change is an entry. A connection's packet is asked for when it ends.</param>
internal sealed class CaptureIndex(bool hasNumbers = false, int maxEntries = 1 << 16)
{
    private readonly List<(long Before, string Capture)> _entries = [];

    /// <summary>What follows is of a capture.</summary>
    /// <param name="before">The number of the last packet before; at least as large as that of the entry before.</param>
    /// <param name="capture">Its name.</param>
    public void Add(long before, string capture)
    {
        if (_entries.Count == maxEntries) _entries.RemoveRange(0, (maxEntries + 1) / 2);
        _entries.Add((before, capture));
    }

    /// <summary>Where a packet is; <c>null</c> where that is forgotten.</summary>
    /// <param name="packet">Its number in the input.</param>
    public CapturePlace? Of(long packet)
    {
        // The last entry that begins before the packet: several begin at one place where captures have no packets.
        int low = 0, high = _entries.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_entries[middle].Before < packet) low = middle + 1;
            else high = middle;
        }

        if (low == 0) return null;
        (long before, string capture) = _entries[low - 1];
        return new CapturePlace(capture, hasNumbers ? packet - before : null);
    }
}
