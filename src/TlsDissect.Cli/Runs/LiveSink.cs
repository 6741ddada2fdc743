using TlsDissect.Cli.Recording;
using TlsDissect.Keys;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Cli.Runs;

/// <summary>Forwards events, counts connections, and passes secrets to the recorder.</summary>
internal sealed class LiveSink(IConnectionSink inner, RunSummary summary, Func<KeyRing> keys, PacketRecorder? recorder,
    Action<string>? warn = null)
    : SummarySink(inner, summary)
{
    private static readonly KeyLogLabel[] Labels = Enum.GetValues<KeyLogLabel>();

    /// <summary>Warnings may be lines of the output too.</summary>
    public override void OnInternalError(ConnectionView connection, Exception exception)
    {
        base.OnInternalError(connection, exception);
        warn?.Invoke(InternalErrors.Line(connection.Summary, exception));
    }

    public override void OnSecret(ConnectionView connection, VerifiedSecret secret)
    {
        base.OnSecret(connection, secret);
        if (recorder is null) return;
        CaptureTime hello = HelloTime(connection.Summary, secret.ClientRandom);
        recorder.AddSecret(secret.Label, secret.ClientRandom, secret.Secret, hello, secret.Generation);
        // One verified line vouches for the others of its client random, and a reader needs all of them before the ServerHello.
        foreach (KeyLogLabel label in Labels)
        {
            foreach (KeyLogEntry logged in keys().FindAll(label, secret.ClientRandom))
                recorder.AddSecret(label, secret.ClientRandom, logged.Secret, hello);
        }
    }

    /// <summary>The time of a handshake's ClientHello; the connection's start if it is unknown.</summary>
    private static CaptureTime HelloTime(ConnectionSummary connection, ReadOnlySpan<byte> clientRandom)
    {
        for (int i = connection.MessageList.Count - 1; i >= 0; i--)
        {
            if (connection.MessageList[i] is { Message: ClientHello hello } entry && clientRandom.SequenceEqual(hello.Random.Span))
                return entry.Position.Time;
        }

        return connection.First.Time;
    }
}
