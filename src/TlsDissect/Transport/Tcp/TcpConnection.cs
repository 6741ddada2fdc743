using TlsDissect.Protocol;

namespace TlsDissect.Transport.Tcp;

/// <summary>One TCP connection: its two directions, and what was seen of it.</summary>
internal sealed class TcpConnection : KeyedFlow<TcpConnection>
{
    private readonly IpEndpoint _endpoint0;
    private readonly IpEndpoint _endpoint1;
    private readonly Func<TcpConnection, IStreamConsumer> _consumers;
    private IStreamConsumer? _consumer;

    public TcpConnection(in IpEndpoint endpoint0, in IpEndpoint endpoint1, in StreamPosition first, TcpLimits limits,
        Func<TcpConnection, IStreamConsumer> consumers)
        : base(first)
    {
        _consumers = consumers;
        _endpoint0 = endpoint0;
        _endpoint1 = endpoint1;
        Stream0 = new TcpStream(this, 0, limits);
        Stream1 = new TcpStream(this, 1, limits);
    }

    /// <summary>The key, computed on demand to save memory: connections rarely need it.</summary>
    public override FlowKey Key => FlowKey.Of(_endpoint0, _endpoint1, out _);

    public TcpStatistics Statistics { get; } = new();

    /// <summary>
    /// The consumer of its bytes. Created with the first of them, because a scan leaves millions of connections without any.
    /// </summary>
    public IStreamConsumer Consumer => _consumer ??= _consumers(this);

    /// <summary>Whether any bytes or gaps came.</summary>
    public bool HasConsumer => _consumer is not null;

    /// <summary>Bytes of memory used, without the consumer.</summary>
    public long Held => BaseBytes + Stream0.Held + Stream1.Held;

    /// <summary>The value of <see cref="Held"/> that was counted last.</summary>
    public long HeldBefore { get; set; }

    /// <summary>Size of its objects and its entries in the table; a test measures it.</summary>
    private const long BaseBytes = 640;

    /// <summary>Maximum payload captured in one of its packets, in bytes.</summary>
    public int LongestPayload { get; set; }

    /// <summary>Whether both FINs or a RST were seen, so that it only waits for late packets.</summary>
    public bool IsClosing { get; set; }

    /// <summary>The RST that closed it; <c>null</c> if FINs did.</summary>
    public TcpReset? Reset { get; set; }

    /// <summary>How it began to end; <c>null</c> if neither FIN nor RST was seen.</summary>
    public TcpEnd? End { get; set; }

    /// <summary>Whether a fault stopped its reading. Its segments only keep it in the table.</summary>
    public bool IsFailed { get; private set; }

    public TcpStream Stream0 { get; }

    public TcpStream Stream1 { get; }

    /// <summary>The endpoint of a side. Side 0 opened the connection, or is assumed to have.</summary>
    public override IpEndpoint Endpoint(int side) => side == 0 ? _endpoint0 : _endpoint1;

    /// <summary>The side that sent a segment of this connection.</summary>
    public int SideOf(in TcpSegment segment) => segment.IsBetween(_endpoint0, _endpoint1) ? 0 : 1;

    /// <summary>Whether a segment belongs to this connection.</summary>
    public bool Has(in TcpSegment segment) => segment.IsBetween(_endpoint0, _endpoint1) || segment.IsBetween(_endpoint1, _endpoint0);

    /// <summary>
    /// Whether a segment is a SYN that cannot belong to this connection, because the ports are reused. A repeated SYN can belong to it, as
    /// can one captured late.
    /// </summary>
    /// <param name="segment">A segment between its endpoints.</param>
    /// <param name="copyNanoseconds">The time after the first packet in which a SYN with another number may be a copy of the first.</param>
    public bool IsReplacedBy(in TcpSegment segment, long copyNanoseconds)
    {
        if ((segment.Flags & (TcpFlags.Syn | TcpFlags.Rst)) != TcpFlags.Syn) return false;
        int side = SideOf(segment);
        TcpStream stream = Stream(side);
        TcpStream other = Stream(1 - side);
        if (stream.Doubts(segment)) return false;
        uint start = segment.Sequence + 1;
        bool isAnswer = (segment.Flags & TcpFlags.Ack) != 0;
        // Data in a SYN may be acknowledged with it (RFC 7413), so the acknowledgment may be somewhat beyond the SYN.
        bool fitsOther = other.IsPlaced && other.IsNearStart(segment.Acknowledgment, ushort.MaxValue);

        if (!stream.IsPlaced) return isAnswer ? IsClosing && !fitsOther : IsClosing || (other.IsStarted && !other.HasSyn);
        if (stream.IsStart(start) || (!stream.IsStarted && stream.MayStartAt(start))) return false;
        if (isAnswer) return stream.Next > 0 && !fitsOther;

        // A firewall captured on both sides may have forwarded it with another number.
        bool isCopy = !IsClosing && stream.MayHaveCopyAt(start) && other.Next == 0 &&
            segment.Time.NanosecondsSince(First.Time) <= copyNanoseconds;
        return !isCopy;
    }

    /// <summary>Checks whether the waits of both streams are over. The stream of <paramref name="side"/> goes first.</summary>
    public void CheckWaiting(int side, in StreamPosition position, long now)
    {
        if ((Stream0.IsStarting || Stream1.IsStarting) && Stream0.MayStart(now) & Stream1.MayStart(now)) Start();
        Stream(side).CheckWaiting(position, now);
        Stream(1 - side).CheckWaiting(position, now);
    }

    /// <summary>
    /// Delivers all waiting data of both streams in the order of the packets, with gaps for the holes, because nothing more will come.
    /// </summary>
    public void Complete()
    {
        Stream0.TakeAll(Last);
        Stream1.TakeAll(Last);
        Start();
        while (true)
        {
            (long next0, long next1) = (Stream0.NextAtEnd(), Stream1.NextAtEnd());
            if (next0 == long.MaxValue && next1 == long.MaxValue) break;
            (next0 <= next1 ? Stream0 : Stream1).TakeNext(Last);
        }

        Stream0.Complete(Last);
        Stream1.Complete(Last);
    }

    /// <summary>Ends the start windows. What both streams hold is delivered in the order of the packets.</summary>
    private void Start()
    {
        Stream0.Start();
        Stream1.Start();
        while ((Stream0.NextHeld <= Stream1.NextHeld ? Stream0 : Stream1) is { NextHeld: < long.MaxValue } first) first.DeliverHeld();
    }

    /// <summary>Stops reassembly after a fault.</summary>
    public void Fail(Exception exception)
    {
        IsFailed = true;
        Stream0.Forget();
        Stream1.Forget();
        Consumer.OnFault(exception);
    }

    public TcpStream Stream(int side) => side == 0 ? Stream0 : Stream1;
}
