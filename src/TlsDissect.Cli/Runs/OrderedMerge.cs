using TlsDissect.Transport;

namespace TlsDissect.Cli.Runs;

/// <summary>
/// Merges the outputs of several dissectors into an order that does not depend on their number: by the packet at which a connection's end
/// was decided, then by its last packet, then by its first.
/// </summary>
/// <remarks>
/// Each part reports how far it has read. An output is written once every other part has read past its place or has a later output waiting.
/// A part whose outputs fill <see cref="MaxQueuedBytes"/> or its share of the memory waits for the others. The part that is furthest behind
/// never waits, so there is no deadlock. Parts that wait for others elsewhere (<see cref="TlsDissect.Secrets.SharedSessions"/>) report
/// exactly how far they are, so that the two kinds of waiting cannot block each other.
/// </remarks>
internal sealed class OrderedMerge
{
    /// <summary>Limit, in bytes, on the outputs of one part that wait for the others.</summary>
    private const long MaxQueuedBytes = 32 << 20;

    /// <summary>All waiting outputs together may use this fraction of the memory limit.</summary>
    private const int ShareOfMemory = 8;

    private readonly object _gate = new();
    private readonly Part[] _parts;
    private readonly Stream _output;
    private readonly MemoryAccount? _memory;
    private readonly long _maxQueuedBytes;
    private bool _failed;

    /// <param name="parts">Number of dissectors.</param>
    /// <param name="output">Not owned.</param>
    /// <param name="memory">Counts the outputs that wait; <c>null</c> if they are not counted.</param>
    public OrderedMerge(int parts, Stream output, MemoryBudget? memory = null)
    {
        _memory = memory?.Open();
        _maxQueuedBytes = Math.Min(MaxQueuedBytes, (memory?.MaxBytes ?? long.MaxValue) / ShareOfMemory / parts);
        _output = output;
        _parts = new Part[parts];
        for (int i = 0; i < parts; i++) _parts[i] = new Part();
    }

    /// <summary>The place of an output.</summary>
    /// <param name="FinalizedAt">The packet at which the connection's end was decided.</param>
    /// <param name="LastPacket">Its last packet.</param>
    /// <param name="Id">Its first packet.</param>
    /// <param name="File">The number of files before if files are dissected apart. All outputs of a file come before those of the
    /// next.</param>
    internal readonly record struct Place(long FinalizedAt, long LastPacket, long Id, int File = 0) : IComparable<Place>
    {
        /// <summary>After everything else.</summary>
        public static Place Last => new(long.MaxValue, long.MaxValue, long.MaxValue, int.MaxValue);

        public int CompareTo(Place other)
        {
            int order = File.CompareTo(other.File);
            if (order == 0) order = FinalizedAt.CompareTo(other.FinalizedAt);
            if (order == 0) order = LastPacket.CompareTo(other.LastPacket);
            return order != 0 ? order : Id.CompareTo(other.Id);
        }
    }

    private sealed class Part
    {
        public Queue<(Place Place, byte[] Bytes, EndedConnection? Ended)> Waiting { get; } = new();

        public long QueuedBytes { get; set; }

        /// <summary>All outputs of this part before this place have been added.</summary>
        public Place Progress { get; set; } = Before(0, 0);

        /// <summary>The part adds no more outputs.</summary>
        public bool IsComplete { get; set; }

        public void Reach(in Place place)
        {
            if (place.CompareTo(Progress) > 0) Progress = place;
        }
    }

    /// <summary>The first place at a packet.</summary>
    private static Place Before(long packet, int file) => new(packet, long.MinValue, long.MinValue, file);

    public int Parts => _parts.Length;

    /// <summary>Decides about connections at their place in the order; <c>null</c> if there is nothing to decide.</summary>
    public MergedOutput? Output { get; init; }

    /// <summary>Adds a part's next output. Each part adds its own in order.</summary>
    public void Add(int part, in Place place, ReadOnlySpan<byte> bytes, EndedConnection? ended = null)
    {
        lock (_gate)
        {
            Part own = _parts[part];
            if (_parts.Length == 1)
            {
                Write(place, bytes, ended);
                return;
            }

            if (_failed) return;
            int size = bytes.Length + (ended?.Bytes ?? 0);
            own.Waiting.Enqueue((place, bytes.ToArray(), ended));
            own.QueuedBytes += size;
            _memory?.Add(size);
            Drain();
            while (own.QueuedBytes > _maxQueuedBytes && !_failed)
            {
                Monitor.Wait(_gate);
                Drain();
            }
        }
    }

    /// <summary>Reports that a part has read up to a packet.</summary>
    public void Advance(int part, long packet, int file = 0)
    {
        if (_parts.Length == 1) return;
        lock (_gate)
        {
            _parts[part].Reach(Before(packet, file));
            Drain();
        }
    }

    /// <summary>
    /// Reports that a part is about to wait for others. It has added all outputs that were decided before a packet, or at that packet with
    /// an earlier last packet. Writes nothing, because it must not fail.
    /// </summary>
    public void Wait(int part, long packet, long lastPacket, int file = 0)
    {
        lock (_gate)
        {
            _parts[part].Reach(new Place(packet, lastPacket, long.MinValue, file));
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Reports that a part is complete.</summary>
    public void Complete(int part)
    {
        lock (_gate)
        {
            _parts[part].IsComplete = true;
            Drain();
        }
    }

    /// <summary>Reports that a part failed: the others stop waiting, and nothing more is written.</summary>
    public void Fail()
    {
        lock (_gate)
        {
            _failed = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Writes all outputs that no part can precede any more.</summary>
    private void Drain()
    {
        bool wrote = false;
        while (!_failed && Next() is Part next)
        {
            (Place place, byte[] bytes, EndedConnection? ended) = next.Waiting.Dequeue();
            int size = bytes.Length + (ended?.Bytes ?? 0);
            next.QueuedBytes -= size;
            _memory?.Add(-size);
            try
            {
                Write(place, bytes, ended);
            }
            catch
            {
                Fail();
                throw;
            }

            wrote = true;
        }

        if (wrote) Monitor.PulseAll(_gate);
    }

    private void Write(in Place place, ReadOnlySpan<byte> bytes, EndedConnection? ended)
    {
        if (ended is null || Output is null) _output.Write(bytes);
        else Output.Write(_output, bytes, ended, place.File);
    }

    /// <summary>The part that has the next output of all, or <c>null</c> if that is not certain yet.</summary>
    private Part? Next()
    {
        Part? first = null;
        foreach (Part part in _parts)
        {
            if (part.Waiting.Count > 0 && (first is null || part.Waiting.Peek().Place.CompareTo(first.Waiting.Peek().Place) < 0))
                first = part;
        }

        if (first is null) return null;
        Place place = first.Waiting.Peek().Place;
        foreach (Part part in _parts)
        {
            if (part.Waiting.Count == 0 && !part.IsComplete && part.Progress.CompareTo(place) <= 0) return null;
        }

        return first;
    }
}
