namespace TlsDissect.Findings;

/// <summary>Passes every event on, and judges each connection before its end is passed on.</summary>
internal sealed class JudgingSink(IConnectionSink inner, ConnectionJudge judge) : ForwardingSink(inner)
{
    public override void OnEnd(ConnectionSummary connection)
    {
        judge.Judge(connection);
        base.OnEnd(connection);
    }
}
