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
        foreach (ConnectionSummary connection in _connections)
            Assert.Equal(connection.Messages.Length, connection.Messages.Count(message => message.Handshake >= 0));
    }

    public bool WantsApplicationData(ConnectionView connection) => false;

    public void OnMessage(ConnectionView connection, MessageEntry message)
    {
        _connections.Add(connection.Summary);
        Write(connection.Summary, message.Name, message.Position);
    }

    public void OnAlert(ConnectionView connection, AlertEntry alert) => Write(connection.Summary, alert.ToString(), alert.Position);

    public void OnApplicationData(ConnectionView connection, ApplicationData data) => Assert.Fail("it was not asked for");

    public void OnGap(ConnectionView connection, Sender from, long missing, StreamPosition position) => Assert.Fail("it was not asked for");

    public void OnHandshake(ConnectionView connection, StreamPosition position) =>
        Write(connection.Summary, connection.Handshake.ToString(), position);

    public void OnSecret(ConnectionView connection, VerifiedSecret secret) =>
        Write(connection.Summary, secret.Label.ToString(), secret.Position);

    public void OnInternalError(ConnectionView connection, Exception exception) => Assert.Fail($"connection {connection.Id}: {exception}");

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
