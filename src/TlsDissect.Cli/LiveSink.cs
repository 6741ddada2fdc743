using TlsDissect.Connections;
using TlsDissect.Keys;
using TlsDissect.Protocol;
using TlsDissect.Tcp;

namespace TlsDissect.Cli;

/// <summary>Passes events on to what writes them, counts connections, and gives secrets to the recorder.</summary>
internal sealed class LiveSink(IConnectionSink inner, RunSummary summary, KeyRing keys, PacketRecorder? recorder) : IConnectionSink
{
    private static readonly KeyLogLabel[] Labels = Enum.GetValues<KeyLogLabel>();

    public bool WantsApplicationData(ConnectionSummary connection) => inner.WantsApplicationData(connection);

    public void OnMessage(ConnectionSummary connection, MessageEntry message) => inner.OnMessage(connection, message);

    public void OnAlert(ConnectionSummary connection, AlertEntry alert) => inner.OnAlert(connection, alert);

    public void OnApplicationData(ConnectionSummary connection, in ApplicationData data) => inner.OnApplicationData(connection, data);

    public void OnOpaqueData(ConnectionSummary connection, Sender from, int length, StreamPosition position) => inner.OnOpaqueData(connection, from, length, position);

    public void OnGap(ConnectionSummary connection, Sender from, long missing, StreamPosition position) => inner.OnGap(connection, from, missing, position);

    public void OnHandshake(ConnectionSummary connection, StreamPosition position) => inner.OnHandshake(connection, position);

    public void OnSecret(ConnectionSummary connection, in ProvedSecret secret)
    {
        inner.OnSecret(connection, secret);
        if (recorder is null) return;
        recorder.AddSecret(secret.Label, secret.ClientRandom, secret.Secret);
        // One proved line vouches for the others of its client random, and a reader wants them all before the ServerHello.
        foreach (KeyLogLabel label in Labels)
        {
            if (keys.TryFind(label, secret.ClientRandom, out KeyLogEntry logged)) recorder.AddSecret(label, secret.ClientRandom, logged.Secret);
        }
    }

    public void OnEnd(ConnectionSummary connection)
    {
        inner.OnEnd(connection);
        summary.Add(connection);
    }
}
