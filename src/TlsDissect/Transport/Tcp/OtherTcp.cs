namespace TlsDissect.Transport.Tcp;

/// <summary>TCP connections in which no TLS was found.</summary>
/// <param name="Connections">How many. One whose ports are used again, or that was evicted and goes on, counts again.</param>
/// <param name="Packets">Their packets.</param>
internal readonly record struct OtherTcp(long Connections, long Packets)
{
    /// <summary>These and others.</summary>
    public OtherTcp Plus(OtherTcp more) => new(Connections + more.Connections, Packets + more.Packets);
}
