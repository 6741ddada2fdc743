namespace TlsDissect.Cli.Runs;

/// <summary>Writes nothing: the run passes on fields of connections only.</summary>
internal sealed class SilentSink : IConnectionSink
{
    /// <inheritdoc/>
    public bool WantsApplicationData(ConnectionView connection) => false;
}
