using TlsDissect.Transport;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Connections;

/// <summary>
/// Makes room when the memory budget is used up. Clears the caches first, which costs only time. Then it ends connections: those that are over and wait for a key, then the
/// longest idle.
/// </summary>
internal sealed class MemoryPressure(DissectorContext context, TcpConnectionTable connections)
{
    /// <summary>Caches are cleared if they hold more than one part in this many of the budget: otherwise a flood of connections would keep them empty.</summary>
    private const int WorthClearing = 64;

    /// <summary>Called between packets, when more is held than the budget allows. Connections end at the packet.</summary>
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
            if (!context.AwaitingKeys.TryFinishOldest() && !connections.TryEndOldest(packet)) return;
            memory.Budget.CountEnded(before - memory.Held);
        }
    }
}
