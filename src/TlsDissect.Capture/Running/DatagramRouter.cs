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
    private Exception? _thrown;

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
        try
        {
            Dissector.Add(datagram);
        }
        catch (Exception e) when (Mark(e))
        {
            throw; // Never reached: the filter only marks.
        }

        census?.OnDatagram(datagram, packets);
    }

    /// <inheritdoc/>
    public bool Threw(Exception exception) => ReferenceEquals(exception, _thrown);

    private bool Mark(Exception exception)
    {
        _thrown = exception;
        return false;
    }

    /// <inheritdoc/>
    public void OnJoined(int packets) => census?.OnJoined(packets);
}
