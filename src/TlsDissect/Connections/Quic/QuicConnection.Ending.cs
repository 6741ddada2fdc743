using TlsDissect.Connections.Datagrams;
using TlsDissect.Protocol;

namespace TlsDissect.Connections.Quic;

/// <content>Data that waits for missing packets, and the end of the connection.</content>
internal sealed partial class QuicConnection
{
    private readonly QuicStreams _streams;

    /// <summary>Whether data waits for packets before it.</summary>
    public bool HasWaitingData => _streams.HasWaiting || _sides[0].HasWaitingData || _sides[1].HasWaitingData;

    /// <summary>Hands on data that has waited too long.</summary>
    public void Observe(CaptureTime now)
    {
        if (!IsReading || !HasWaitingData) return;
        foreach (QuicSide side in _sides) side.SpaceOf((int)Epoch.Application).Order?.Observe(now);
        _streams.Observe(now);
    }

    protected override void RemoveIds()
    {
        foreach (QuicSide side in _sides) _ids.RemoveAll(side.Ids, this);
    }

    protected override long HeldByProtocol => 400 + _initialKeys.Held + _sides[0].Held + _sides[1].Held + _streams.Held +
        (_otherHello?.Length ?? 0);

    protected override bool HasSent(int side) => _sides[side].HasSent;

    protected override void EndData()
    {
        foreach (QuicSide side in _sides)
        {
            foreach (EpochRecords space in side.Spaces) space.Order?.Complete();
        }

        _streams.Complete();
    }

    protected override void Conclude()
    {
        foreach (QuicSide side in _sides)
        {
            bool isClient = Directions[side.Side].Sender == Sender.Client;
            foreach (EpochRecords space in side.Spaces)
            {
                if (space.IsAuthenticated) Counts.Missing = (Counts.Missing ?? 0) + space.Missing;
            }

            List<ReadOnlyMemory<byte>> ids = isClient ? Counts.ClientIdList : Counts.ServerIdList;
            foreach (ConnectionId id in side.Ids.Take(MaxListed)) ids.Add(id.ToArray());
            if (isClient) Counts.ClientKeyUpdates = side.KeyUpdates;
            else Counts.ServerKeyUpdates = side.KeyUpdates;
        }

        Counts.Version ??= HeaderVersion?.Name;
        Counts.SeenEnd = Counts.Close is not null || Counts.ResetBy is not null;
    }

    protected override void Release(bool isCertain)
    {
        ForgetStrays();
        foreach (QuicSide side in _sides)
        {
            foreach (EpochRecords space in side.Spaces) space.Order?.Forget();
            if (isCertain) side.Dispose();
        }

        _streams.Forget();
        if (isCertain) _initialKeys.Dispose();
    }
}
