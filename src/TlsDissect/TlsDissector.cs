using TlsDissect.Connections;
using TlsDissect.Protocol;
using TlsDissect.Records;
using TlsDissect.Secrets;
using TlsDissect.Ssl2;
using TlsDissect.Transport;
using TlsDissect.Transport.Tcp;

namespace TlsDissect;

/// <summary>Turns TCP segments into TLS connections. Use it from one thread at a time; several dissectors are independent and may share their keys.</summary>
// N cores are N dissectors, each with a part of the flows (DissectorOptions.Flows), all fed with every packet. They share SharedSessions.
public sealed class TlsDissector
{
    private readonly DissectorContext _context;
    private readonly TcpConnectionTable _connections;
    private readonly MemoryPressure _pressure;
    private readonly IConnectionSink _sink;
    private readonly SharedSessions? _sessions;
    private readonly DissectorClock? _clock;
    private readonly int _index;
    private int _keysSeen;

    /// <summary>Makes a dissector.</summary>
    /// <param name="options">What to do and how much to hold.</param>
    /// <param name="keys">What to decrypt with; may be shared with other dissectors.</param>
    /// <param name="sink">Receives what is found, on the calling thread.</param>
    public TlsDissector(DissectorOptions options, KeyRing keys, IConnectionSink sink)
        : this(options, keys, sink, sessions: null)
    {
    }

    /// <summary>Makes a dissector of a part of the flows.</summary>
    /// <param name="options">What to do and how much to hold.</param>
    /// <param name="keys">What to decrypt with; may be shared with other dissectors.</param>
    /// <param name="sink">Receives what is found, on the calling thread.</param>
    /// <param name="sessions">
    /// The sessions that it shares with the dissectors of the other parts of the flows; <c>null</c> where there are none. Without it, a session that is resumed in another
    /// part than the one it began in is not found.
    /// </param>
    internal TlsDissector(DissectorOptions options, KeyRing keys, IConnectionSink sink, SharedSessions? sessions)
        : this(options, keys, sink, sessions, new SharedTrials(options.MaxTrialBytesInAll))
    {
    }

    /// <summary>
    /// Makes a dissector that takes the place of another one, which has completed, for an input of its own: it knows nothing of that one's connections and sessions, but
    /// has only what is left of <see cref="DissectorOptions.MaxTrialBytesInAll"/>.
    /// </summary>
    /// <param name="before">The other one; its options and sink are used.</param>
    /// <param name="keys">What to decrypt with.</param>
    /// <param name="sessions">As above; not those of the other one.</param>
    internal TlsDissector(TlsDissector before, KeyRing keys, SharedSessions? sessions = null)
        : this(before._context.Options, keys, before._sink, sessions, before._context.SharedTrials)
    {
    }

    private TlsDissector(DissectorOptions options, KeyRing keys, IConnectionSink sink, SharedSessions? sessions, SharedTrials trials)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(sink);
        _sink = sink;
        if (sessions is not null && sessions.Count != options.Flows.Count) throw new ArgumentException("the flows have another number of parts", nameof(sessions));
        MemoryAccount memory = options.Memory.OpenForDissector();
        SharedSessions.Member? member = sessions?.Join(options.Flows.Index, keys);
        (_sessions, _clock, _index) = (sessions, member?.Clock, options.Flows.Index);
        _context = new DissectorContext(options, keys, sink, memory, member ?? (ISessionStore)new SessionStore(options, memory),
            static (context, hello) => new Ssl2Hello(context, hello))
        { SharedTrials = trials };
        OwnedFlows owned = new(options.Shard, options.Flows);
        _connections = new TcpConnectionTable(options.Tcp, owned, connection => new TlsConnection(_context, connection), memory) { Clock = _clock };
        _pressure = new MemoryPressure(_context, _connections);
    }

    /// <summary>
    /// During <see cref="IConnectionSink.OnEnd"/>: the number of the packet at which the connection's end was decided; the largest number at the end of the
    /// input. The same for every number of threads: what outputs are merged by.
    /// </summary>
    public long FinalizedAt => _connections.FinalizedAt;

    /// <summary>TCP connections that have ended and in which no TLS was found. Complete after <see cref="Complete"/>.</summary>
    internal OtherTcp Other => _connections.Other;

    /// <summary>Whether <see cref="DissectorOptions.MaxTrialBytesInAll"/> was used up, so that something was not tried or verified for a connection.</summary>
    public bool TrialsRanOut => _context.SharedTrials.RanOut;

    /// <summary>Takes one segment. Packets come in the order of their numbers.</summary>
    public void Add(in TcpSegment segment)
    {
        _clock?.OnPacket(segment.PacketNumber);
        _context.AwaitingKeys.Observe(segment.Time.Nanoseconds);
        _context.SharedTrials.Observe(segment.Time.Nanoseconds);
        _connections.Add(segment);
        _context.Resting.Settle();
        if (_context.Memory.IsOver) _pressure.Relieve(segment.PacketNumber);
    }

    /// <summary>Tells of a packet that holds no TCP segment: time passes.</summary>
    public void Observe(long packetNumber, CaptureTime time)
    {
        _clock?.OnPacket(packetNumber);
        _context.AwaitingKeys.Observe(time.Nanoseconds);
        _context.SharedTrials.Observe(time.Nanoseconds);
        _connections.Observe(packetNumber, time);
    }

    /// <summary>
    /// For live input, now and then: where bytes were lost and silence followed, what came behind them goes on after
    /// <see cref="TcpLimits.ReorderWindowTime"/>, though no packet of the connection says so.
    /// </summary>
    public void GiveUpHoles(CaptureTime now) => _connections.GiveUpHoles(now);

    /// <summary>Secrets may have been added to the key ring: connections that wait for them are decrypted from their start.</summary>
    public void KeysAdded()
    {
        _clock?.OnKeys();
        if (_context.Keys.Version == _keysSeen) return;
        _keysSeen = _context.Keys.Version;
        foreach (IAwaitsKeys connection in _context.AwaitingKeys.All())
        {
            _clock?.OnTurn(connection.Id);
            connection.OnKeysAdded();
        }
    }

    /// <summary>The input has ended: reports one of the connections that are left. <c>false</c> if none is; <see cref="Complete"/> still has to be called.</summary>
    internal bool TryCompleteNext() => _connections.TryCompleteNext() || _context.AwaitingKeys.TryFinishOldest();

    /// <summary>The input is not read on: nothing more is reported, and the memory is no longer counted.</summary>
    internal void Abandon()
    {
        _context.Resting.Dispose();
        _context.Memory.Dispose();
        _sessions?.Leave(_index);
    }

    /// <summary>The input has ended: every connection is reported.</summary>
    public void Complete()
    {
        try
        {
            _clock?.OnEnd();
            _connections.Complete();
            _context.AwaitingKeys.Complete();
            _context.Resting.Dispose();
            _context.Memory.Dispose();
        }
        finally
        {
            _sessions?.Leave(_index);
        }
    }
}
