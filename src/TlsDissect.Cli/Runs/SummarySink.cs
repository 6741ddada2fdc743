using TlsDissect.Protocol;

namespace TlsDissect.Cli.Runs;

/// <summary>Passes every event on, counts connections, and warns of those that an internal error ended.</summary>
internal class SummarySink(IConnectionSink inner, RunSummary summary) : IConnectionSink
{
    public bool WantsApplicationData(ConnectionSummary connection) => inner.WantsApplicationData(connection);

    public bool WantsCleartext => inner.WantsCleartext;

    public void OnCleartext(ConnectionSummary connection, in ApplicationData data) => inner.OnCleartext(connection, data);

    public void OnCleartextLeftOut(ConnectionSummary connection, Sender from, long bytes, StreamPosition position) => inner.OnCleartextLeftOut(connection, from, bytes, position);

    public void OnMessage(ConnectionSummary connection, MessageEntry message) => inner.OnMessage(connection, message);

    public void OnAlert(ConnectionSummary connection, AlertEntry alert) => inner.OnAlert(connection, alert);

    public void OnViolation(ConnectionSummary connection, ViolationEntry violation) => inner.OnViolation(connection, violation);

    public void OnApplicationData(ConnectionSummary connection, in ApplicationData data) => inner.OnApplicationData(connection, data);

    public void OnOpaqueData(ConnectionSummary connection, Sender from, int length, StreamPosition position) => inner.OnOpaqueData(connection, from, length, position);

    public void OnGap(ConnectionSummary connection, Sender from, long missing, StreamPosition position) => inner.OnGap(connection, from, missing, position);

    public void OnSkippedBytes(ConnectionSummary connection, Sender from, long bytes, StreamPosition position) => inner.OnSkippedBytes(connection, from, bytes, position);

    public void OnHandshake(ConnectionSummary connection, StreamPosition position) => inner.OnHandshake(connection, position);

    public virtual void OnSecret(ConnectionSummary connection, in VerifiedSecret secret) => inner.OnSecret(connection, secret);

    public virtual void OnInternalError(ConnectionSummary connection, Exception exception)
    {
        CommandLine.Complain(InternalErrors.Line(connection, exception));
        inner.OnInternalError(connection, exception);
    }

    public virtual void OnEnd(ConnectionSummary connection)
    {
        inner.OnEnd(connection);
        summary.Add(connection);
    }
}
