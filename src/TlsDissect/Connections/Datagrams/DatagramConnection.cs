using TlsDissect.Handshakes;
using TlsDissect.Protocol;
using TlsDissect.Secrets;
using TlsDissect.Transport;

namespace TlsDissect.Connections.Datagrams;

/// <summary>
/// What the state machines of DTLS and QUIC share: each record or packet names its epoch, so each is read by itself, and a lost one stops
/// nothing. Those that wait for keys are kept within <see cref="DissectorOptions.MaxWaitingBytes"/>.
/// </summary>
/// <remarks><see cref="Direction"/> has a read state for each epoch, with the transitions of <see cref="TlsConnection"/>.</remarks>
#pragma warning disable CA1001 // Its disposable parts are released in Complete.
internal abstract partial class DatagramConnection : Connection, IHandshakeEvents, IAwaitsKeys, IFlightOrder
{
    private readonly Direction[] _directions = [new(0), new(1)];
    private readonly ConnectionReport _report;
    private readonly HandshakeTracker _handshakes;
    private readonly SecretFinder _secrets;

    /// <param name="context">Shared by the dissector's connections.</param>
    /// <param name="flow">The datagrams that carry it.</param>
    /// <param name="place">Its place among the connections of the flow; <c>null</c> for the first.</param>
    /// <param name="statistics">Receives the counts of its protocol.</param>
    /// <param name="plaintext">Buffer for decrypted records, shared by the dissector's connections.</param>
    protected DatagramConnection(DissectorContext context, Flow flow, SessionPlace? place, DatagramStatistics statistics, byte[] plaintext)
        : base(context, flow)
    {
        Place = place;
        _report = new ConnectionReport(context, flow, clientSide: 0, place, datagrams: statistics) { Order = this };
        _handshakes = new HandshakeTracker(context.Handshakes, this, _report, new HandshakeSequence());
        _secrets = new SecretFinder(
            new SecretServices(context.Keys, context.Sessions, context.SharedTrials, context.Options.MaxTrialBytes, plaintext));
        Waiting = new WaitingDatagrams(this, context.AwaitingKeys);
    }

    /// <summary>Its place among the connections of the flow; <c>null</c> for the first.</summary>
    protected SessionPlace? Place { get; }

    /// <summary>The records that wait for keys.</summary>
    protected WaitingDatagrams Waiting { get; }

    /// <summary>The number of its first packet.</summary>
    public long Id => (Place?.First ?? Flow.First).Packet;

    internal override ConnectionReport Report() => _report;

    internal override HandshakeTracker Handshakes() => _handshakes;

    protected override SecretFinder Secrets => _secrets;

    protected override Direction[] Directions => _directions;

    /// <summary>The packet of the last record of each side.</summary>
    protected StreamPosition[] LastOfSide { get; } = new StreamPosition[2];

    /// <summary>Whether more is read: neither is the connection over, nor did a fault end it.</summary>
    protected bool IsReading => !_isFailed && !_isFinished;

    /// <summary>Whether the server answered.</summary>
    public bool IsAnswered => _handshakes.Current is { ServerHello: not null };

    /// <summary>Whether a handshake is complete.</summary>
    public bool IsEstablished => _handshakes.Current is { IsComplete: true };

    /// <summary>Counts a datagram of another protocol in the same flow.</summary>
    public void OnOther()
    {
        if (IsReading) Summary.Datagrams!.OtherDatagrams++;
    }

    /// <summary>Counts the rest of a datagram, which cannot be read as a record or a packet.</summary>
    public void OnRest(int side, int length, bool isTruncated, in StreamPosition position)
    {
        if (!IsReading) return;
        if (isTruncated) Summary.Datagrams!.TruncatedPackets++;
        else Report().OnSkippedBytes(Directions[side], length, position);
    }

    IDirectionView IHandshakeEvents.DirectionOf(Sender sender) => DirectionOf(sender);

    /// <summary>A datagram before the first one captured may have been lost.</summary>
    public bool IsStartSeen(int side) => false;

    public bool HasWaiting(int side) => Waiting.Has(side);

    /// <summary>Keys belong to an epoch, whose first record asks for them.</summary>
    public void OnKeysNext(Sender sender, Handshake handshake, Epoch epoch) { }

    public void OnKeysTakenBack(Sender sender) { }

    /// <summary>The next traffic secret belongs to the next epoch, whose first record asks for it.</summary>
    public void OnKeyUpdate(Sender sender, Handshake handshake) { }

    public abstract void OnBeginAgain();

    public void OnUnrepeatable() { }

    bool IFlightOrder.TryDefer(Sender from, int count, bool isOver) => false;
}
