namespace TlsDissect.Findings;

/// <summary>Passes every event on, and judges each connection before its end is passed on.</summary>
/// <param name="inner">Takes the events.</param>
/// <param name="judge">Judges the connections.</param>
/// <param name="input">Returns the number of the input if inputs are dissected apart; <c>null</c> if there is only one.</param>
internal sealed class JudgingSink(IConnectionSink inner, ConnectionJudge judge, Func<int>? input = null) : ForwardingSink(inner)
{
    private int _input;

    public override void OnEnd(ConnectionSummary connection)
    {
        if (input?.Invoke() is int now && now != _input)
        {
            _input = now;
            judge.Forget();
        }

        judge.Judge(connection);
        base.OnEnd(connection);
    }
}
