using TlsDissect.Connections;
using TlsDissect.Keys;

namespace TlsDissect.Cli;

/// <summary>Passes events on to what writes them, counts connections, and gives secrets to the recorder.</summary>
internal sealed class LiveSink(IConnectionSink inner, RunSummary summary, KeyRing keys, PacketRecorder? recorder) : SummarySink(inner, summary)
{
    private static readonly KeyLogLabel[] Labels = Enum.GetValues<KeyLogLabel>();

    public override void OnSecret(ConnectionSummary connection, in ProvedSecret secret)
    {
        base.OnSecret(connection, secret);
        if (recorder is null) return;
        recorder.AddSecret(secret.Label, secret.ClientRandom, secret.Secret);
        // One proved line vouches for the others of its client random, and a reader wants them all before the ServerHello.
        foreach (KeyLogLabel label in Labels)
        {
            if (keys.TryFind(label, secret.ClientRandom, out KeyLogEntry logged)) recorder.AddSecret(label, secret.ClientRandom, logged.Secret);
        }
    }
}
