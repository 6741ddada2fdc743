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

    /// <summary>The first application data of either side.</summary>
    public Mark FirstData { get; private set; }

    /// <summary>The client's last record of a TLS 1.3 handshake that stays encrypted: it has the Finished.</summary>
    public Mark HiddenFinished { get; private set; }

    /// <summary>Notes application data. One direction may be read after the other, so the first packet counts.</summary>
    public void OnData(in StreamPosition position)
    {
        if (!FirstData.IsReached || position.Packet < FirstData.Packet) FirstData = Mark.At(position);
    }

    /// <summary>
    /// Notes a record that stays encrypted: data or, in TLS 1.3, one that belongs to the handshake, perhaps with records before it.
    /// </summary>
    /// <param name="position">Its packet.</param>
    /// <param name="isHandshake">Whether it belongs to the handshake.</param>
    /// <param name="mayBeFinished">Whether it is the client's, and long enough for a Finished. The last one of these has it.</param>
    /// <param name="hasData">Whether there is any data, now that it is counted.</param>
    public void OnOpaque(in StreamPosition position, bool isHandshake, bool mayBeFinished, bool hasData)
    {
        if (!isHandshake) OnData(position);
        else if (!hasData) FirstData = default;
        if (isHandshake && mayBeFinished && position.Packet >= HiddenFinished.Packet) HiddenFinished = Mark.At(position);
    }
}
