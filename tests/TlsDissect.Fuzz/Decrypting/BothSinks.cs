using TlsDissect.Output.Json;
using TlsDissect.Protocol;

namespace TlsDissect.Fuzz.Decrypting;

/// <summary>Passes events to the sink of what is shown and to JSON.</summary>
internal sealed class BothSinks(PlaintextSink shown, JsonSink json) : IConnectionSink
{
    public bool WantsCleartext => true;

    public bool WantsApplicationData(ConnectionView connection) => true;

    public void OnApplicationData(ConnectionView connection, ApplicationData data) => shown.OnApplicationData(connection, data);

    public void OnGap(ConnectionView connection, Sender from, long missing, StreamPosition position) =>
        shown.OnGap(connection, from, missing, position);

    public void OnSecret(ConnectionView connection, VerifiedSecret secret) => shown.OnSecret(connection, secret);

    public void OnInternalError(ConnectionView connection, Exception exception) => shown.OnInternalError(connection, exception);

    public void OnEnd(ConnectionSummary connection)
    {
        shown.OnEnd(connection);
        json.OnEnd(connection);
    }
}
