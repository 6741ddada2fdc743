using System.Text;
using TlsDissect.Keys;

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
    public bool WantsApplicationData(ConnectionView connection) => false;

    /// <inheritdoc/>
    public void OnSecret(ConnectionView connection, VerifiedSecret secret)
    {
        output.Write(Encoding.ASCII.GetBytes(KeyLogLine.Format(secret.Label, secret.ClientRandom, secret.Secret, secret.Generation) + "\n"));
        Count++;
    }
}
