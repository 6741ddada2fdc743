using TlsDissect.Output.Export;

namespace TlsDissect.Cli.Runs;

/// <summary>Forwards every event, and writes the secrets that were verified into a key log.</summary>
internal sealed class SecretsTee(IConnectionSink inner, Stream output) : ForwardingSink(inner)
{
    private readonly KeyLogSink _log = new(output, withSessions: true);

    public override void OnSecret(ConnectionView connection, VerifiedSecret secret)
    {
        base.OnSecret(connection, secret);
        _log.OnSecret(connection, secret);
    }

    public override void OnSession(
        ConnectionView connection, ReadOnlySpan<byte> sessionId, ReadOnlySpan<byte> ticket, ReadOnlySpan<byte> masterSecret)
    {
        base.OnSession(connection, sessionId, ticket, masterSecret);
        _log.OnSession(connection, sessionId, ticket, masterSecret);
    }
}
