namespace TlsDissect.Transport.Tcp;

/// <summary>Counts of TCP connections without TLS.</summary>
/// <param name="Connections">Number of connections. One whose ports are reused, or that was evicted and continues, counts again.</param>
/// <param name="Packets">Number of their packets.</param>
internal readonly record struct OtherTcp(long Connections, long Packets)
{
    /// <summary>Adds two counts.</summary>
    public OtherTcp Plus(OtherTcp more) => new(Connections + more.Connections, Packets + more.Packets);
}
