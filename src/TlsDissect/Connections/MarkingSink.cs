using TlsDissect.Protocol;

namespace TlsDissect.Connections;

/// <summary>
/// Wraps the user's sink and marks the exceptions that it throws. A full disk or a closed pipe is not an internal error of the connection whose event was delivered.
/// </summary>
/// <remarks>
/// The filters return <c>false</c>, so nothing is caught here. They run before those of the callers, which can then ask <see cref="Threw"/>.
/// </remarks>
internal sealed class MarkingSink(IConnectionSink inner) : IConnectionSink
{
    private Exception? _thrown;

    /// <summary>Whether the user's sink threw this.</summary>
    public bool Threw(Exception exception) => ReferenceEquals(exception, _thrown);

    public bool WantsCleartext
    {
        get
        {
            try { return inner.WantsCleartext; }
            catch (Exception e) when (Mark(e)) { throw; }
        }
    }

    public bool WantsApplicationData(ConnectionSummary connection)
    {
        try { return inner.WantsApplicationData(connection); }
        catch (Exception e) when (Mark(e)) { throw; }
    }

    public void OnCleartext(ConnectionSummary connection, in ApplicationData data)
    {
        try { inner.OnCleartext(connection, data); }
        catch (Exception e) when (Mark(e)) { throw; }
    }

    public void OnCleartextLeftOut(ConnectionSummary connection, Sender from, long bytes, StreamPosition position) =>
        Tell(static (sink, it) => sink.OnCleartextLeftOut(it.connection, it.from, it.bytes, it.position), (connection, from, bytes, position));

    public void OnMessage(ConnectionSummary connection, MessageEntry message) =>
        Tell(static (sink, it) => sink.OnMessage(it.connection, it.message), (connection, message));

    public void OnAlert(ConnectionSummary connection, AlertEntry alert) =>
        Tell(static (sink, it) => sink.OnAlert(it.connection, it.alert), (connection, alert));

    public void OnViolation(ConnectionSummary connection, ViolationEntry violation) =>
        Tell(static (sink, it) => sink.OnViolation(it.connection, it.violation), (connection, violation));

    public void OnApplicationData(ConnectionSummary connection, in ApplicationData data)
    {
        try { inner.OnApplicationData(connection, data); }
        catch (Exception e) when (Mark(e)) { throw; }
    }

    public void OnGap(ConnectionSummary connection, Sender from, long missing, StreamPosition position) =>
        Tell(static (sink, it) => sink.OnGap(it.connection, it.from, it.missing, it.position), (connection, from, missing, position));

    public void OnSkippedBytes(ConnectionSummary connection, Sender from, long bytes, StreamPosition position) =>
        Tell(static (sink, it) => sink.OnSkippedBytes(it.connection, it.from, it.bytes, it.position), (connection, from, bytes, position));

    public void OnOpaqueData(ConnectionSummary connection, Sender from, int length, StreamPosition position) =>
        Tell(static (sink, it) => sink.OnOpaqueData(it.connection, it.from, it.length, it.position), (connection, from, length, position));

    public void OnHandshake(ConnectionSummary connection, StreamPosition position) =>
        Tell(static (sink, it) => sink.OnHandshake(it.connection, it.position), (connection, position));

    public void OnSecret(ConnectionSummary connection, in VerifiedSecret secret)
    {
        try { inner.OnSecret(connection, secret); }
        catch (Exception e) when (Mark(e)) { throw; }
    }

    public void OnInternalError(ConnectionSummary connection, Exception exception) =>
        Tell(static (sink, it) => sink.OnInternalError(it.connection, it.exception), (connection, exception));

    public void OnEnd(ConnectionSummary connection) => Tell(static (sink, it) => sink.OnEnd(it), connection);

    private void Tell<T>(Action<IConnectionSink, T> tell, T what)
    {
        try { tell(inner, what); }
        catch (Exception e) when (Mark(e)) { throw; }
    }

    private bool Mark(Exception exception)
    {
        _thrown = exception;
        return false;
    }
}
