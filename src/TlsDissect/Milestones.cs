using TlsDissect.Protocol;

namespace TlsDissect;

/// <summary>
/// Moments of a connection that its list of messages does not have, because they are told by records of data or by records that stay
/// encrypted.
/// </summary>
internal struct Milestones
{
    /// <summary>A packet that was reached, and when. Packet 0: not yet.</summary>
    public readonly record struct Mark(long Packet, long Nanoseconds)
    {
        public bool IsReached => Packet > 0;

        public static Mark At(in StreamPosition position) => new(position.Packet, position.Time.Nanoseconds);
    }

    private Mark _clientData;
    private Mark _serverData;

    /// <summary>The first application data of either side.</summary>
    public readonly Mark FirstData =>
        !_serverData.IsReached || (_clientData.IsReached && _clientData.Packet <= _serverData.Packet) ? _clientData : _serverData;

    /// <summary>The client's last record of a TLS 1.3 handshake that stays encrypted: it has the Finished.</summary>
    public Mark HiddenFinished { get; private set; }

    /// <summary>Notes application data.</summary>
    public void OnData(Sender from, in StreamPosition position)
    {
        ref Mark first = ref (from == Sender.Client ? ref _clientData : ref _serverData);
        if (!first.IsReached) first = Mark.At(position);
    }

    /// <summary>
    /// Notes a record that stays encrypted: data or, in TLS 1.3, one that belongs to the handshake, perhaps with records before it.
    /// </summary>
    /// <param name="from">Its sender.</param>
    /// <param name="position">Its packet.</param>
    /// <param name="isHandshake">Whether it belongs to the handshake.</param>
    /// <param name="mayBeFinished">Whether it is the client's, and long enough for a Finished. The last one of these has it.</param>
    /// <param name="hasData">Whether its sender has sent any data, now that it is counted.</param>
    public void OnOpaque(Sender from, in StreamPosition position, bool isHandshake, bool mayBeFinished, bool hasData)
    {
        if (!isHandshake) OnData(from, position);
        else if (!hasData) (from == Sender.Client ? ref _clientData : ref _serverData) = default;
        if (isHandshake && mayBeFinished && position.Packet >= HiddenFinished.Packet) HiddenFinished = Mark.At(position);
    }
}
