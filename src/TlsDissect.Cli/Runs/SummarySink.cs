using TlsDissect.Protocol;

namespace TlsDissect.Cli.Runs;

/// <summary>Passes every event on, counts connections, and warns of those that an internal error ended.</summary>
internal class SummarySink(IConnectionSink inner, RunSummary summary) : IConnectionSink
{
    public bool WantsApplicationData(ConnectionView connection) => inner.WantsApplicationData(connection);

    public bool WantsCleartext => inner.WantsCleartext;

    public void OnCleartext(ConnectionView connection, in ApplicationData data) => inner.OnCleartext(connection, data);

    public void OnCleartextLeftOut(ConnectionView connection, Sender from, long bytes, StreamPosition position) => inner.OnCleartextLeftOut(connection, from, bytes, position);

    public void OnMessage(ConnectionView connection, MessageEntry message) => inner.OnMessage(connection, message);

    public void OnAlert(ConnectionView connection, AlertEntry alert) => inner.OnAlert(connection, alert);

    public void OnViolation(ConnectionView connection, ViolationEntry violation) => inner.OnViolation(connection, violation);

    public void OnApplicationData(ConnectionView connection, in ApplicationData data) => inner.OnApplicationData(connection, data);

    public void OnOpaqueData(ConnectionView connection, Sender from, int length, StreamPosition position) => inner.OnOpaqueData(connection, from, length, position);

    public void OnGap(ConnectionView connection, Sender from, long missing, StreamPosition position) => inner.OnGap(connection, from, missing, position);

    public void OnSkippedBytes(ConnectionView connection, Sender from, long bytes, StreamPosition position) => inner.OnSkippedBytes(connection, from, bytes, position);

    public void OnHandshake(ConnectionView connection, StreamPosition position) => inner.OnHandshake(connection, position);

    public virtual void OnSecret(ConnectionView connection, in VerifiedSecret secret) => inner.OnSecret(connection, secret);

    public virtual void OnInternalError(ConnectionView connection, Exception exception)
    {
        CommandLine.Complain(InternalErrors.Line(connection.Summary, exception));
        inner.OnInternalError(connection, exception);
    }

    public virtual void OnEnd(ConnectionSummary connection)
    {
        inner.OnEnd(connection);
        summary.Add(connection);
    }
}
