using System.Text;
using TlsDissect.Keys;

namespace TlsDissect.Output.Export;

/// <summary>
/// Writes every secret that decrypted something as a line of a key log (RFC 9850), immediately. With these lines alone, without a private
/// key, other programs can decrypt the same data.
/// </summary>
/// <param name="output">Not owned. Receives whole lines.</param>
internal sealed class KeyLogSink(Stream output) : IConnectionSink
{
    /// <summary>Number of lines written.</summary>
    public long Count { get; private set; }

    /// <inheritdoc/>
    public bool WantsApplicationData(ConnectionView connection) => false;

    /// <inheritdoc/>
    public void OnSecret(ConnectionView connection, VerifiedSecret secret)
    {
        output.Write(
            Encoding.ASCII.GetBytes(KeyLogLine.Format(secret.Label, secret.ClientRandom, secret.Secret, secret.Generation) + "\n"));
        Count++;
    }
}
