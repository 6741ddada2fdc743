using TlsDissect.Connections;
using TlsDissect.Connections.Datagrams;
using TlsDissect.Connections.Quic;
using TlsDissect.Protocol;
using TlsDissect.Records;
using TlsDissect.Secrets;
using TlsDissect.Ssl2;
using TlsDissect.Transport;
using TlsDissect.Transport.Tcp;
using TlsDissect.Transport.Udp;

namespace TlsDissect;

/// <summary>
/// Turns TCP segments into TLS connections, and UDP datagrams into those of DTLS. Use it from one thread at a time. Dissectors are
/// independent of each other and may share keys.
/// </summary>
// For N cores there are N dissectors, each with a part of the flows (DissectorOptions.Flows), all fed with every packet. They share
// SharedSessions.
public sealed class TlsDissector
{
    private readonly DissectorContext _context;
    private readonly TcpConnectionTable _connections;
    private readonly UdpFlowTable _flows;
    private readonly EndingPlace _ending = new();
    private readonly MemoryPressure _pressure;
    private readonly IConnectionSink _sink;
    private readonly SharedSessions? _sessions;
    private readonly DissectorClock? _clock;
    private readonly int _index;
    private int _keysSeen;

    /// <summary>Creates a dissector.</summary>
    /// <param name="options">Options and limits.</param>
    /// <param name="keys">Keys to decrypt with; may be shared with other dissectors.</param>
    /// <param name="sink">Receives the events, on the calling thread.</param>
    public TlsDissector(DissectorOptions options, KeyRing keys, IConnectionSink sink)
        : this(options, keys, sink, sessions: null)
    {
    }

    /// <summary>Creates a dissector for a part of the flows.</summary>
    /// <param name="options">Options and limits.</param>
    /// <param name="keys">Keys to decrypt with; may be shared with other dissectors.</param>
    /// <param name="sink">Receives the events, on the calling thread.</param>
    /// <param name="sessions">The sessions shared with the dissectors of the other parts; <c>null</c> if there are none. Without it, a
    /// session that is resumed in another part than its own is not found.</param>
    internal TlsDissector(DissectorOptions options, KeyRing keys, IConnectionSink sink, SharedSessions? sessions)
        : this(options, keys, sink, sessions, new SharedTrials(options.MaxTrialBytesInAll))
    {
    }

    /// <summary>
    /// Creates a dissector for another input, to replace one that has completed. It does not know the connections and sessions of the old
    /// one, and has only the rest of its <see cref="DissectorOptions.MaxTrialBytesInAll"/>.
    /// </summary>
    /// <param name="before">The dissector to replace; its options and sink are used.</param>
    /// <param name="keys">Keys to decrypt with.</param>
    /// <param name="sessions">Shared sessions, not those of the old dissector.</param>
    internal TlsDissector(TlsDissector before, KeyRing keys, SharedSessions? sessions = null)
        : this(before._context.Options, keys, before._sink, sessions, before._context.SharedTrials)
    {
    }

