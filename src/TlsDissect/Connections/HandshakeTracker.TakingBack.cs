namespace TlsDissect.Connections;

/// <content>Messages in the clear that were read and are not believed after all, as what comes behind them contradicts them.</content>
internal sealed partial class HandshakeTracker
{
    private void TakeBackClientFlight(HandshakeFlow flow)
    {
        _ends.ClientProved = false;
        _authentication.TakeBackClient(flow);
    }
}
