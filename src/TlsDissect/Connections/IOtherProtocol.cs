using TlsDissect.Records;

namespace TlsDissect.Connections;

/// <summary>A protocol other than TLS that a connection may speak, because its first message is a hello of both.</summary>
internal interface IOtherProtocol
{
    /// <summary>Bytes of memory used.</summary>
    int Held { get; }

    /// <summary>Whether the server speaks this protocol; <c>null</c> while that is unknown.</summary>
    /// <param name="answer">The server's next bytes; on return with a result, all that it sent so far.</param>
    bool? IsAnswered(ref ReadOnlySpan<byte> answer);

    /// <summary>Creates the layer that reads the connection from now on and reports what it finds.</summary>
    IRecordLayer Start(ConnectionReport report, Direction client, Direction server);
}
