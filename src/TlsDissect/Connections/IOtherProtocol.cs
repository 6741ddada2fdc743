using TlsDissect.Records;

namespace TlsDissect.Connections;

/// <summary>A protocol other than TLS that a connection may speak, as its first message is a hello of both.</summary>
internal interface IOtherProtocol
{
    /// <summary>Bytes of memory taken.</summary>
    int Held { get; }

    /// <summary>Whether the server speaks it; <c>null</c> while that is not known.</summary>
    /// <param name="answer">The server's next bytes; on return with a result, all that it sent so far.</param>
    bool? IsAnswered(ref ReadOnlySpan<byte> answer);

    /// <summary>The layer that reads the connection from here on, and reports what it finds.</summary>
    IRecordLayer Start(ConnectionReport report, Direction client, Direction server);
}
