using System.Runtime.InteropServices;

namespace TlsDissect.Transport;

/// <summary>
/// The progress of one of several dissectors that share an input. Its own thread sets it, others read it. It never goes back.
/// </summary>
/// <param name="reached">Called on the dissector's thread when it reaches a step that another one awaits.</param>
internal sealed class DissectorClock(Action reached)
{
    private Line _line = new() { Awaited = long.MaxValue };
    private bool _isAddingKeys;

    /// <summary>
    /// Values written once per packet. They have a cache line of their own, whatever comes before and after (processors fetch lines in
    /// pairs).
    /// </summary>
    [StructLayout(LayoutKind.Explicit, Size = 384)]
    private struct Line
    {
        [FieldOffset(128)]
        public long Step;

        [FieldOffset(136)]
        public long Order;

        /// <summary>The first step that another dissector waits for.</summary>
        [FieldOffset(144)]
        public long Awaited;
    }

    /// <summary>The present moment. For the dissector's own thread.</summary>
    public Moment Now => new(_line.Step, _line.Order);

    /// <summary>The packet of the present step; the largest number at the end of the input. For the dissector's own thread.</summary>
    public long Packet { get; private set; }

    /// <summary>
    /// Connections that ended at <see cref="Packet"/> have been reported if their last packet is before this one. For the dissector's own
    /// thread.
    /// </summary>
    public long ReportedBefore => _isAddingKeys ? long.MaxValue : _line.Order;

    /// <summary>Notes the next packet.</summary>
    public void OnPacket(long packet)
    {
        (Packet, _isAddingKeys) = (packet, false);
        Enter(_line.Step + 1);
    }

    /// <summary>Notes that keys were added after the last packet.</summary>
    public void OnKeys()
    {
        _isAddingKeys = true;
        Enter(_line.Step + 1);
    }

    /// <summary>Notes the end of the input.</summary>
    public void OnEnd()
    {
        (Packet, _isAddingKeys) = (long.MaxValue, false);
        Enter(long.MaxValue - 1);
    }

    /// <summary>Notes that the dissector does nothing more.</summary>
    public void Stop() => Enter(long.MaxValue);

    /// <summary>
    /// Notes that a connection's turn has come within the step. A smaller number than before changes nothing: a connection that a limit
    /// ends early is not in its turn.
    /// </summary>
    public void OnTurn(long order)
    {
        if (order <= _line.Order) return;
        Volatile.Write(ref _line.Order, order);
        Tell();
    }

    /// <summary>Returns a moment that the dissector has at least reached. For other threads.</summary>
    public Moment Read()
    {
        while (true)
        {
            long step = Volatile.Read(ref _line.Step);
            long order = Volatile.Read(ref _line.Order);
            if (Volatile.Read(ref _line.Step) == step) return new Moment(step, order);
        }
    }

    /// <summary>
    /// Asks to be told when the step is reached. For other threads, one at a time. Call <see cref="Read"/> again before waiting.
    /// </summary>
    public void Await(long step)
    {
        if (step < _line.Awaited) Volatile.Write(ref _line.Awaited, step);
        // The owner writes the step and then reads the awaited one, without a barrier in between, which would cost time with each packet.
        // This barrier replaces it.
        Interlocked.MemoryBarrierProcessWide();
    }

    /// <summary>Forgets the awaited step. Threads that wait ask again. For the threads that may call <see cref="Await"/>.</summary>
    public void ForgetAwaited() => Volatile.Write(ref _line.Awaited, long.MaxValue);

    private void Enter(long step)
    {
        if (step <= _line.Step) return;
        // A reader that sees the old step with the new order thinks that the dissector is further behind than it is, which only costs time.
        Volatile.Write(ref _line.Order, long.MinValue);
        Volatile.Write(ref _line.Step, step);
        Tell();
    }

    private void Tell()
    {
        if (_line.Step >= Volatile.Read(ref _line.Awaited)) reached();
    }
}
