using TlsDissect.Protocol;

namespace TlsDissect.Cli.Runs;

/// <summary>Forwards the events of selected connections only. Does not ask for the data of the others.</summary>
/// <param name="inner">Takes the events.</param>
/// <param name="ids">The selected connections.</param>
internal sealed class SelectingSink(IConnectionSink inner, IReadOnlySet<long> ids) : ForwardingSink(inner)
{
    public override bool WantsApplicationData(ConnectionView connection) =>
        ids.Contains(connection.Id) && base.WantsApplicationData(connection);

    public override void OnCleartext(ConnectionView connection, ApplicationData data)
    {
        if (ids.Contains(connection.Id)) base.OnCleartext(connection, data);
    }

    public override void OnCleartextLeftOut(ConnectionView connection, Sender from, long bytes, StreamPosition position)
    {
        if (ids.Contains(connection.Id)) base.OnCleartextLeftOut(connection, from, bytes, position);
    }

    public override void OnMessage(ConnectionView connection, MessageEntry message)
    {
        if (ids.Contains(connection.Id)) base.OnMessage(connection, message);
    }

    public override void OnAlert(ConnectionView connection, AlertEntry alert)
    {
        if (ids.Contains(connection.Id)) base.OnAlert(connection, alert);
    }

    public override void OnViolation(ConnectionView connection, ViolationEntry violation)
    {
        if (ids.Contains(connection.Id)) base.OnViolation(connection, violation);
    }

    public override void OnApplicationData(ConnectionView connection, ApplicationData data)
    {
        if (ids.Contains(connection.Id)) base.OnApplicationData(connection, data);
    }

    public override void OnOpaqueData(ConnectionView connection, Sender from, int length, StreamPosition position)
    {
        if (ids.Contains(connection.Id)) base.OnOpaqueData(connection, from, length, position);
    }

    public override void OnGap(ConnectionView connection, Sender from, long missing, StreamPosition position)
    {
        if (ids.Contains(connection.Id)) base.OnGap(connection, from, missing, position);
    }

    public override void OnStreamGap(ConnectionView connection, Sender from, ulong stream, long missing, StreamPosition position)
    {
        if (ids.Contains(connection.Id)) base.OnStreamGap(connection, from, stream, missing, position);
    }

    public override void OnStreamEnd(ConnectionView connection, Sender from, ulong stream, ulong? resetCode, StreamPosition position)
    {
        if (ids.Contains(connection.Id)) base.OnStreamEnd(connection, from, stream, resetCode, position);
    }

    public override void OnSkippedBytes(ConnectionView connection, Sender from, long bytes, StreamPosition position)
    {
        if (ids.Contains(connection.Id)) base.OnSkippedBytes(connection, from, bytes, position);
    }

    public override void OnHandshake(ConnectionView connection, StreamPosition position)
    {
        if (ids.Contains(connection.Id)) base.OnHandshake(connection, position);
    }

    public override void OnSecret(ConnectionView connection, VerifiedSecret secret)
    {
        if (ids.Contains(connection.Id)) base.OnSecret(connection, secret);
    }

    public override void OnSession(
        ConnectionView connection, ReadOnlySpan<byte> sessionId, ReadOnlySpan<byte> ticket, ReadOnlySpan<byte> masterSecret)
    {
        if (ids.Contains(connection.Id)) base.OnSession(connection, sessionId, ticket, masterSecret);
    }

    public override void OnInternalError(ConnectionView connection, Exception exception)
    {
        if (ids.Contains(connection.Id)) base.OnInternalError(connection, exception);
    }

    public override void OnEnd(ConnectionSummary connection)
    {
        if (ids.Contains(connection.Id)) base.OnEnd(connection);
    }
}
