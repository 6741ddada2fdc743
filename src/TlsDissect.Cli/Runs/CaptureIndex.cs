using TlsDissect.Output.Json;

namespace TlsDissect.Cli.Runs;

/// <summary>
/// Finds the capture that a packet came from, by the number of the last packet before each capture. Old entries are dropped.
/// </summary>
/// <param name="hasNumbers">Whether to return a packet's number in its capture too.</param>
/// <param name="maxEntries">Limit on the entries. Packets of several interfaces come mixed, and each change is an entry.</param>
internal sealed class CaptureIndex(bool hasNumbers = false, int maxEntries = 1 << 16)
{
    private readonly List<(long Before, CapturePlace Capture)> _entries = [];

    /// <summary>Starts a capture.</summary>
    /// <param name="before">The number of the last packet before; at least as large as that of the entry before.</param>
    /// <param name="capture">The capture.</param>
    public void Add(long before, in CapturePlace capture)
    {
        if (_entries.Count == maxEntries) _entries.RemoveRange(0, (maxEntries + 1) / 2);
        _entries.Add((before, capture));
    }

    /// <summary>The place of a packet; <c>null</c> if its entry was dropped.</summary>
    /// <param name="packet">Its number in the input.</param>
    public CapturePlace? Of(long packet)
    {
        // The last entry that begins before the packet. Captures without packets begin at the same place as the next one.
        int low = 0, high = _entries.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_entries[middle].Before < packet) low = middle + 1;
            else high = middle;
        }

        if (low == 0) return null;
        (long before, CapturePlace capture) = _entries[low - 1];
        return capture with { Packet = hasNumbers ? packet - before : null };
    }
}
