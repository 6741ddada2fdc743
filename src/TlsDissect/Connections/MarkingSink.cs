using TlsDissect.Protocol;

namespace TlsDissect.Connections;

/// <summary>
/// Wraps the user's sink and marks the exceptions that it throws. A full disk or a closed pipe is not an internal error of the connection
/// whose event was delivered.
/// </summary>
/// <remarks>
/// The filters return <c>false</c>, so nothing is caught here. They run before the callers' filters, which can then ask
/// <see cref="Threw"/>.
/// </remarks>
internal sealed class MarkingSink(IConnectionSink inner) : IConnectionSink
{
    private Exception? _thrown;

    /// <summary>Whether the user's sink threw this exception.</summary>
    public bool Threw(Exception exception) => ReferenceEquals(exception, _thrown);

    public bool WantsCleartext
    {
        get
        {
            try { return inner.WantsCleartext; }
            catch (Exception e) when (Mark(e)) { throw; }
        }
    }

    public bool WantsApplicationData(ConnectionView connection)
    {
        try { return inner.WantsApplicationData(connection); }
        catch (Exception e) when (Mark(e)) { throw; }
    }

    public void OnCleartext(ConnectionView connection, ApplicationData data)
    {
        try { inner.OnCleartext(connection, data); }
        catch (Exception e) when (Mark(e)) { throw; }
    }

    public void OnCleartextLeftOut(ConnectionView connection, Sender from, long bytes, StreamPosition position)
    {
        try { inner.OnCleartextLeftOut(connection, from, bytes, position); }
        catch (Exception e) when (Mark(e)) { throw; }
    }

    public void OnMessage(ConnectionView connection, MessageEntry message)
    {
        try { inner.OnMessage(connection, message); }
        catch (Exception e) when (Mark(e)) { throw; }
    }

    public void OnAlert(ConnectionView connection, AlertEntry alert)
    {
        try { inner.OnAlert(connection, alert); }
        catch (Exception e) when (Mark(e)) { throw; }
    }

    public void OnViolation(ConnectionView connection, ViolationEntry violation)
    {
        try { inner.OnViolation(connection, violation); }
        catch (Exception e) when (Mark(e)) { throw; }
    }

    public void OnApplicationData(ConnectionView connection, ApplicationData data)
    {
        try { inner.OnApplicationData(connection, data); }
        catch (Exception e) when (Mark(e)) { throw; }
    }

    public void OnGap(ConnectionView connection, Sender from, long missing, StreamPosition position)
    {
        try { inner.OnGap(connection, from, missing, position); }
        catch (Exception e) when (Mark(e)) { throw; }
    }

    public void OnStreamGap(ConnectionView connection, Sender from, ulong stream, long missing, StreamPosition position)
    {
        try { inner.OnStreamGap(connection, from, stream, missing, position); }
        catch (Exception e) when (Mark(e)) { throw; }
    }

    public void OnStreamEnd(ConnectionView connection, Sender from, ulong stream, ulong? resetCode, StreamPosition position)
    {
        try { inner.OnStreamEnd(connection, from, stream, resetCode, position); }
        catch (Exception e) when (Mark(e)) { throw; }
    }

    public void OnSkippedBytes(ConnectionView connection, Sender from, long bytes, StreamPosition position)
    {
        try { inner.OnSkippedBytes(connection, from, bytes, position); }
        catch (Exception e) when (Mark(e)) { throw; }
    }

    public void OnOpaqueData(ConnectionView connection, Sender from, int length, StreamPosition position)
    {
        try { inner.OnOpaqueData(connection, from, length, position); }
        catch (Exception e) when (Mark(e)) { throw; }
    }

    public void OnHandshake(ConnectionView connection, StreamPosition position)
    {
        try { inner.OnHandshake(connection, position); }
        catch (Exception e) when (Mark(e)) { throw; }
    }

    public void OnSecret(ConnectionView connection, VerifiedSecret secret)
    {
        try { inner.OnSecret(connection, secret); }
        catch (Exception e) when (Mark(e)) { throw; }
    }

    public void OnSession(
        ConnectionView connection, ReadOnlySpan<byte> sessionId, ReadOnlySpan<byte> ticket, ReadOnlySpan<byte> masterSecret)
    {
        try { inner.OnSession(connection, sessionId, ticket, masterSecret); }
        catch (Exception e) when (Mark(e)) { throw; }
    }

    public void OnInternalError(ConnectionView connection, Exception exception)
    {
        try { inner.OnInternalError(connection, exception); }
        catch (Exception e) when (Mark(e)) { throw; }
    }

    public void OnEnd(ConnectionSummary connection)
    {
        try { inner.OnEnd(connection); }
        catch (Exception e) when (Mark(e)) { throw; }
    }

    private bool Mark(Exception exception)
    {
        _thrown = exception;
        return false;
    }
}
