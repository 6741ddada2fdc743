using TlsDissect.Protocol;

namespace TlsDissect.Transport.Tcp;

/// <summary>
/// Receives one connection's bytes, each direction in order. Created with the first of them. <c>side</c> is 0 for the endpoint that opened
/// the connection (or is assumed to have), 1 for the other. The consumer finds out which of them is the TLS client.
/// </summary>
internal interface IStreamConsumer
{
    /// <summary>Receives the next bytes of a direction. <paramref name="data"/> is borrowed until the call returns.</summary>
    /// <param name="side">Who sent them.</param>
    /// <param name="data">Never empty.</param>
    /// <param name="position">
    /// The packet that brought the last of them and of all bytes before them. It never goes back in a direction. It may be before the
    /// packet that is being read, which ended the wait for missing bytes.
    /// </param>
    void OnData(int side, ReadOnlySpan<byte> data, in StreamPosition position);

    /// <summary>Bytes were never captured. The bytes after them come next.</summary>
    /// <param name="side">Who sent them.</param>
    /// <param name="length">Number of missing bytes; at least 1.</param>
    /// <param name="position">The packet at which they were given up.</param>
    void OnGap(int side, long length, in StreamPosition position);

    /// <summary>
    /// For an exception filter: whether an exception, thrown while the connection was reassembled or read, is a fault that ends this
    /// connection alone.
    /// </summary>
    bool IsFault(Exception exception) => false;

    /// <summary>Handles such a fault. Of the connection's calls only <see cref="OnEnd"/> follows.</summary>
    void OnFault(Exception exception) { }

    /// <summary>
    /// The connection is over: it was closed, evicted or replaced by another on the same ports, or the input ended. Called once, last.
    /// Connections that closed end in the order of their last packets. The consumer releases its resources here.
    /// </summary>
    void OnEnd();

    /// <summary>After <see cref="OnEnd"/>: whether the bytes were of the protocol that this consumer reads.</summary>
    bool IsRecognized => true;
}
