using System.Runtime.InteropServices;

namespace TlsDissect.Transport;

/// <summary>
/// How far one of several dissectors has come that share an input. Its own thread sets it, others read it. It never goes back.
/// </summary>
/// <param name="reached">Called on the dissector's thread when it comes to a step that another awaits.</param>
internal sealed class DissectorClock(Action reached)
{
    private Line _line = new() { Awaited = long.MaxValue };
    private bool _isAddingKeys;

    /// <summary>Written once a packet: a cache line of its own, whatever lies in front and behind (processors fetch lines in pairs).</summary>
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

    /// <summary>Connections that ended at <see cref="Packet"/> have been reported if their last packet is before this one. For the dissector's own thread.</summary>
    public long ReportedBefore => _isAddingKeys ? long.MaxValue : _line.Order;

    /// <summary>A packet comes.</summary>
    public void OnPacket(long packet)
    {
        (Packet, _isAddingKeys) = (packet, false);
        Enter(_line.Step + 1);
    }

    /// <summary>Keys have been added, after the packet before.</summary>
    public void OnKeys()
    {
        _isAddingKeys = true;
        Enter(_line.Step + 1);
    }

    /// <summary>The input has ended.</summary>
    public void OnEnd()
    {
        (Packet, _isAddingKeys) = (long.MaxValue, false);
        Enter(long.MaxValue - 1);
    }

    /// <summary>The dissector does nothing any more.</summary>
    public void Stop() => Enter(long.MaxValue);

    /// <summary>A connection's turn has come within the step. A smaller number than before changes nothing: where a bound ends a connection early, it is not its turn.</summary>
    public void OnTurn(long order)
    {
        if (order <= _line.Order) return;
        Volatile.Write(ref _line.Order, order);
        Tell();
    }

    /// <summary>The moment that the dissector has at least come to. For other threads.</summary>
    public Moment Read()
    {
        while (true)
        {
            long step = Volatile.Read(ref _line.Step);
            long order = Volatile.Read(ref _line.Order);
            if (Volatile.Read(ref _line.Step) == step) return new Moment(step, order);
        }
    }

    /// <summary>Asks to be told when the step has come. For other threads, one at a time; <see cref="Read"/> again before you wait.</summary>
    public void Await(long step)
    {
        if (step < _line.Awaited) Volatile.Write(ref _line.Awaited, step);
        // The owner writes the step and then reads what is awaited, with no barrier between the two: that would cost something for each packet. This one stands for it.
        Interlocked.MemoryBarrierProcessWide();
    }

    /// <summary>Whoever waits asks again. For the threads that may call <see cref="Await"/>.</summary>
    public void ForgetAwaited() => Volatile.Write(ref _line.Awaited, long.MaxValue);

    private void Enter(long step)
    {
        if (step <= _line.Step) return;
        // A reader that sees the old step with the new order takes the dissector to be further behind than it is, which costs nothing but time.
        Volatile.Write(ref _line.Order, long.MinValue);
        Volatile.Write(ref _line.Step, step);
        Tell();
    }

    private void Tell()
    {
        if (_line.Step >= Volatile.Read(ref _line.Awaited)) reached();
    }
}
