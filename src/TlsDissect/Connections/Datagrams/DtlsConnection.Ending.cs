using TlsDissect.Handshakes;
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
        NoteOtherRandom();
        if (Counts.SeenStart) Counts.IsCookieExchanged ??= false;
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

    /// <summary>
    /// Notes that the hello with the cookie has another random than the first. Only now is it certain which hellos are read.
    /// </summary>
    private void NoteOtherRandom()
    {
        if (_otherRandom == OtherRandom.HasCookie)
            Report().Note("the ClientHello with the cookie does not repeat the first one's random (RFC 6347 §4.2.1)");
        if (_otherRandom == OtherRandom.LacksRequest)
            Report().Note("a ClientHello with a cookie and another random counts, although the HelloVerifyRequest for it is missing");
    }

    protected override void Release(bool isCertain)
    {
        foreach (DtlsSide side in _sides)
        {
            for (int i = 0; i < side.Epochs.Count; i++) side.Epochs[i].Order?.Forget();
            if (isCertain) side.Dispose();
        }
    }
}
