using TlsDissect.Protocol;
using TlsDissect.Transport;

namespace TlsDissect;

/// <summary>
/// A connection as far as it is known at an event. Borrowed until the event's method returns; <see cref="ToSummary"/> makes a copy to keep.
/// </summary>
public readonly ref struct ConnectionView
{
    internal ConnectionView(ConnectionSummary summary) => Summary = summary;

    /// <summary>The summary that is updated until the end of the connection.</summary>
    internal ConnectionSummary Summary { get; }

    /// <inheritdoc cref="ConnectionSummary.Id"/>
    public long Id => Summary.Id;

    /// <inheritdoc cref="ConnectionSummary.Client"/>
    public IpEndpoint Client => Summary.Client;

    /// <inheritdoc cref="ConnectionSummary.Server"/>
    public IpEndpoint Server => Summary.Server;

    /// <inheritdoc cref="ConnectionSummary.First"/>
    public StreamPosition First => Summary.First;

    /// <inheritdoc cref="ConnectionSummary.Version"/>
    public ProtocolVersion Version => Summary.Version;

    /// <inheritdoc cref="ConnectionSummary.CipherSuite"/>
    public CipherSuiteId? CipherSuite => Summary.CipherSuite;

    /// <inheritdoc cref="ConnectionSummary.CipherSuiteParts"/>
    public CipherSuite? CipherSuiteParts => Summary.CipherSuiteParts;

    /// <inheritdoc cref="ConnectionSummary.ServerName"/>
    public string? ServerName => Summary.ServerName;

    /// <inheritdoc cref="ConnectionSummary.Alpn"/>
    public string? Alpn => Summary.Alpn;

    /// <inheritdoc cref="ConnectionSummary.Handshake"/>
    public HandshakeKind Handshake => Summary.Handshake;

    /// <summary>
    /// Copies everything known so far. The copy may be kept and does not change. Allocates memory, so do not call it for every record.
    /// </summary>
    public ConnectionSummary ToSummary() => Summary.Copy();
}
