using TlsDissect.Transport;

namespace TlsDissect.Connections;

/// <summary>
/// Frees memory when the budget is used up. First it clears the caches, which costs only time. Then it ends connections: those that are
/// over and wait for a key, then the longest idle.
/// </summary>
/// <param name="context">The dissector's state.</param>
/// <param name="tryEndOldest">Ends the longest idle connection at a packet; <c>false</c> if there is none.</param>
internal sealed class MemoryPressure(DissectorContext context, Func<long, bool> tryEndOldest)
{
    /// <summary>
    /// Caches are cleared only if they hold more than one part in this many of the budget. Otherwise a flood of connections would keep them
    /// empty.
    /// </summary>
    private const int WorthClearing = 64;

    /// <summary>Frees memory if the budget is exceeded. Called between packets; connections that it ends, end at this packet.</summary>
    public void Relieve(long packet)
    {
        MemoryAccount memory = context.Memory;
        if ((context.Certificates.Held + context.VerificationKeys.Held) * WorthClearing > memory.Budget.MaxBytes)
        {
            context.Certificates.Clear();
            context.VerificationKeys.Clear();
        }

        while (memory.IsOver)
        {
            long before = memory.Held;
            if (!context.AwaitingKeys.TryFinishOldest() && !tryEndOldest(packet)) return;
            memory.Budget.CountEnded(before - memory.Held);
        }
    }
}
