using TlsDissect.Protocol;

namespace TlsDissect.Transport.Tcp;

/// <summary>
/// Receives one connection's bytes, each direction in order; made with the first of them. <c>side</c> is 0 for the endpoint that opened the connection (or is
/// taken to have), 1 for the other; which of them is the TLS client is for the consumer to find out.
/// </summary>
internal interface IStreamConsumer
{
    /// <summary>The next bytes of a direction. <paramref name="data"/> is borrowed until the call returns.</summary>
    /// <param name="side">Who sent them.</param>
    /// <param name="data">Never empty.</param>
    /// <param name="position">The packet that made them available in order.</param>
    void OnData(int side, ReadOnlySpan<byte> data, in StreamPosition position);

    /// <summary>Bytes that were never captured; what follows comes next.</summary>
    /// <param name="side">Who sent them.</param>
    /// <param name="length">How many are missing; at least 1.</param>
    /// <param name="position">The packet at which they were given up.</param>
    void OnGap(int side, long length, in StreamPosition position);

    /// <summary>For an exception filter: whether what was thrown while the connection was put in order or read is a fault that ends this connection alone.</summary>
    bool IsFault(Exception exception) => false;

    /// <summary>Such a fault: of the connection's calls only <see cref="OnEnd"/> is still to come.</summary>
    void OnFault(Exception exception) { }

    /// <summary>
    /// The connection is over: closed, evicted, replaced by another on the same ports, or the input ended. Called once, last,
    /// in the order in which connections' last packets came for those that closed. The consumer's resources end here.
    /// </summary>
    void OnEnd();

    /// <summary>After <see cref="OnEnd"/>: whether the bytes were of the protocol that this consumer reads.</summary>
    bool IsRecognized => true;
}
