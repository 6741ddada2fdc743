using System.Text;
using TlsDissect.Keys;
using TlsDissect.Protocol;

namespace TlsDissect.Output.Export;

/// <summary>
/// Writes every secret that opened something as a line of a key log (RFC 9850), at once: with these lines alone, without a private key, others decrypt
/// the same.
/// </summary>
/// <param name="output">Not owned. Receives whole lines.</param>
internal sealed class KeyLogSink(Stream output) : IConnectionSink
{
    /// <summary>Lines written.</summary>
    public long Count { get; private set; }

    /// <inheritdoc/>
    public bool WantsApplicationData(ConnectionSummary connection) => false;

    /// <inheritdoc/>
    public void OnMessage(ConnectionSummary connection, MessageEntry message) { }

    /// <inheritdoc/>
    public void OnAlert(ConnectionSummary connection, AlertEntry alert) { }

    /// <inheritdoc/>
    public void OnSecret(ConnectionSummary connection, in VerifiedSecret secret)
    {
        output.Write(Encoding.ASCII.GetBytes(KeyLogLine.Format(secret.Label, secret.ClientRandom, secret.Secret, secret.Generation) + "\n"));
        Count++;
    }

    /// <inheritdoc/>
    public void OnApplicationData(ConnectionSummary connection, in ApplicationData data) { }

    /// <inheritdoc/>
    public void OnGap(ConnectionSummary connection, Sender from, long missing, StreamPosition position) { }

    /// <inheritdoc/>
    public void OnEnd(ConnectionSummary connection) { }
}
