using System.Security.Cryptography;
using System.Text;
using TlsDissect.Keys;

namespace TlsDissect.Output.Export;

/// <summary>
/// Writes every secret that decrypted something as a line of a key log (RFC 9850), immediately. With these lines alone, without a private
/// key, other programs can decrypt the same data.
/// </summary>
/// <param name="output">Not owned. Receives whole lines.</param>
/// <param name="withSessions">Whether the secrets of sessions are written by session ID and ticket too, for connections elsewhere that
/// resume them.</param>
internal sealed class KeyLogSink(Stream output, bool withSessions = false) : IConnectionSink
{
    /// <summary>Number of lines written.</summary>
    public long Count { get; private set; }

    /// <inheritdoc/>
    public bool WantsApplicationData(ConnectionView connection) => false;

    /// <inheritdoc/>
    public void OnSecret(ConnectionView connection, VerifiedSecret secret)
    {
        Write(KeyLogLine.Format(secret.Label, secret.ClientRandom, secret.Secret, secret.Generation));
    }

    /// <inheritdoc/>
    public void OnSession(
        ConnectionView connection, ReadOnlySpan<byte> sessionId, ReadOnlySpan<byte> ticket, ReadOnlySpan<byte> masterSecret)
    {
        if (!withSessions) return;
        if (!sessionId.IsEmpty) Write(KeyLogLine.FormatSession(sessionId, masterSecret));
        if (!ticket.IsEmpty) Write(KeyLogLine.Format(KeyLogLabel.SessionTicket, SHA256.HashData(ticket), masterSecret));
    }

    private void Write(string line)
    {
        output.Write(Encoding.ASCII.GetBytes(line + "\n"));
        Count++;
    }
}
