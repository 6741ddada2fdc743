using TlsDissect.Capture.Network;
using TlsDissect.Capture.Network.Census;
using TlsDissect.Transport.Udp;

namespace TlsDissect.Capture.Running;

/// <summary>
/// Passes what the decoder finds beside TCP on: datagrams to the dissector, and everything to the census, which counts what is not
/// dissected.
/// </summary>
/// <param name="census">The census; <c>null</c> if nothing is counted.</param>
internal sealed class DatagramRouter(PacketCensus? census) : IUndissectedSink, IClaimedDatagrams
{
    private bool _isInDissector;

    /// <summary>The datagram that is being dissected, and the packets that brought it.</summary>
    private (long Number, int Packets) _current;

    /// <summary>Receives the datagrams.</summary>
    public TlsDissector Dissector
    {
        get;
        set
        {
            field = value;
            value.Claims = this;
        }
    } = null!;

    /// <summary>The datagrams that are dissected although the census counts them.</summary>
    public ClaimedDatagrams Claimed { get; } = new();

    /// <summary>Number of datagrams so far.</summary>
    public long Datagrams { get; private set; }

    /// <inheritdoc/>
    public void OnPacket(Undissected why, int packets) => census?.OnPacket(why, packets);

    /// <inheritdoc/>
    public void OnDatagram(in Datagram datagram, int packets)
    {
        Datagrams++;
        _current = (datagram.PacketNumber, packets);
        _isInDissector = true;
        try
        {
            Dissector.Add(datagram);
        }
        finally
        {
            // The filters of callers, which ask Threw, run before this.
            _isInDissector = false;
        }

        census?.OnDatagram(datagram, packets);
    }

    /// <inheritdoc/>
    public void OnClaimed(in Datagram datagram) =>
        Claimed.Add(datagram, datagram.PacketNumber == _current.Number ? _current.Packets : 1);

    /// <inheritdoc/>
    public bool Threw(Exception exception) => _isInDissector;

    /// <inheritdoc/>
    public void OnJoined(int packets) => census?.OnJoined(packets);
}
