using TlsDissect.Tcp;

namespace TlsDissect.Connections;

/// <summary>
/// Makes room where the budget of memory is used up: first caches, which cost only time, then the oldest connections, those before all that are over and only wait for
/// a key.
/// </summary>
internal sealed class MemoryPressure(DissectorContext context, TcpConnectionTable connections)
{
    /// <summary>Caches are cleared where they hold more than this part of the budget: else they would be empty all the time while connections flood.</summary>
    private const int WorthClearing = 64;

    /// <summary>Called where no connection is at work, and more is held than may be.</summary>
    /// <param name="packet">The packet's number, at which connections end.</param>
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
            if (!context.Late.TryFinishOldest() && !connections.TryEndOldest(packet)) return;
            memory.Budget.CountEnded(before - memory.Held);
        }
    }
}
