using TlsDissect.Protocol;

namespace TlsDissect.Connections.Datagrams;

/// <content>The end of a connection.</content>
internal sealed partial class DtlsConnection
{
    protected override long HeldByProtocol => _sides[0].Held + _sides[1].Held;

    protected override bool HasSent(int side) => _sides[side].HasSent;

    protected override void EndMessages()
    {
        (_isHelloLost, _awaitsHelloSince) = (true, null);
        ReleaseIds();
        GiveUpMessages();
        foreach (DtlsSide side in _sides) TakeKeyChange(side);
    }

    protected override void EndData()
    {
        foreach (DtlsSide side in _sides)
        {
            foreach (EpochRecords epoch in side.Epochs) epoch.Order?.Complete();
        }
    }

    /// <summary>Counts the numbers that did not come in epochs whose numbers are verified.</summary>
    protected override void Conclude()
    {
        Counts.SeenEnd = Summary.AlertList.Exists(alert => alert.Description == AlertDescription.CloseNotify);
        foreach (DtlsSide side in _sides)
        {
            if (side.SettledEpoch > 0) Counts.Missing = (Counts.Missing ?? 0) + side.MissingInEarlier;
            foreach (EpochRecords epoch in side.Epochs)
            {
                if (epoch.IsAuthenticated) Counts.Missing += epoch.Missing;
            }
        }
    }

    protected override void Release(bool isCertain)
    {
        ReleaseIds();
        foreach (DtlsSide side in _sides)
        {
            for (int i = 0; i < side.Epochs.Count; i++) side.Epochs[i].Order?.Forget();
            if (isCertain) side.Dispose();
        }
    }
}
