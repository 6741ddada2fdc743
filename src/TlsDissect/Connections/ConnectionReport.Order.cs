namespace TlsDissect.Connections;

/// <content>Puts the lists in order.</content>
internal sealed partial class ConnectionReport
{
    /// <summary>Sorts entries by packet, because one direction may have been read after the other.</summary>
    private static void SortByPacket<T>(List<T> entries, Func<T, long> packet)
    {
        for (int i = 1; i < entries.Count; i++)
        {
            if (packet(entries[i]) >= packet(entries[i - 1])) continue;
            T[] sorted = [.. entries.OrderBy(packet)];
            entries.Clear();
            entries.AddRange(sorted);
            return;
        }
    }
}