    private TlsDissector(DissectorOptions options, KeyRing keys, IConnectionSink sink, SharedSessions? sessions, SharedTrials trials)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(sink);
        _sink = sink;
        if (sessions is not null && sessions.Count != options.Flows.Count)
            throw new ArgumentException("the number of parts of the flows differs", nameof(sessions));
        MemoryAccount memory = options.Memory.OpenForDissector();
        SharedSessions.Member? member = sessions?.Join(options.Flows.Index, keys);
        (_sessions, _clock, _index) = (sessions, member?.Clock, options.Flows.Index);
        _context = new DissectorContext(options, keys, sink, memory, member ?? (ISessionStore)new SessionStore(options, memory),
            static (context, hello) => new Ssl2Hello(context, hello))
        { SharedTrials = trials };
        OwnedFlows owned = new(options.Shard, options.Flows);
        _connections =
            new TcpConnectionTable(options.Tcp, owned, connection => new TlsConnection(_context, connection), memory)
            { Clock = _clock, Ending = _ending };
        _flows = new UdpFlowTable(options.Udp, owned, [new DtlsProtocol(_context, member), new QuicProtocol(_context, member)], memory)
        { Clock = _clock, Ending = _ending };
        _pressure = new MemoryPressure(_context, TryEndOldest);
    }

    /// <summary>
    /// During <see cref="IConnectionSink.OnEnd"/>: number of the packet at which the connection's end was decided; the largest number at
    /// the end of the input. It is the same for every number of threads, so outputs are merged by it.
    /// </summary>
    public long FinalizedAt => _ending.Packet;

    /// <summary>Hears of datagrams that only their connection tells; <c>null</c> if nothing does.</summary>
    internal IClaimedDatagrams? Claims { set => _context.Claims = value; }

    /// <summary>Counts of TCP connections that have ended without TLS. Final after <see cref="Complete"/>.</summary>
    internal OtherTcp Other => _connections.Other;

    /// <summary>
    /// Whether <see cref="DissectorOptions.MaxTrialBytesInAll"/> was used up, so that some trials or verifications were left out.
    /// </summary>
    public bool TrialsRanOut => _context.SharedTrials.RanOut;

    /// <summary>Adds one segment. Packets must come in the order of their numbers.</summary>
    public void Add(in TcpSegment segment)
    {
        OnPacket(segment.PacketNumber, segment.Time);
        _connections.Add(segment);
        _context.Resting.Settle();
        if (_context.Memory.IsOver) _pressure.Relieve(segment.PacketNumber);
    }

    /// <summary>Adds one UDP datagram. Packets must come in the order of their numbers.</summary>
    public void Add(in Datagram datagram)
    {
        OnPacket(datagram.PacketNumber, datagram.Time);
        _connections.Observe(datagram.PacketNumber, datagram.Time);
        _flows.Add(datagram);
        _context.Resting.Settle();
        if (_context.Memory.IsOver) _pressure.Relieve(datagram.PacketNumber);
    }

    /// <summary>Notes a packet without a TCP segment or UDP datagram, because its time matters.</summary>
    public void Observe(long packetNumber, CaptureTime time)
    {
        OnPacket(packetNumber, time);
        _connections.Observe(packetNumber, time);
    }

    private void OnPacket(long packetNumber, CaptureTime time)
    {
        _clock?.OnPacket(packetNumber);
        _context.AwaitingKeys.Observe(time.Nanoseconds);
        _context.SharedTrials.Observe(time.Nanoseconds);
        // What ends at one packet ends in the order of the last packets.
        while (_flows.HasExpired(time))
        {
            _connections.Observe(packetNumber, time, before: _flows.OldestLast);
            _flows.TryEndOldest(packetNumber);
        }
    }

    /// <summary>
    /// For live input: gives up lost bytes after <see cref="TcpLimits.ReorderWindowTime"/>, so that data after a loss is delivered even if
    /// the connection is silent. Call it now and then.
    /// </summary>
    public void GiveUpHoles(CaptureTime now)
    {
        _connections.GiveUpHoles(now);
        _flows.GiveUpHoles(now);
    }

    /// <summary>
    /// Decrypts the connections that wait for keys, from their start. Call it when secrets may have been added to the key ring.
    /// </summary>
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

    /// <summary>
    /// After the end of the input: reports one of the remaining connections. Returns <c>false</c> if none remains; call
    /// <see cref="Complete"/> even then.
    /// </summary>
    internal bool TryCompleteNext() => TryEndNext() || _context.AwaitingKeys.TryFinishOldest();

    /// <summary>Stops reading the input. Nothing more is reported, and the memory is no longer counted.</summary>
    internal void Abandon()
    {
        _context.Resting.Dispose();
        _context.Memory.Dispose();
        _sessions?.Leave(_index);
    }

    /// <summary>Reports every remaining connection. Call it at the end of the input.</summary>
    public void Complete()
    {
        try
        {
            _clock?.OnEnd();
            while (TryEndNext())
            {
            }

            _context.AwaitingKeys.Complete();
            _context.Resting.Dispose();
            _context.Memory.Dispose();
        }
        finally
        {
            _sessions?.Leave(_index);
        }
    }

    /// <summary>
    /// At the end of the input: ends the connection or flow whose last packet came first. Returns <c>false</c> if none remain.
    /// </summary>
    private bool TryEndNext() =>
        _flows.OldestLast < _connections.NextLast ? _flows.TryEndOldest(long.MaxValue) : _connections.TryCompleteNext();

    /// <summary>Ends the connection or flow that has been silent longest. Returns <c>false</c> if there are none.</summary>
    private bool TryEndOldest(long packet) =>
        _flows.OldestLast < _connections.OldestLast ? _flows.TryEndOldest(packet) : _connections.TryEndOldest(packet);
}
