using System.Globalization;
using System.Text;
using TlsDissect.Output.Json;
using TlsDissect.Output.Text;
using TlsDissect.Protocol;

namespace TlsDissect.GoldenTests.Laws;

/// <summary>Two sinks that write connections when they end, and every event beside.</summary>
internal sealed class RecordingSink(JsonSink json, TextSink text) : IConnectionSink, IDisposable
{
    private readonly HashSet<ConnectionSummary> _connections = [];
    private readonly StringBuilder _events = new();

    public string Events => _events.ToString();

    /// <summary>Looks at every connection that is under way.</summary>
    public void Ask()
    {
        foreach (ConnectionSummary connection in _connections) Assert.Equal(connection.Messages.Count, connection.Messages.Count(message => message.Handshake >= 0));
    }

    public bool WantsApplicationData(ConnectionSummary connection) => false;

    public void OnMessage(ConnectionSummary connection, MessageEntry message)
    {
        _connections.Add(connection);
        Write(connection, message.Name, message.Position);
    }

    public void OnAlert(ConnectionSummary connection, AlertEntry alert) => Write(connection, alert.ToString(), alert.Position);

    public void OnApplicationData(ConnectionSummary connection, in ApplicationData data) => Assert.Fail("nobody asked for it");

    public void OnGap(ConnectionSummary connection, Sender from, long missing, StreamPosition position) => Assert.Fail("nobody asked for it");

    public void OnHandshake(ConnectionSummary connection, StreamPosition position) => Write(connection, connection.Handshake.ToString(), position);

    public void OnSecret(ConnectionSummary connection, in VerifiedSecret secret) => Write(connection, secret.Label.ToString(), secret.Position);

    public void OnInternalError(ConnectionSummary connection, Exception exception) => Assert.Fail($"connection {connection.Id}: {exception}");

    public void OnEnd(ConnectionSummary connection)
    {
        _connections.Remove(connection);
        json.OnEnd(connection);
        text.OnEnd(connection);
    }

    public void Dispose() => json.Dispose();

    private void Write(ConnectionSummary connection, string what, StreamPosition position) =>
        _events.AppendLine(CultureInfo.InvariantCulture, $"{connection.Id} {what} {position}");
}
