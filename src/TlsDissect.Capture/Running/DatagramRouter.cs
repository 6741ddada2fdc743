using TlsDissect.Capture.Network;
using TlsDissect.Capture.Network.Census;
using TlsDissect.Transport.Udp;

namespace TlsDissect.Capture.Running;

/// <summary>
/// Passes what the decoder finds beside TCP on: datagrams to the dissector, and everything to the census, which counts what is not
/// dissected.
/// </summary>
/// <param name="census">The census; <c>null</c> if nothing is counted.</param>
internal sealed class DatagramRouter(PacketCensus? census) : IUndissectedSink
{
    private bool _isInDissector;

    /// <summary>Receives the datagrams.</summary>
    public TlsDissector Dissector { get; set; } = null!;

    /// <summary>Number of datagrams so far.</summary>
    public long Datagrams { get; private set; }

    /// <inheritdoc/>
    public void OnPacket(Undissected why, int packets) => census?.OnPacket(why, packets);

    /// <inheritdoc/>
    public void OnDatagram(in Datagram datagram, int packets)
    {
        Datagrams++;
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
    public bool Threw(Exception exception) => _isInDissector;

    /// <inheritdoc/>
    public void OnJoined(int packets) => census?.OnJoined(packets);
}
