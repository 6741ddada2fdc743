namespace TlsDissect.Cli.Runs;

/// <summary>Forwards every event, counts connections, and warns of those that an internal error ended.</summary>
internal class SummarySink(IConnectionSink inner, RunSummary summary) : ForwardingSink(inner)
{
    /// <summary>Whether another reading of the input warns of internal errors.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>The counts.</summary>
    protected RunSummary Summary => summary;

    public override void OnInternalError(ConnectionView connection, Exception exception)
    {
        if (!IsQuiet) CommandLine.Complain(InternalErrors.Line(connection.Summary, exception));
        base.OnInternalError(connection, exception);
    }

    public override void OnEnd(ConnectionSummary connection)
    {
        base.OnEnd(connection);
        summary.Add(connection);
    }
}
