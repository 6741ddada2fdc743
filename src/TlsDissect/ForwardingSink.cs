using TlsDissect.Protocol;

namespace TlsDissect;

/// <summary>Passes every event on. Base of sinks between the dissector and the user's sink.</summary>
internal class ForwardingSink(IConnectionSink inner) : IConnectionSink
{
    public virtual bool WantsApplicationData(ConnectionView connection) => inner.WantsApplicationData(connection);

    public virtual bool WantsCleartext => inner.WantsCleartext;

    public virtual void OnCleartext(ConnectionView connection, ApplicationData data) => inner.OnCleartext(connection, data);

    public virtual void OnCleartextLeftOut(ConnectionView connection, Sender from, long bytes, StreamPosition position) =>
        inner.OnCleartextLeftOut(connection, from, bytes, position);

    public virtual void OnMessage(ConnectionView connection, MessageEntry message) => inner.OnMessage(connection, message);

    public virtual void OnAlert(ConnectionView connection, AlertEntry alert) => inner.OnAlert(connection, alert);

    public virtual void OnViolation(ConnectionView connection, ViolationEntry violation) => inner.OnViolation(connection, violation);

    public virtual void OnApplicationData(ConnectionView connection, ApplicationData data) => inner.OnApplicationData(connection, data);

    public virtual void OnOpaqueData(ConnectionView connection, Sender from, int length, StreamPosition position) =>
        inner.OnOpaqueData(connection, from, length, position);

    public virtual void OnGap(ConnectionView connection, Sender from, long missing, StreamPosition position) =>
        inner.OnGap(connection, from, missing, position);

    public virtual void OnStreamGap(ConnectionView connection, Sender from, ulong stream, long missing, StreamPosition position) =>
        inner.OnStreamGap(connection, from, stream, missing, position);

    public virtual void OnStreamEnd(ConnectionView connection, Sender from, ulong stream, ulong? resetCode, StreamPosition position) =>
        inner.OnStreamEnd(connection, from, stream, resetCode, position);

    public virtual void OnSkippedBytes(ConnectionView connection, Sender from, long bytes, StreamPosition position) =>
        inner.OnSkippedBytes(connection, from, bytes, position);

    public virtual void OnHandshake(ConnectionView connection, StreamPosition position) => inner.OnHandshake(connection, position);

    public virtual void OnSecret(ConnectionView connection, VerifiedSecret secret) => inner.OnSecret(connection, secret);

    public virtual void OnSession(
        ConnectionView connection, ReadOnlySpan<byte> sessionId, ReadOnlySpan<byte> ticket, ReadOnlySpan<byte> masterSecret) =>
        inner.OnSession(connection, sessionId, ticket, masterSecret);

    public virtual void OnInternalError(ConnectionView connection, Exception exception) => inner.OnInternalError(connection, exception);

    public virtual void OnEnd(ConnectionSummary connection) => inner.OnEnd(connection);
}
