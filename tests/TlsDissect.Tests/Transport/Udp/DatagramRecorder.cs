using System.Text;
using TlsDissect.Protocol;
using TlsDissect.Transport;
using TlsDissect.Transport.Udp;

namespace TlsDissect.Tests.Transport.Udp;

/// <summary>Output of one flow, in order.</summary>
internal sealed class DatagramRecorder(UdpFlow flow, List<DatagramRecorder> ended, Func<long> finalizedAt, bool isFaulty)
    : IDatagramConsumer
{
    private readonly List<string> _story = [];

    public UdpFlow Flow { get; } = flow;

    public bool IsEnded { get; private set; }

    public long FinalizedAt { get; private set; }

    public List<(StreamPosition Position, int WireLength, ChecksumVerdict Checksum)> Datagrams { get; } = [];

    public List<Exception> Faults { get; } = [];

    /// <summary>Datagrams as text, each with its side: <c>0:ab 1:c</c>.</summary>
    public string Story => string.Join(' ', _story);

    /// <summary>All that is known of it, to be compared.</summary>
    public string Summary =>
        $"{Flow.Id} {Flow.Endpoint(0)} {Flow.Endpoint(1)} {Flow.First} {Flow.Last} {Flow.Packets} {FinalizedAt}: {Story}";

    public void OnDatagram(int side, in Datagram datagram)
    {
        Assert.False(IsEnded);
        Assert.Empty(Faults);
        if (isFaulty) throw new InvalidOperationException("made");
        _story.Add($"{side}:{Encoding.Latin1.GetString(datagram.Payload)}");
        Datagrams.Add((datagram.Position, datagram.PayloadLength, datagram.Checksum));
    }

    public bool IsFault(Exception exception) => exception is InvalidOperationException;

    public void OnFault(Exception exception) => Faults.Add(exception);

    public void OnEnd()
    {
        Assert.False(IsEnded);
        IsEnded = true;
        FinalizedAt = finalizedAt();
        ended.Add(this);
    }
}
